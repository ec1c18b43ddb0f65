//! Fields: where a value lies in an answer and how it is read.

use std::collections::HashMap;
use std::sync::Arc;

use chrono_tz::Tz;
use domain::coded::CodeList;
use domain::codes;
use toml::de::DeValue;

use super::code_table::{CodeTable, list_name};
use super::date::Dates;
use super::path::Path;
use super::problem::Problems;
use super::step::Step;
use super::tree::{Node, Table};

/// What was asked, as a source of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Param {
    Number,
    Court,
    UpstreamId,
}

/// Where the values of a field come from.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    Path(Path),
    First(Vec<Expr>),
    All(Vec<Expr>),
    Concat(Vec<Expr>, String),
    Literal(String),
    Param(Param),
}

/// A field of text or of texts.
#[derive(Debug, Clone)]
pub(crate) struct Expr {
    pub(crate) origin: Origin,
    pub(crate) steps: Vec<Step>,
    pub(crate) join: Option<String>,
}

/// A field that is a day or a moment.
#[derive(Debug, Clone)]
pub(crate) struct DateExpr {
    pub(crate) expr: Expr,
    pub(crate) dates: Dates,
}

/// A field that is a code beside its wording.
#[derive(Debug, Clone)]
pub(crate) struct CodedExpr {
    pub(crate) list: CodeList,
    /// None for a constant code without wording.
    pub(crate) wording: Option<Expr>,
    pub(crate) coding: Coding,
}

/// How the code is found.
#[derive(Debug, Clone)]
pub(crate) enum Coding {
    Table(Arc<CodeTable>),
    Fixed(String),
    Path(Path),
    /// The wording alone is known.
    Other,
}

/// What the fields of one file may refer to.
pub(super) struct Scope<'a> {
    pub(super) problems: &'a Problems<'a>,
    pub(super) tables: HashMap<String, Arc<CodeTable>>,
    pub(super) zone: Tz,
}

impl Scope<'_> {
    /// A field of text.
    pub(super) fn expr(&self, table: &mut Table<'_, '_>, key: &'static str) -> Option<Expr> {
        let name = table.name_of(key);
        let node = table.take(key)?;
        self.field(node, &name, |_keys| ()).map(|(expr, ())| expr)?
    }

    /// A field of text that must be written.
    pub(super) fn require_expr(
        &self,
        table: &mut Table<'_, '_>,
        key: &'static str,
    ) -> Option<Expr> {
        if !table.has(key) {
            table.note(format!("`{}` is missing", table.name_of(key)));
        }
        self.expr(table, key)
    }

    /// A field of a day or a moment.
    pub(super) fn date(&self, table: &mut Table<'_, '_>, key: &'static str) -> Option<DateExpr> {
        let name = table.name_of(key);
        let node = table.take(key)?;
        let (expr, dates) = self.field(node, &name, |keys| Dates::read(keys, self.zone))?;
        Some(DateExpr { expr: expr?, dates })
    }

    /// A coded field.
    pub(super) fn coded(
        &self,
        table: &mut Table<'_, '_>,
        key: &'static str,
        list: CodeList,
    ) -> Option<CodedExpr> {
        let name = table.name_of(key);
        let node = table.take(key)?;
        let (wording, coding) = self.field(node, &name, |keys| self.coding(keys, list))?;
        if wording.is_none() && !matches!(coding, Coding::Fixed(_)) {
            self.problems
                .note(&node.span(), format!("`{name}` needs a path, or a constant `code`"));
            return None;
        }
        Some(CodedExpr { list, wording, coding })
    }

    fn coding(&self, keys: &mut Table<'_, '_>, list: CodeList) -> Coding {
        let fixed = keys.text("code");
        let path =
            keys.take("code_path").and_then(|node| Path::read(node, "code_path", self.problems));
        let table = keys.text("codes");
        match (fixed, path, table) {
            (Some(code), None, None) => {
                if !codes::contains(list, &code) {
                    keys.note(format!("`{code}` is no code of the list {}", list_name(list)));
                }
                Coding::Fixed(code)
            }
            (None, Some(path), None) => Coding::Path(path),
            (None, None, Some(name)) => match self.tables.get(&name) {
                Some(table) if table.list == list => Coding::Table(Arc::clone(table)),
                Some(table) => {
                    keys.note(format!(
                        "the table codes.{name} is of the list {}, this field needs {}",
                        list_name(table.list),
                        list_name(list)
                    ));
                    Coding::Other
                }
                None => {
                    keys.note(format!("there is no table [codes.{name}]"));
                    Coding::Other
                }
            },
            (None, None, None) => Coding::Other,
            _ => {
                keys.note("only one of `code`, `code_path`, `codes` can stand here");
                Coding::Other
            }
        }
    }

    /// Reads a field: a path, a list of alternatives, or a table with further keys.
    fn field<T>(
        &self,
        node: &Node<'_>,
        name: &str,
        further: impl FnOnce(&mut Table<'_, '_>) -> T,
    ) -> Option<(Option<Expr>, T)> {
        let plain = |origin| Some(Expr { origin, steps: Vec::new(), join: None });
        let empty = toml::de::DeTable::default();
        let mut no_keys = Table::new(&empty, node.span(), name, self.problems);
        match node.as_ref() {
            DeValue::String(_) => {
                let path = Path::read(node, name, self.problems)?;
                Some((plain(Origin::Path(path)), further(&mut no_keys)))
            }
            DeValue::Array(_) => {
                let first = self.exprs(node, name);
                Some((plain(Origin::First(first)), further(&mut no_keys)))
            }
            _ => {
                let mut keys = Table::of(node, name, self.problems)?;
                let origin = self.origin(&mut keys);
                let steps = self.steps(&mut keys);
                let join = keys.text("join");
                let extra = further(&mut keys);
                if origin.is_none() && !keys.has("code") {
                    keys.note(format!(
                        "`{name}` needs one of path, any, all, concat, literal, param"
                    ));
                }
                keys.finish();
                Some((origin.map(|origin| Expr { origin, steps, join }), extra))
            }
        }
    }

    fn steps(&self, keys: &mut Table<'_, '_>) -> Vec<Step> {
        let Some(node) = keys.take("do") else { return Vec::new() };
        let Some(steps) = node.as_ref().as_array() else {
            self.problems.note(&node.span(), "`do` must be a list of steps");
            return Vec::new();
        };
        steps.iter().filter_map(|step| Step::read(step, self.problems)).collect()
    }

    fn origin(&self, keys: &mut Table<'_, '_>) -> Option<Origin> {
        let mut found = Vec::new();
        if let Some(node) = keys.take("path") {
            found.push(Origin::Path(Path::read(node, "path", self.problems)?));
        }
        if let Some(node) = keys.take("any") {
            found.push(Origin::First(self.exprs(node, "any")));
        }
        if let Some(node) = keys.take("all") {
            found.push(Origin::All(self.exprs(node, "all")));
        }
        if let Some(node) = keys.take("concat") {
            let with = keys.text("with").unwrap_or_else(|| " ".to_owned());
            found.push(Origin::Concat(self.exprs(node, "concat"), with));
        }
        if let Some(text) = keys.text("literal") {
            found.push(Origin::Literal(text));
        }
        if let Some(param) = keys.text("param") {
            match param.as_str() {
                "number" => found.push(Origin::Param(Param::Number)),
                "court" => found.push(Origin::Param(Param::Court)),
                "upstream_id" => found.push(Origin::Param(Param::UpstreamId)),
                _ => keys
                    .note(format!("`{param}` was not asked; there are number, court, upstream_id")),
            }
        }
        if found.len() > 1 {
            keys.note("only one of path, any, all, concat, literal, param can stand here");
        }
        found.pop()
    }

    fn exprs(&self, node: &Node<'_>, name: &str) -> Vec<Expr> {
        let Some(items) = node.as_ref().as_array() else {
            self.problems.note(&node.span(), format!("`{name}` must be a list"));
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| self.field(item, name, |_keys| ()).and_then(|(expr, ())| expr))
            .collect()
    }
}
