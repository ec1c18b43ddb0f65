//! The mapping file: what a JSON system of a court is, in words that need no code.
//!
//! *Enter by* [`Mapping::parse`]. The format is written down in `docs/connector-guide.md`.
//! *Invariant:* a mapping that parses has no path, code, pattern or zone that cannot be used;
//! every mistake of a file is reported at once, with its place.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono_tz::Tz;
use domain::key::{CourtCode, RegistryCode};
use domain::language::Text;
use toml::de::DeTable;

use crate::capability::{Capability, Courts, Listing};

mod code_table;
pub(crate) mod condition;
pub(crate) mod date;
pub(crate) mod expr;
mod numbers;
pub(crate) mod path;
mod problem;
pub(crate) mod record;
pub(crate) mod request;
pub(crate) mod step;
pub(crate) mod template;
mod tree;
mod units;

#[cfg(test)]
mod tests;

pub use problem::MappingProblem;

use code_table::CodeTable;
use expr::Scope;
use problem::Problems;
use record::{CaseMap, CourtMap, DocumentMap, EventMap, FilingMap, HearingMap, PartyMap, blocks};
use request::Requests;
use tree::Table;

/// A mapping file, read and checked.
#[derive(Debug, Clone)]
pub struct Mapping {
    pub(crate) registry: RegistryCode,
    pub(crate) name: Text,
    pub(crate) protocol: String,
    pub(crate) base_url: url::Url,
    pub(crate) courts: Courts,
    pub(crate) zone: Tz,
    pub(crate) deadline: Duration,
    pub(crate) answer_bytes_max: usize,
    pub(crate) user_agent: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) pages_max: u32,
    pub(crate) authentication: Authentication,
    pub(crate) requests: Requests,
    pub(crate) case: Option<CaseMap>,
    pub(crate) parties: Vec<PartyMap>,
    pub(crate) hearings: Vec<HearingMap>,
    pub(crate) documents: Vec<DocumentMap>,
    pub(crate) filings: Vec<FilingMap>,
    pub(crate) events: Vec<EventMap>,
    pub(crate) listed_courts: Vec<CourtMap>,
}

/// How the court system wants to know who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Authentication {
    None,
    Bearer { secret: String },
    Header { header: String, secret: String },
    Basic { user: String, secret: String },
}

impl Mapping {
    /// Reads a mapping file. `file` names it in messages.
    ///
    /// # Errors
    ///
    /// Every mistake of the file, in the order of its lines.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<MappingProblem>> {
        let problems = Problems::new(file, text);
        let (document, broken) = DeTable::parse_recoverable(text);
        for error in broken {
            problems.note(&error.span().unwrap_or(0..0), error.message());
        }
        let mapping = read(document.as_ref(), &problems);
        let found = problems.into_sorted();
        match mapping {
            Some(mapping) if found.is_empty() => Ok(mapping),
            _ => Err(found),
        }
    }

    /// Code of the registry.
    pub fn registry(&self) -> &RegistryCode {
        &self.registry
    }

    /// Where it is asked, unless the configuration says otherwise.
    pub fn base_url(&self) -> &url::Url {
        &self.base_url
    }

    /// Name of the secret it needs, where it needs one.
    pub fn secret(&self) -> Option<&str> {
        match &self.authentication {
            Authentication::None => None,
            Authentication::Bearer { secret }
            | Authentication::Header { secret, .. }
            | Authentication::Basic { secret, .. } => Some(secret),
        }
    }

    /// What the registry can do, as the mapping describes it.
    pub fn capability(&self) -> Capability {
        let batches = self
            .requests
            .case
            .iter()
            .chain(self.requests.parts.iter().map(|(_, request)| request))
            .filter_map(|request| request.batch.as_ref());
        Capability {
            registry: self.registry.clone(),
            name: self.name.clone(),
            protocol: self.protocol.clone(),
            cases: self.requests.case.is_some(),
            parts: self.requests.parts.iter().map(|(part, _)| *part).collect(),
            parts_with_case: self
                .requests
                .case
                .as_ref()
                .map(|request| request.with.clone())
                .unwrap_or_default(),
            listings: self.requests.lists.iter().map(|(listing, _)| *listing).collect(),
            courts: self.courts.clone(),
            batch_max: batches.map(|batch| batch.max).max().unwrap_or(1),
            time_zone: self.zone,
        }
    }
}

fn read(document: &DeTable<'_>, problems: &Problems<'_>) -> Option<Mapping> {
    let mut table = Table::new(document, 0..0, "", problems);
    if table.number::<u32>("format") != Some(1) {
        table.note("the file must say `format = 1`");
    }
    let head = table.require("registry").and_then(|node| Table::of(node, "registry", problems));
    let zone = head.as_ref().map(zone_of);
    let tables = code_tables(&mut table, problems);
    let scope = Scope { problems, tables, zone: zone.flatten().unwrap_or(Tz::UTC) };
    let authentication =
        table.table("authentication").map_or(Some(Authentication::None), authentication);
    let requests = if let Some(requests) = table.table("requests") {
        Requests::read(&scope, requests)
    } else {
        table.note("`requests` is missing");
        Requests::default()
    };
    let case = table.table("case").and_then(|mut case| {
        let map = CaseMap::read(&scope, &mut case);
        case.finish();
        map
    });
    let parties = blocks(&scope, &mut table, "parties", PartyMap::read);
    let hearings = blocks(&scope, &mut table, "hearings", HearingMap::read);
    let documents = blocks(&scope, &mut table, "documents", DocumentMap::read);
    let filings = blocks(&scope, &mut table, "filings", FilingMap::read);
    let events = blocks(&scope, &mut table, "events", EventMap::read);
    let listed_courts = blocks(&scope, &mut table, "courts", CourtMap::read);
    let head = head.and_then(|head| read_head(head, scope.zone));
    let mapping = Mapping {
        authentication: authentication?,
        requests,
        case,
        parties,
        hearings,
        documents,
        filings,
        events,
        listed_courts,
        ..head?
    };
    check_blocks(&mapping, &table);
    table.finish();
    Some(mapping)
}

fn zone_of(head: &Table<'_, '_>) -> Option<Tz> {
    head.peek_text("time_zone")?.parse().ok()
}

fn code_tables(
    table: &mut Table<'_, '_>,
    problems: &Problems<'_>,
) -> HashMap<String, Arc<CodeTable>> {
    let Some(mut codes) = table.table("codes") else { return HashMap::new() };
    codes
        .entries()
        .into_iter()
        .filter_map(|(name, _, node)| {
            let read = CodeTable::read(&name, node, problems)?;
            Some((name, Arc::new(read)))
        })
        .collect()
}

/// The table `[registry]`; everything else of the mapping is filled in by the caller.
fn read_head(mut table: Table<'_, '_>, zone: Tz) -> Option<Mapping> {
    let code = code_of(&mut table);
    let name =
        table.require("name").and_then(|node| Table::of(node, "registry.name", table.problems()));
    let name = name.map(|mut name| {
        let text = Text {
            kk: name.require_text("kk"),
            ru: name.require_text("ru"),
            en: name.require_text("en"),
            original: None,
        };
        name.finish();
        text
    });
    let protocol = table.text("protocol").unwrap_or_else(|| "REST".to_owned());
    let base_url = table.require_text("base_url").and_then(|text| {
        let parsed =
            url::Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        if parsed.is_none() {
            table.note(format!("`{text}` is no http or https address"));
        }
        parsed
    });
    let courts = table
        .require("courts")
        .and_then(|node| Table::of(node, "registry.courts", table.problems()));
    let courts = courts.and_then(courts_of);
    if table.require_text("time_zone").is_some_and(|name| name.parse::<Tz>().is_err()) {
        table.note("`time_zone` must be an IANA name such as Asia/Almaty");
    }
    let deadline = table.text("deadline").map(|text| units::duration(&text));
    let size = table.text("answer_bytes_max").map(|text| units::size(&text));
    let wrong = [deadline.clone().and_then(Result::err), size.clone().and_then(Result::err)];
    for why in wrong.into_iter().flatten() {
        table.note(why);
    }
    let headers = table.table("headers").map(|mut headers| {
        headers
            .entries()
            .into_iter()
            .filter_map(|(name, _, node)| Some((name, tree::scalar(node)?)))
            .collect()
    });
    let user_agent = table.text("user_agent").unwrap_or_else(|| "tereze".to_owned());
    let pages_max = table.number("pages_max").unwrap_or(50);
    table.finish();
    Some(Mapping {
        registry: RegistryCode::new(code?),
        name: name?,
        protocol,
        base_url: base_url?,
        courts: courts?,
        zone,
        deadline: deadline.and_then(Result::ok).unwrap_or(Duration::from_secs(10)),
        answer_bytes_max: size.and_then(Result::ok).unwrap_or(8 << 20),
        user_agent,
        headers: headers.unwrap_or_default(),
        pages_max,
        authentication: Authentication::None,
        requests: Requests::default(),
        case: None,
        parties: Vec::new(),
        hearings: Vec::new(),
        documents: Vec::new(),
        filings: Vec::new(),
        events: Vec::new(),
        listed_courts: Vec::new(),
    })
}

fn code_of(table: &mut Table<'_, '_>) -> Option<String> {
    let code = table.require_text("code")?;
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if code.is_empty() || !code.chars().all(allowed) {
        table.note(format!(
            "`{code}` is no code of a registry: lower-case letters, digits and hyphens"
        ));
    }
    Some(code)
}

fn courts_of(mut table: Table<'_, '_>) -> Option<Courts> {
    let courts = match (table.text("prefix"), table.texts("listed")) {
        (Some(prefix), listed) if listed.is_empty() => Some(Courts::Prefix(prefix)),
        (None, listed) if !listed.is_empty() => {
            Some(Courts::Listed(listed.into_iter().map(CourtCode::new).collect()))
        }
        _ => {
            table.note("`registry.courts` is { prefix = \"…\" } or { listed = [\"…\"] }");
            None
        }
    };
    table.finish();
    courts
}

fn authentication(mut table: Table<'_, '_>) -> Option<Authentication> {
    let kind = table.require_text("kind")?;
    let authentication = match kind.as_str() {
        "none" => Some(Authentication::None),
        "bearer" => table.require_text("secret").map(|secret| Authentication::Bearer { secret }),
        "header" => {
            let header = table.require_text("header");
            let secret = table.require_text("secret");
            header.zip(secret).map(|(header, secret)| Authentication::Header { header, secret })
        }
        "basic" => {
            let user = table.require_text("user");
            let secret = table.require_text("secret");
            user.zip(secret).map(|(user, secret)| Authentication::Basic { user, secret })
        }
        other => {
            table.note(format!(
                "`{other}` is no kind of authentication; there are none, bearer, header, basic"
            ));
            None
        }
    };
    table.finish();
    authentication
}

/// What is asked for must also be read.
fn check_blocks(mapping: &Mapping, table: &Table<'_, '_>) {
    let requests = &mapping.requests;
    let lists_cases = requests.list(Listing::Cases).is_some();
    if (requests.case.is_some() || lists_cases) && !table.has("case") {
        table.note("cases are asked for, but there is no [case] that reads them");
    }
    if requests.list(Listing::Hearings).is_some() && !table.has("hearings") {
        table.note("hearings are listed, but there is no [[hearings]] that reads them");
    }
    if requests.list(Listing::Courts).is_some() && !table.has("courts") {
        table.note("courts are listed, but there is no [[courts]] that reads them");
    }
    for (name, part) in request::PARTS {
        let asked = requests.part(part).is_some()
            || requests.case.iter().any(|request| request.with.contains(&part));
        if asked && !table.has(name) {
            table.note(format!("{name} are asked for, but there is no [[{name}]] that reads them"));
        }
    }
}
