//! One row of an answer, and the fields a mapping reads from it.

use std::cell::{Cell, RefCell};

use chrono::{DateTime, NaiveDate, Utc};
use domain::coded::Coded;
use domain::codes::OTHER;
use domain::language::Text;
use serde_json::Value;

use crate::digest;
use crate::mapping::Mapping;
use crate::mapping::condition::{Choice, Condition, Test};
use crate::mapping::date::Read;
use crate::mapping::expr::{CodedExpr, Coding, DateExpr, Expr, Origin, Param};
use crate::mapping::path::{self, Path, Segment};
use crate::mapping::record::{Rows, Words};
use crate::mapping::step::Step;
use crate::mapping::template::Asked;

/// What was noticed while an answer was read.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    unreadable: RefCell<Option<String>>,
    doubtful: Cell<bool>,
}

impl Notes {
    /// The answer cannot be read: a required field is missing, a strict table knows no such word.
    pub(crate) fn unreadable(&self, why: impl Into<String>) {
        self.unreadable.borrow_mut().get_or_insert(why.into());
    }

    /// A part of a row could not be understood and was left out.
    pub(crate) fn doubtful(&self) {
        self.doubtful.set(true);
    }

    pub(crate) fn why_unreadable(&self) -> Option<String> {
        self.unreadable.borrow().clone()
    }

    pub(crate) fn is_doubtful(&self) -> bool {
        self.doubtful.get()
    }

    /// Takes over what another reading noticed.
    pub(crate) fn add(&self, other: &Self) {
        if other.is_doubtful() {
            self.doubtful();
        }
    }
}

/// What all rows of one answer share.
pub(crate) struct Answer<'a> {
    pub(crate) mapping: &'a Mapping,
    pub(crate) asked: &'a Asked,
    pub(crate) value: &'a Value,
    pub(crate) notes: &'a Notes,
}

/// One row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) value: &'a Value,
    around: &'a Value,
    pub(crate) answer: &'a Answer<'a>,
}

impl<'a> Row<'a> {
    /// The whole answer as a row.
    pub(crate) fn whole(answer: &'a Answer<'a>) -> Self {
        Self { value: answer.value, around: answer.value, answer }
    }

    /// The same row with other notes, so that one bad row does not spoil its page.
    pub(crate) fn noted_in<'b>(self, answer: &'b Answer<'b>) -> Row<'b>
    where
        'a: 'b,
    {
        Row { value: self.value, around: self.around, answer }
    }

    /// The row a path leads to.
    pub(crate) fn at(self, path: Option<&Path>) -> Option<Self> {
        let Some(path) = path else { return Some(self) };
        self.rows(path).into_iter().next()
    }

    pub(super) fn origin(self, path: &Path) -> &'a Value {
        match path.origin {
            path::Origin::Row => self.value,
            path::Origin::Around => self.around,
            path::Origin::Answer => self.answer.value,
        }
    }

    /// The rows a path leads to; `^` of a row is the element of the array before the last one.
    pub(crate) fn rows(self, path: &Path) -> Vec<Self> {
        let mut found = vec![(self.origin(path), self.value, self.value)];
        for segment in &path.segments {
            let mut next = Vec::new();
            for (value, around, element) in found {
                match (segment, value) {
                    (Segment::Key(key), Value::Object(map)) => {
                        next.extend(map.get(key).map(|value| (value, around, element)));
                    }
                    (Segment::Index(index), Value::Array(items)) => {
                        next.extend(items.get(*index).map(|value| (value, around, element)));
                    }
                    (Segment::Each, Value::Array(items)) => {
                        next.extend(items.iter().map(|item| (item, element, item)));
                    }
                    _ => {}
                }
            }
            found = next;
        }
        found
            .into_iter()
            .filter(|(value, ..)| !value.is_null())
            .map(|(value, around, _)| Self { value, around, answer: self.answer })
            .collect()
    }

    /// The rows of a block, those that it wants.
    pub(crate) fn block(self, rows: &Rows) -> Vec<Self> {
        let mut found = rows.path.as_ref().map_or_else(|| vec![self], |path| self.rows(path));
        found.retain(|row| row.holds(&rows.only));
        found
    }

    /// True when all conditions hold.
    pub(crate) fn holds(self, conditions: &[Condition]) -> bool {
        conditions.iter().all(|condition| self.is_so(condition))
    }

    fn is_so(self, condition: &Condition) -> bool {
        match &condition.test {
            Test::Exists(wanted) => {
                let there =
                    |path: &Path| path.find(self.origin(path)).iter().any(|value| !is_blank(value));
                condition.paths.iter().any(there) == *wanted
            }
            Test::Equals(wanted) => condition.paths.iter().any(|path| {
                self.path_values(path, false).iter().any(|value| wanted.contains(value))
            }),
        }
    }

    /// What a list of choices says, or the default.
    pub(crate) fn choose<T: Copy>(self, choices: &[Choice<T>], default: T) -> T {
        choices
            .iter()
            .find(|choice| self.is_so(&choice.condition))
            .map_or(default, |choice| choice.is)
    }

    /// Id of a row within its case: what the mapping says, else a digest of the row.
    pub(crate) fn key(self, rows: &Rows) -> String {
        rows.key
            .as_ref()
            .and_then(|key| self.text(key))
            .unwrap_or_else(|| digest::of_value(self.value))
    }

    /// The values of a field.
    pub(crate) fn values(self, expr: &Expr) -> Vec<String> {
        let digests = matches!(expr.steps.first(), Some(Step::Digest));
        let mut steps = expr.steps.as_slice();
        let mut values = match &expr.origin {
            Origin::Path(path) => {
                if digests {
                    steps = steps.get(1..).unwrap_or_default();
                }
                self.path_values(path, digests)
            }
            Origin::First(all) => all
                .iter()
                .map(|one| self.values(one))
                .find(|found| !found.is_empty())
                .unwrap_or_default(),
            Origin::All(all) => all.iter().flat_map(|one| self.values(one)).collect(),
            Origin::Concat(parts, with) => {
                let parts: Vec<_> = parts.iter().filter_map(|part| self.text(part)).collect();
                if parts.is_empty() { Vec::new() } else { vec![parts.join(with)] }
            }
            Origin::Literal(text) => vec![text.clone()],
            Origin::Param(param) => self.param(*param).into_iter().collect(),
        };
        for step in steps {
            values = step.apply(values);
        }
        for value in &mut values {
            trim(value);
        }
        values.retain(|value| !value.is_empty());
        values
    }

    /// The value of a field as one text.
    pub(crate) fn text(self, expr: &Expr) -> Option<String> {
        let values = self.values(expr);
        match &expr.join {
            Some(with) if !values.is_empty() => Some(values.join(with)),
            _ => values.into_iter().next(),
        }
    }

    /// The value of a field that may not be mapped.
    pub(crate) fn maybe(self, expr: Option<&Expr>) -> Option<String> {
        self.text(expr?)
    }

    /// A whole number; anything else is no number.
    pub(crate) fn number<N: std::str::FromStr>(self, expr: Option<&Expr>) -> Option<N> {
        self.maybe(expr)?.parse().ok()
    }

    /// A text in several languages; none where there is none in any.
    pub(crate) fn words(self, words: &Words) -> Option<Text> {
        let text = Text {
            kk: self.maybe(words.kk.as_ref()),
            ru: self.maybe(words.ru.as_ref()),
            en: self.maybe(words.en.as_ref()),
            original: self.maybe(words.original.as_ref()),
        };
        (!text.is_empty()).then_some(text)
    }

    /// A coded field.
    pub(crate) fn coded(self, expr: Option<&CodedExpr>) -> Option<Coded> {
        let expr = expr?;
        let wording = self.maybe(expr.wording.as_ref());
        let code = match &expr.coding {
            Coding::Fixed(code) => code.clone(),
            Coding::Path(path) => {
                let code = self.path_values(path, false).into_iter().next();
                if code.is_none() && wording.is_none() {
                    return None;
                }
                code.unwrap_or_else(|| OTHER.to_owned())
            }
            Coding::Table(table) => {
                let word = wording.as_deref()?;
                let Some(code) = table.code(word) else {
                    self.answer.notes.unreadable(format!(
                        "the strict table codes.{} does not know `{word}`",
                        table.name
                    ));
                    return None;
                };
                code.to_owned()
            }
            Coding::Other => {
                wording.as_ref()?;
                OTHER.to_owned()
            }
        };
        Some(Coded { list: expr.list, code, original: wording })
    }

    fn date(self, expr: Option<&DateExpr>) -> Option<(Read, &DateExpr)> {
        let expr = expr?;
        let text = self.text(&expr.expr)?;
        let read = expr.dates.understand(&text);
        if read.is_none() {
            self.answer.notes.doubtful();
        }
        read.map(|read| (read, expr))
    }

    /// A day.
    pub(crate) fn day(self, expr: Option<&DateExpr>) -> Option<NaiveDate> {
        match self.date(expr)?.0 {
            Read::Moment { day, .. } | Read::Day(day) => Some(day),
            Read::Nothing => None,
        }
    }

    /// A moment.
    pub(crate) fn moment(self, expr: Option<&DateExpr>) -> Option<DateTime<Utc>> {
        let (read, expr) = self.date(expr)?;
        match read {
            Read::Moment { at, .. } => Some(at),
            Read::Day(day) => expr.dates.midnight(day),
            Read::Nothing => None,
        }
    }

    fn param(self, param: Param) -> Option<String> {
        let asked = self.answer.asked;
        match param {
            Param::Number => asked.number.clone(),
            Param::Court => asked.court.clone(),
            Param::UpstreamId => asked.upstream_id.clone(),
        }
    }

    /// The plain values a path leads to; arrays give their elements, objects give nothing but a
    /// digest.
    pub(crate) fn path_values(self, path: &Path, digests: bool) -> Vec<String> {
        let found = path.find(self.origin(path));
        if digests {
            return found.into_iter().map(digest::of_value).collect();
        }
        let mut values = Vec::new();
        for value in found {
            match value {
                Value::Array(items) => values.extend(items.iter().filter_map(plain)),
                other => values.extend(plain(other)),
            }
        }
        values.retain(|value| !value.is_empty());
        values
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn trim(text: &mut String) {
    if text.trim().len() != text.len() {
        *text = text.trim().to_owned();
    }
}
