//! Rules for every text file.

use std::path::Path;

use super::Finding;

/// Words that promise work instead of doing it. Put together here, so that this file is tidy.
const PROMISES: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("todo", "!")];

/// Beginnings of paths that exist on one machine only.
const MACHINE_PATHS: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("C:", "\\"),
];

/// Findings in one file.
pub fn findings(file: &Path, content: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    if content.trim().is_empty() {
        found.push(Finding::new(file, None, "empty file: fill or delete it"));
        return found;
    }
    if made_elsewhere(file) {
        return found;
    }
    if !content.ends_with('\n') || content.ends_with("\n\n") {
        found.push(Finding::new(file, None, "must end in exactly one newline"));
    }
    for (number, line) in (1..).zip(content.lines()) {
        if let Some(promise) = PROMISES.iter().find(|promise| has_word(line, promise)) {
            found.push(Finding::new(file, number, format!("`{promise}`: do it, or file an issue")));
        }
        if let Some(path) = MACHINE_PATHS.iter().find(|path| begins_path(line, path)) {
            found.push(Finding::new(file, number, format!("`{path}…` exists on one machine only")));
        }
    }
    found
}

/// Files as other programs write them, and what is carried over from elsewhere unchanged.
fn made_elsewhere(file: &Path) -> bool {
    let named =
        file.file_name().is_some_and(|name| name == "package-lock.json" || name == "Cargo.lock");
    named
        || file
            .iter()
            .any(|folder| folder == "assets" || folder == "vendor" || folder == "__generated__")
}

/// Whether a word stands alone: no letter, digit or line below touches it.
fn has_word(line: &str, word: &str) -> bool {
    let touches =
        |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || sign == '_');
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        !touches(before.chars().next_back())
            && (word.ends_with('!') || !touches(after.chars().next()))
    })
}

/// Whether an absolute path begins here: not the middle of an address or of a longer path.
fn begins_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|sign| sign.is_alphanumeric() || "._-/}*".contains(sign))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::findings;

    fn whats(content: &str) -> Vec<String> {
        findings(Path::new("a.rs"), content).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn accepts_a_tidy_file() {
        assert!(whats("//! A text.\n\nfn tidy() {}\n").is_empty());
    }

    #[test]
    fn refuses_an_empty_file() {
        assert_eq!(whats(" \n"), ["empty file: fill or delete it"]);
    }

    #[test]
    fn refuses_no_newline_and_two_newlines_at_the_end() {
        assert_eq!(whats("text"), ["must end in exactly one newline"]);
        assert_eq!(whats("text\n\n"), ["must end in exactly one newline"]);
    }

    #[test]
    fn refuses_promises_of_work() {
        for promise in super::PROMISES {
            assert_eq!(whats(&format!("// {promise} later\n")).len(), 1, "{promise}");
        }
        assert!(whats("let prefix = \"XXXX\"; // mytodo\n").is_empty());
    }

    #[test]
    fn refuses_paths_of_one_machine() {
        for path in super::MACHINE_PATHS {
            assert_eq!(whats(&format!("open(\"{path}somebody\")\n")).len(), 1, "{path}");
        }
        let address = format!(
            "https://example.org{}a and ..{}b\n",
            super::MACHINE_PATHS[3],
            super::MACHINE_PATHS[3]
        );
        assert!(whats(&address).is_empty());
    }

    #[test]
    fn leaves_files_of_other_programs_as_they_are() {
        assert!(findings(Path::new("gateway/assets/a.js"), "no newline").is_empty());
    }
}
