//! Rules for Rust sources: module docs, ignored tests, sleeping tests.

use std::path::Path;

use super::Finding;

const IGNORED: &str = concat!("#[", "ignore");

/// Longest first line of a module: it fits a line of a hundred columns with its mark.
const FIRST_LINE_MAX: usize = 96;

/// Findings in one source.
pub fn findings(file: &Path, content: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let first = content.lines().next().unwrap_or_default();
    match first.strip_prefix("//!") {
        None => found.push(Finding::new(file, 1, "must begin with `//! ` and what lives here")),
        Some(text) if text.trim().is_empty() => {
            found.push(Finding::new(file, 1, "`//!` must say what lives here"));
        }
        Some(text) if text.trim().chars().count() > FIRST_LINE_MAX => {
            let what = format!("first line of the module is over {FIRST_LINE_MAX} signs");
            found.push(Finding::new(file, 1, what));
        }
        Some(_) => {}
    }
    let test_from = if is_test(file) { 0 } else { inline_tests(content) };
    // Under a paused clock a sleep takes no time.
    let paused = content.contains("start_paused = true") || content.contains("time::pause()");
    for (number, line) in (1..).zip(content.lines()) {
        if line.trim_start().starts_with(IGNORED) {
            found.push(Finding::new(file, number, "ignored test: make it run or delete it"));
        }
        if number > test_from && !paused && sleeps(line) {
            found.push(Finding::new(
                file,
                number,
                "a test that sleeps: wait for what it waits for",
            ));
        }
    }
    found
}

/// Files that hold nothing but tests.
fn is_test(file: &Path) -> bool {
    let named = file.file_name().is_some_and(|name| name == "tests.rs");
    named || file.iter().any(|folder| folder == "tests" || folder == "it")
}

/// The line after which a source holds its tests.
fn inline_tests(content: &str) -> usize {
    let at = content.lines().position(|line| line.trim() == "mod tests {");
    at.unwrap_or(usize::MAX)
}

fn sleeps(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    [concat!("thread::", "sleep("), concat!("time::", "sleep("), concat!(" sle", "ep(")]
        .iter()
        .any(|call| code.contains(call))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{IGNORED, findings};

    fn whats(file: &str, content: &str) -> Vec<String> {
        findings(Path::new(file), content).into_iter().map(|finding| finding.what).collect()
    }

    fn sleeping(head: &str) -> String {
        format!("//! Text.\n{head}\n    std::thread::{}(pause);\n", concat!("sle", "ep"))
    }

    #[test]
    fn accepts_a_module_that_says_what_lives_in_it() {
        assert!(whats("a/src/b.rs", "//! Court codes.\n").is_empty());
    }

    #[test]
    fn refuses_a_module_without_its_first_line() {
        assert_eq!(whats("a/src/b.rs", "use std::fmt;\n").len(), 1);
        assert_eq!(whats("a/src/b.rs", "//!\n//! Late.\n").len(), 1);
        assert_eq!(whats("a/src/b.rs", &format!("//! {}\n", "long ".repeat(20))).len(), 1);
    }

    #[test]
    fn refuses_an_ignored_test() {
        let content = format!("//! Tests.\n{IGNORED}]\nfn slow() {{}}\n");
        assert_eq!(whats("a/src/tests.rs", &content), ["ignored test: make it run or delete it"]);
    }

    #[test]
    fn refuses_a_test_that_sleeps() {
        assert_eq!(whats("a/tests/b.rs", &sleeping("fn f() {")).len(), 1);
        assert_eq!(whats("a/src/b.rs", &sleeping("mod tests {")).len(), 1);
    }

    #[test]
    fn lets_code_sleep_outside_tests_and_tests_under_a_paused_clock() {
        assert!(whats("a/src/b.rs", &sleeping("fn f() {")).is_empty());
        assert!(
            whats("a/src/tests.rs", &sleeping("#[tokio::test(start_paused = true)]")).is_empty()
        );
    }
}
