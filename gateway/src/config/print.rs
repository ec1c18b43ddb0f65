//! The settings in force, written so that they can be read again, without a secret.

use std::fmt::Write;

use super::read::{Kind, Spec};
use super::tree::{Located, Node, Origin};
use super::{Problems, Sources, manual};

/// The settings in force as TOML, each with the place it came from; secrets as `***`.
///
/// # Errors
///
/// Every problem there is.
pub fn print(sources: &Sources) -> Result<String, Problems> {
    sources.load()?;
    let tree = sources.tree(&mut Vec::new())?;
    let mut text = String::new();
    Printer { specs: manual::specs() }.table(&tree, "", &mut text);
    Ok(text)
}

struct Printer {
    specs: Vec<Spec>,
}

impl Printer {
    fn table(&self, tree: &Located, path: &str, text: &mut String) {
        let Node::Table(table) = &tree.node else { return };
        let inner =
            |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        // Writing to a string does not fail.
        for (key, value) in table {
            if let Some(shown) = self.plain(value, &inner(key)) {
                _ = writeln!(text, "{key} = {shown}  # {}", value.origin);
            }
        }
        for (key, value) in table {
            let path = inner(key);
            match &value.node {
                Node::Table(_) => {
                    _ = writeln!(text, "\n[{}]", path.replace("[]", ""));
                    self.table(value, &path, text);
                }
                Node::List(items) if self.plain(value, &path).is_none() => {
                    for item in items {
                        _ = writeln!(text, "\n[[{path}]]");
                        self.table(item, &format!("{path}[]"), text);
                    }
                }
                _ => {}
            }
        }
    }

    fn kind(&self, path: &str) -> Option<&Kind> {
        self.specs.iter().find(|spec| spec.path == path).map(|spec| &spec.kind)
    }

    fn hidden(&self, path: &str) -> bool {
        let above = path.rsplit_once('.').and_then(|(above, _)| self.kind(above));
        self.kind(path) == Some(&Kind::Secret)
            || above == Some(&Kind::Secrets) && !path.ends_with("_file")
    }

    /// A value that fits on a line; none for a table and a list of tables.
    fn plain(&self, value: &Located, path: &str) -> Option<String> {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        match &value.node {
            Node::Table(_) => None,
            Node::List(items) => {
                let items =
                    items.iter().map(|item| self.plain(item, path)).collect::<Option<Vec<_>>>()?;
                Some(format!("[{}]", items.join(", ")))
            }
            _ if self.hidden(path) => Some(quoted("***")),
            // What the environment gives as a text is written as what it was read as.
            Node::Text(text) if matches!(value.origin, Origin::Variable(_)) => {
                Some(match self.kind(path) {
                    Some(Kind::Switch | Kind::Count(_)) => text.clone(),
                    Some(Kind::Texts) => {
                        let items = text.split(',').map(|item| quoted(item.trim()));
                        format!("[{}]", items.collect::<Vec<_>>().join(", "))
                    }
                    _ => quoted(text),
                })
            }
            Node::Text(text) => Some(quoted(text)),
            Node::Whole(number) => Some(number.to_string()),
            Node::Switch(switch) => Some(switch.to_string()),
            Node::Other(kind) => Some(quoted(kind)),
        }
    }
}
