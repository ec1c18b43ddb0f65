//! Contradictions between settings, each named by its keys.

use std::collections::BTreeSet;

use super::layout::{Config, Mode};
use super::tree::{Origin, Problem};

/// Reports what each setting alone cannot show.
pub(super) fn across(config: &mut Config, problems: &mut Vec<Problem>) {
    let mut report = |path: &str, origin: &Origin, message: String| {
        let origin = origin.clone();
        problems.push(Problem { path: path.to_owned(), origin, message });
    };
    let cache = &config.cache;
    if cache.fresh > cache.stale {
        let message = "fresh must not be longer than stale";
        report("cache", &Origin::Default, message.to_owned());
    }
    let mut seen = BTreeSet::new();
    for registry in &config.registries {
        if !registry.code.is_empty() && !seen.insert(&registry.code) {
            let message = format!("\"{}\" is the code of another registry too", registry.code);
            report("registries", &registry.origin, message);
        }
    }
    if config.http.cors_origins.len() > 1 && config.http.cors_origins.iter().any(|o| o == "*") {
        let message = "\"*\" stands for all origins; leave out the others, or it";
        report("http.cors_origins", &Origin::Default, message.to_owned());
    }
    if let Some(url) = &config.database.url {
        let url = url.expose();
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) {
            // The address may hold a password: it is not repeated.
            let message = "must begin with sqlite: or postgres:".to_owned();
            report("database.url", &Origin::Default, message);
        }
    }
    if let Some(budget) = config.limits.budget
        && (budget.points as usize) < config.limits.operation.complexity_max
    {
        let message = "budget_points must not be less than complexity_max: the costliest operation \
                       allowed could never be paid for";
        report("limits", &Origin::Default, message.to_owned());
    }
}

/// What is allowed, but likely not meant.
pub fn warnings(config: &Config) -> Vec<String> {
    let mut warnings = Vec::new();
    let loopback = config.server.listen.ip().is_loopback();
    if config.mode == Mode::Demo && config.access.demo_tokens && !loopback {
        warnings.push(format!(
            "server.listen is {}, not a loopback address: the tokens of the demo are not accepted",
            config.server.listen
        ));
    }
    if config.mode == Mode::Production && config.registries.is_empty() {
        warnings.push("registries is empty: no court system will be asked".to_owned());
    }
    if config.limits.budget.is_none() && config.mode == Mode::Production {
        warnings.push("limits.budget is off: one client can use up the gateway".to_owned());
    }
    warnings
}
