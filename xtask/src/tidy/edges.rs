//! Which room may depend on which: dependencies point downwards only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Finding;
use crate::workspace::Member;

/// Rooms each room may know. A room that is not listed may know nothing of ours.
const ALLOWED: [(&str, &[&str]); 10] = [
    (
        "gateway",
        &[
            "simulator",
            "graphql",
            "worker",
            "service",
            "registry",
            "access",
            "cache",
            "eds",
            "entities",
            "migrations",
            "domain",
        ],
    ),
    ("graphql", &["service", "access", "domain"]),
    ("worker", &["service", "registry", "entities", "domain"]),
    ("service", &["registry", "access", "entities", "cache", "dataloader", "eds", "domain"]),
    ("access", &["eds", "domain"]),
    ("registry", &["entities", "domain"]),
    ("entities", &["domain"]),
    ("simulator", &["domain"]),
    ("tests", ANY),
    ("benches", ANY),
];

/// These measure and test the others.
const ANY: &[&str] = &["*"];

/// Packages of others that would break the purpose of a room.
const FORBIDDEN: [(&str, &[&str]); 6] = [
    ("graphql", &["axum", "sea-orm", "sqlx", "redis", "reqwest"]),
    ("domain", &["tokio", "serde_json", "reqwest", "sea-orm"]),
    ("service", &["axum", "async-graphql"]),
    ("cache", &["axum", "async-graphql", "sea-orm"]),
    ("dataloader", &["axum", "async-graphql", "sea-orm"]),
    ("xtask", &["tokio", "reqwest", "sea-orm", "clap"]),
];

/// Edges that are not allowed.
pub fn findings(members: &BTreeMap<String, Member>) -> Vec<Finding> {
    let mut found = Vec::new();
    for member in members.values() {
        let allowed = list(&ALLOWED, &member.name);
        let forbidden = list(&FORBIDDEN, &member.name);
        for other in &member.dependencies {
            let ours = members.contains_key(other);
            let known = allowed == ANY || allowed.contains(&other.as_str());
            if (ours && !known) || forbidden.contains(&other.as_str()) {
                let what = format!("{} must not know {other}", member.name);
                found.push(Finding::new(&manifest(&member.name), None, what));
            }
        }
    }
    found
}

fn list(table: &[(&str, &'static [&'static str])], name: &str) -> &'static [&'static str] {
    table.iter().find(|(room, _)| *room == name).map_or(&[], |(_, others)| others)
}

fn manifest(name: &str) -> PathBuf {
    Path::new(name).join("Cargo.toml")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::findings;
    use crate::workspace::Member;

    fn whats(edges: &[(&str, &[&str])]) -> Vec<String> {
        let members: BTreeMap<String, Member> = edges
            .iter()
            .map(|(name, others)| {
                let dependencies = others.iter().map(|other| (*other).to_owned()).collect();
                let name = (*name).to_owned();
                (name.clone(), Member { name, dependencies, roots: Vec::new() })
            })
            .collect();
        findings(&members).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn lets_dependencies_point_downwards() {
        assert!(
            whats(&[("service", &["domain", "serde"]), ("domain", &[]), ("tests", &["service"])])
                .is_empty()
        );
    }

    #[test]
    fn refuses_a_room_that_knows_what_is_above_it() {
        assert_eq!(
            whats(&[("cache", &["domain"]), ("domain", &[])]),
            ["cache must not know domain"]
        );
        assert_eq!(
            whats(&[("migrations", &["entities"]), ("entities", &[])]),
            ["migrations must not know entities"]
        );
    }

    #[test]
    fn refuses_a_package_that_breaks_the_purpose_of_a_room() {
        assert_eq!(whats(&[("graphql", &["sea-orm"])]), ["graphql must not know sea-orm"]);
    }
}
