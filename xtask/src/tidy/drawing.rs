//! The drawing of the crates in ARCHITECTURE.md: made from what cargo knows.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};

use super::Finding;
use crate::workspace::Member;

/// The file that holds the drawing.
pub const ARCHITECTURE: &str = "ARCHITECTURE.md";

/// The line before the fenced block.
const MARK: &str = "<!-- drawing of the crates: `cargo xtask drift --write` makes it -->";
const OPENING: &str = "```text\n";
const CLOSING: &str = "```\n";

/// Findings in ARCHITECTURE.md.
pub fn findings(content: Option<&str>, members: &BTreeMap<String, Member>) -> Vec<Finding> {
    let file = Path::new(ARCHITECTURE);
    let Some(content) = content else {
        return vec![Finding::new(file, None, "missing: it names every crate and draws them")];
    };
    let unnamed = members.keys().filter(|name| !names(content, name));
    let mut found: Vec<Finding> = unnamed
        .map(|name| Finding::new(file, None, format!("does not name the crate `{name}`")))
        .collect();
    match redraw(content, members) {
        Err(error) => found.push(Finding::new(file, None, error.to_string())),
        Ok(right) if right != content => {
            let what =
                "the drawing of the crates is not what cargo says: cargo xtask drift --write";
            found.push(Finding::new(file, None, what));
        }
        Ok(_) => {}
    }
    found
}

fn names(content: &str, name: &str) -> bool {
    content.contains(&format!("`{name}`")) || content.contains(&format!("`{name}/`"))
}

/// The text with the right drawing in it.
pub fn redraw(content: &str, members: &BTreeMap<String, Member>) -> Result<String> {
    let begun = content.split_once(MARK).and_then(|(before, after)| {
        let (gap, block) = after.split_once(OPENING)?;
        let (_, after) = block.split_once(CLOSING)?;
        gap.trim().is_empty().then_some((before, gap, after))
    });
    let Some((before, gap, after)) = begun else {
        bail!("no drawing of the crates: put `{MARK}` and a fenced block of `text` after it");
    };
    Ok(format!("{before}{MARK}{gap}{OPENING}{}{CLOSING}{after}", draw(members)))
}

/// One line for a crate, the highest first: `service → access cache domain`.
fn draw(members: &BTreeMap<String, Member>) -> String {
    let width = members.keys().map(String::len).max().unwrap_or(0);
    let mut rows: Vec<(usize, &Member)> =
        members.values().map(|member| (level(member, members), member)).collect();
    rows.sort_by(|(one, first), (other, second)| other.cmp(one).then(first.name.cmp(&second.name)));
    let lines = rows.into_iter().map(|(_, member)| {
        let ours = member.dependencies.iter().filter(|name| members.contains_key(*name));
        let known = ours.map(String::as_str).collect::<Vec<_>>().join(" ");
        let known = if known.is_empty() { "nothing of ours" } else { &known };
        format!("{:<width$} → {known}\n", member.name)
    });
    lines.collect()
}

/// Length of the longest way down.
fn level(member: &Member, members: &BTreeMap<String, Member>) -> usize {
    let below = member.dependencies.iter().filter_map(|name| members.get(name));
    below.map(|other| level(other, members) + 1).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{MARK, draw, findings};
    use crate::workspace::Member;

    fn members() -> BTreeMap<String, Member> {
        [("domain", &["serde"][..]), ("access", &["domain"]), ("graphql", &["access", "domain"])]
            .into_iter()
            .map(|(name, others)| {
                let dependencies = others.iter().map(|other| (*other).to_owned()).collect();
                (name.to_owned(), Member { name: name.to_owned(), dependencies, roots: Vec::new() })
            })
            .collect()
    }

    fn text(drawing: &str) -> String {
        format!("`domain/`, `access` and `graphql`\n\n{MARK}\n```text\n{drawing}```\n\nMore.\n")
    }

    #[test]
    fn draws_the_highest_room_first() {
        let expected = "graphql → access domain\naccess  → domain\ndomain  → nothing of ours\n";
        assert_eq!(draw(&members()), expected);
    }

    #[test]
    fn accepts_the_right_drawing() {
        assert!(findings(Some(&text(&draw(&members()))), &members()).is_empty());
    }

    #[test]
    fn refuses_a_wrong_drawing_a_missing_one_and_a_missing_file() {
        assert_eq!(findings(Some(&text("domain → graphql\n")), &members()).len(), 1);
        assert_eq!(findings(Some("`domain/` `access` `graphql`\n"), &members()).len(), 1);
        assert_eq!(findings(None, &members()).len(), 1);
    }

    #[test]
    fn refuses_a_text_that_forgets_a_crate() {
        let text = text(&draw(&members())).replace("`access` and ", "");
        let found = findings(Some(&text), &members());
        assert_eq!(found[0].what, "does not name the crate `access`");
    }
}
