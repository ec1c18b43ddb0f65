//! Resolvers that may be null and may fail return `Option<Result<T>>`.
//!
//! The executor answers a failed `Result<Option<T>>` with a null parent instead of a null field.

use std::path::Path;

use super::Finding;

/// Macros whose functions are resolvers.
const MACROS: [&str; 3] = ["#[Object", "#[ComplexObject", "#[Subscription"];

/// Findings in one source of the schema.
pub fn findings(file: &Path, content: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut awaited = false;
    let mut closing: Option<String> = None;
    let mut signature: Option<(usize, String)> = None;
    for (number, line) in (1..).zip(content.lines()) {
        let code = line.trim_start();
        match &closing {
            None => {
                awaited |= MACROS.iter().any(|name| code.starts_with(name));
                if awaited && code.starts_with("impl") && code.ends_with('{') {
                    let indent = line.len() - code.len();
                    closing = Some(format!("{}}}", " ".repeat(indent)));
                    awaited = false;
                }
            }
            Some(end) if line == end => closing = None,
            Some(_) => {
                if signature.is_none() && code.contains("fn ") && !code.starts_with("//") {
                    signature = Some((number, String::new()));
                }
                let ended = signature.as_mut().is_some_and(|(_, text)| {
                    text.push_str(code);
                    text.ends_with('{')
                });
                if ended
                    && let Some((begun, text)) = signature.take()
                    && is_wrong(&text)
                {
                    let what = "a resolver returns `Option<Result<T>>`, never `Result<Option<T>>`";
                    found.push(Finding::new(file, begun, what));
                }
            }
        }
    }
    found
}

/// Whether the outermost type of the answer is a result of an option.
fn is_wrong(signature: &str) -> bool {
    let answer = signature.rsplit_once("->").map_or("", |(_, answer)| answer.trim());
    let inner = answer.split_once("Result<").filter(|(before, _)| !before.contains('<'));
    inner.is_some_and(|(_, inner)| inner.trim_start().starts_with("Option<"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::findings;

    fn lines(signature: &str) -> Vec<Option<usize>> {
        let content =
            format!("#[Object]\nimpl Query {{\n{signature} {{\n        body()\n    }}\n}}\n");
        findings(Path::new("a.rs"), &content).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn refuses_a_result_of_an_option() {
        assert_eq!(lines("    async fn case(&self) -> Result<Option<Case>>"), [Some(3)]);
        assert_eq!(
            lines(
                "    async fn case(\n        &self,\n    ) -> async_graphql::Result<Option<Case>>"
            ),
            [Some(3)]
        );
    }

    #[test]
    fn accepts_an_option_of_a_result_and_what_cannot_be_null() {
        assert!(lines("    async fn case(&self) -> Option<Result<Case>>").is_empty());
        assert!(lines("    async fn case(&self) -> Result<Vec<Option<Case>>>").is_empty());
    }

    #[test]
    fn leaves_functions_that_are_no_resolvers_alone() {
        let content = "impl Reader {\n    fn find(&self) -> Result<Option<Case>> {\n    }\n}\n";
        assert!(findings(Path::new("a.rs"), content).is_empty());
    }
}
