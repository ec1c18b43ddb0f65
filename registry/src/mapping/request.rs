//! How a court system is asked.

use super::condition::Condition;
use super::expr::Scope;
use super::path::Path;
use super::template::Template;
use super::tree::Table;
use crate::capability::{Listing, Part};

/// Every request of a mapping.
#[derive(Debug, Clone, Default)]
pub(crate) struct Requests {
    pub(crate) case: Option<Request>,
    pub(crate) parts: Vec<(Part, Request)>,
    pub(crate) lists: Vec<(Listing, Request)>,
}

/// One request and how its answer is judged.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) path: Template,
    pub(crate) path_by_upstream_id: Option<Template>,
    pub(crate) query: Vec<(String, Template)>,
    pub(crate) batch: Option<Batch>,
    pub(crate) at: Option<Path>,
    pub(crate) rows: Option<Path>,
    /// Of `rows`, those for which all of this holds.
    pub(crate) only: Vec<Condition>,
    pub(crate) key: Option<Path>,
    pub(crate) count: Option<Path>,
    pub(crate) with: Vec<Part>,
    pub(crate) echo: Option<Path>,
    pub(crate) paging: Paging,
    pub(crate) counters: Counters,
    pub(crate) pages_max: Option<u32>,
    pub(crate) optional_rows: bool,
    pub(crate) success: Vec<Condition>,
    pub(crate) absent: Vec<Rule>,
    pub(crate) hidden: Vec<Rule>,
}

/// Many cases in one request.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    pub(crate) max: usize,
    pub(crate) parameter: String,
    pub(crate) style: BatchStyle,
    pub(crate) each: Template,
    pub(crate) not_found: Option<Path>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BatchStyle {
    Repeat,
    Comma,
    Json,
}

/// How further pages are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Paging {
    None,
    Hal { parameter: String },
    HasMore { flag: Path, parameter: String, first: u64 },
    NextLink { link: Path },
    LinkHeader,
    Cursor { cursor: Path, parameter: String },
}

/// Where an answer counts its own rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    pub(crate) size: Option<Path>,
    pub(crate) number: Option<Path>,
    pub(crate) pages: Option<Path>,
    pub(crate) total: Option<Path>,
}

/// A rule that proves something about an answer.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) status: u16,
    pub(crate) when: Vec<Condition>,
}

impl Rule {
    /// The rule in words.
    pub(crate) fn words(&self) -> String {
        let mut words = format!("status {}", self.status);
        for (index, condition) in self.when.iter().enumerate() {
            words.push_str(if index == 0 { " with " } else { " and " });
            words.push_str(&condition.words);
        }
        words
    }
}

impl Requests {
    pub(super) fn read(scope: &Scope<'_>, mut table: Table<'_, '_>) -> Self {
        let case = table.table("case").map(|table| Request::read(scope, table));
        let mut requests = Self { case, ..Self::default() };
        for (key, part) in PARTS {
            let request = table.table(key).map(|table| Request::read(scope, table));
            requests.parts.extend(request.map(|request| (part, request)));
        }
        for (key, listing) in LISTS {
            let request = table.table(key).map(|table| Request::read(scope, table));
            requests.lists.extend(request.map(|request| (listing, request)));
        }
        if requests.case.is_none() && requests.parts.is_empty() && requests.lists.is_empty() {
            table.note("no request is described; name at least one of case, parties, hearings, documents, filings, events, list_cases, list_hearings, list_courts");
        }
        table.finish();
        requests
    }

    pub(crate) fn part(&self, part: Part) -> Option<&Request> {
        self.parts.iter().find(|(known, _)| *known == part).map(|(_, request)| request)
    }

    pub(crate) fn list(&self, listing: Listing) -> Option<&Request> {
        self.lists.iter().find(|(known, _)| *known == listing).map(|(_, request)| request)
    }
}

/// Names of the parts in mapping files.
pub(super) const PARTS: [(&str, Part); 5] = [
    ("parties", Part::Parties),
    ("hearings", Part::Hearings),
    ("documents", Part::Documents),
    ("filings", Part::Filings),
    ("events", Part::Events),
];
const LISTS: [(&str, Listing); 3] = [
    ("list_cases", Listing::Cases),
    ("list_hearings", Listing::Hearings),
    ("list_courts", Listing::Courts),
];

impl Request {
    fn read(scope: &Scope<'_>, mut table: Table<'_, '_>) -> Self {
        let template = |table: &mut Table<'_, '_>, key: &'static str| {
            let text = table.text(key)?;
            Template::parse(&text).map_err(|why| table.note(why)).ok()
        };
        let path_at = |table: &mut Table<'_, '_>, key: &'static str| {
            let name = table.name_of(key);
            table.take(key).and_then(|node| Path::read(node, &name, scope.problems))
        };
        if !table.has("path") {
            table.note(format!("`{}` is missing", table.name_of("path")));
        }
        let path = template(&mut table, "path");
        if let Some(path) = &path
            && !path.text().is_empty()
            && !path.text().starts_with('/')
        {
            table.note(format!(
                "`{}` must begin with `/`, or be empty for the base address itself",
                table.name_of("path")
            ));
        }
        let path_by_upstream_id = template(&mut table, "path_by_upstream_id");
        let query = query(scope, &mut table);
        let method = table.text("method");
        let batch = table.table("batch").and_then(|batch| Batch::read(scope, batch));
        check_method(&table, method.as_deref(), batch.as_ref());
        let with = parts(&mut table);
        let request = Self {
            path: path.unwrap_or_default(),
            path_by_upstream_id,
            query,
            batch,
            at: path_at(&mut table, "at"),
            rows: path_at(&mut table, "rows"),
            only: Condition::list(&mut table, "only"),
            key: path_at(&mut table, "key"),
            count: path_at(&mut table, "count"),
            with,
            echo: path_at(&mut table, "echo"),
            paging: table
                .table("paging")
                .map_or(Paging::None, |paging| Paging::read(scope, paging)),
            counters: Counters::read(scope, &mut table),
            pages_max: table.number("pages_max"),
            optional_rows: table.flag("optional_rows").unwrap_or(false),
            success: Condition::list(&mut table, "success"),
            absent: Rule::list(&mut table, "absent"),
            hidden: Rule::list(&mut table, "hidden"),
        };
        if request.batch.is_some() && (request.rows.is_none() || request.key.is_none()) {
            table.note(
                "a request with `batch` needs `rows` and `key`, to know which answer is whose",
            );
        }
        if matches!(request.paging, Paging::Hal { .. })
            && (request.counters.number.is_none() || request.counters.pages.is_none())
        {
            table.note("paging of kind hal needs `counters.number` and `counters.pages`");
        }
        table.finish();
        request
    }
}

fn query(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Vec<(String, Template)> {
    let mut query = Vec::new();
    let Some(mut entries) = table.table("query") else { return query };
    for (name, span, node) in entries.entries() {
        match super::tree::scalar(node).map(|text| Template::parse(&text)) {
            Some(Ok(value)) => query.push((name, value)),
            Some(Err(why)) => scope.problems.note(&span, why),
            None => {
                scope.problems.note(&span, "a value of `query` must be a text, number or boolean");
            }
        }
    }
    query
}

fn check_method(table: &Table<'_, '_>, method: Option<&str>, batch: Option<&Batch>) {
    let json = batch.is_some_and(|batch| batch.style == BatchStyle::Json);
    match method {
        None => {}
        Some("GET") if !json => {}
        Some("POST") if json => {}
        Some("GET" | "POST") => {
            table.note("`method` is POST with a batch of style json, else GET");
        }
        Some(other) => table.note(format!("`method` must be GET or POST, not {other}")),
    }
}

fn parts(table: &mut Table<'_, '_>) -> Vec<Part> {
    let mut parts = Vec::new();
    for name in table.texts("with") {
        match PARTS.iter().find(|(known, _)| *known == name) {
            Some((_, part)) => parts.push(*part),
            None => table.note(format!(
                "`{name}` in `with` is no part; there are parties, hearings, documents, filings, events"
            )),
        }
    }
    parts
}

impl Batch {
    fn read(scope: &Scope<'_>, mut table: Table<'_, '_>) -> Option<Self> {
        let max: Option<usize> = table.number("max");
        if max.is_none_or(|max| max == 0) {
            table.note("`batch.max` must say how many cases fit into one request");
        }
        let parameter = table.require_text("parameter");
        let style = match table.text("style").as_deref() {
            None | Some("repeat") => BatchStyle::Repeat,
            Some("comma") => BatchStyle::Comma,
            Some("json") => BatchStyle::Json,
            Some(other) => {
                table
                    .note(format!("`{other}` is no style of a batch; write repeat, comma or json"));
                BatchStyle::Repeat
            }
        };
        let each = table.text("each").unwrap_or_else(|| "{number}".to_owned());
        let each = Template::parse(&each).map_err(|why| table.note(why)).ok();
        let not_found =
            table.take("not_found").and_then(|node| Path::read(node, "not_found", scope.problems));
        table.finish();
        Some(Self { max: max?.max(1), parameter: parameter?, style, each: each?, not_found })
    }
}

impl Paging {
    fn read(scope: &Scope<'_>, mut table: Table<'_, '_>) -> Self {
        let path = |table: &mut Table<'_, '_>, key: &'static str| {
            table.require(key).and_then(|node| Path::read(node, key, scope.problems))
        };
        let kind = table.require_text("kind");
        let paging = match kind.as_deref() {
            Some("none") => Some(Self::None),
            Some("hal") => table.require_text("parameter").map(|parameter| Self::Hal { parameter }),
            Some("has_more") => {
                let flag = path(&mut table, "flag");
                let parameter = table.require_text("parameter");
                let first = table.number("first").unwrap_or(0);
                flag.zip(parameter).map(|(flag, parameter)| Self::HasMore {
                    flag,
                    parameter,
                    first,
                })
            }
            Some("next_link") => path(&mut table, "link").map(|link| Self::NextLink { link }),
            Some("link_header") => Some(Self::LinkHeader),
            Some("cursor") => {
                let cursor = path(&mut table, "cursor");
                let parameter = table.require_text("parameter");
                cursor.zip(parameter).map(|(cursor, parameter)| Self::Cursor { cursor, parameter })
            }
            Some(other) => {
                table.note(format!(
                    "`{other}` is no kind of paging; there are none, hal, has_more, next_link, link_header, cursor"
                ));
                None
            }
            None => None,
        };
        table.finish();
        paging.unwrap_or(Self::None)
    }
}

impl Counters {
    fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Self {
        let total = table.take("total").and_then(|node| Path::read(node, "total", scope.problems));
        let Some(mut keys) = table.table("counters") else {
            return Self { total, ..Self::default() };
        };
        let path = |keys: &mut Table<'_, '_>, key: &'static str| {
            keys.take(key).and_then(|node| Path::read(node, key, scope.problems))
        };
        let counters = Self {
            size: path(&mut keys, "size"),
            number: path(&mut keys, "number"),
            pages: path(&mut keys, "pages"),
            total: path(&mut keys, "total").or(total),
        };
        keys.finish();
        counters
    }
}

impl Rule {
    fn list(table: &mut Table<'_, '_>, key: &'static str) -> Vec<Self> {
        let mut rules = Vec::new();
        for mut table in table.tables(key) {
            let status: Option<u16> = table.number("status");
            if status.is_none() {
                table.note(format!("`{key}` needs a `status`"));
            }
            let when = Condition::list(&mut table, "when");
            if when.is_empty() {
                table.note(format!(
                    "`{key}` needs `when`: a status alone proves nothing, a wrong path answers 404 as well"
                ));
            }
            table.finish();
            rules.extend(status.map(|status| Self { status, when }));
        }
        rules
    }
}
