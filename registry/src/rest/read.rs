//! Records out of rows, as the mapping says.

use domain::case::{Case, CaseStatus, CaseStatusCode, RelatedCase, RelatedDate, Visibility};
use domain::event::CaseEvent;
use domain::filing::{Filing, FilingStatus, FilingStatusCode};
use domain::hearing::TimePrecision;
use domain::key::{CaseKey, CourtCode, PartKey};
use domain::party::{Party, Representative};

use super::row::Row;
use crate::capability::Part;
use crate::mapping::Mapping;
use crate::mapping::record::{
    CaseMap, EventMap, FilingMap, PartyMap, RelatedMap, RepresentativeMap, Status,
};
use crate::port::{CaseAnswer, ListedCourt, Rows};

/// The head of a case and the parts that come along; none, with a note, where it cannot be read.
pub(super) fn case_answer(row: Row<'_>, with: &[Part]) -> Option<CaseAnswer> {
    let mapping = row.answer.mapping;
    let case = case(row, mapping.case.as_ref()?)?;
    let court = case.key.court.clone();
    let parts = with
        .iter()
        .filter(|part| part_exists(row, mapping, **part))
        .map(|part| self::part(row, *part, &court))
        .collect();
    Some(CaseAnswer { case, parts })
}

/// The head of a case.
pub(super) fn case(row: Row<'_>, map: &CaseMap) -> Option<Case> {
    let notes = row.answer.notes;
    let Some(number) = row.text(&map.number) else {
        notes.unreadable("the number of the case is missing");
        return None;
    };
    let Some(court) = row.text(&map.court) else {
        notes.unreadable(format!("the court of case {number} is missing or unknown"));
        return None;
    };
    let printed = row.maybe(map.number_as_printed.as_ref());
    Some(Case {
        key: CaseKey {
            registry: row.answer.mapping.registry.clone(),
            court: CourtCode::new(court),
            number: number.clone(),
            upstream_id: row.maybe(map.upstream_id.as_ref()),
        },
        number_as_printed: printed.filter(|printed| *printed != number),
        title: row.words(&map.title),
        kind: row.coded(map.kind.as_ref()),
        instance: row.coded(map.instance.as_ref()),
        status: status(row, &map.status),
        category: row.coded(map.category.as_ref()),
        judge: row.maybe(map.judge.as_ref()),
        filed_on: row.day(map.filed_on.as_ref()),
        filed_at: row.moment(map.filed_at.as_ref()),
        closed_on: row.day(map.closed_on.as_ref()),
        related: map.related.iter().flat_map(|map| related(row, map)).collect(),
        visibility: row.choose(&map.visibility, Visibility::Public),
        upstream_version: row.maybe(map.version.as_ref()),
    })
}

fn status(row: Row<'_>, map: &Status) -> Option<CaseStatus> {
    let coded = row.coded(map.code.as_ref())?;
    Some(CaseStatus {
        code: CaseStatusCode::from_code(&coded.code).unwrap_or(CaseStatusCode::Other),
        since: row.moment(map.since.as_ref()),
        original: coded.original,
    })
}

fn related(row: Row<'_>, map: &RelatedMap) -> Vec<RelatedCase> {
    let mut related = Vec::new();
    for row in row.block(&map.rows) {
        let court_name = row.maybe(map.court_name.as_ref());
        let mut numbers = map.number.as_ref().map(|number| row.values(number)).unwrap_or_default();
        let dates: Vec<_> = map
            .dates
            .iter()
            .filter_map(|(kind, date)| Some(RelatedDate { kind: *kind, on: row.day(Some(date))? }))
            .collect();
        if numbers.is_empty() {
            if court_name.is_none() && dates.is_empty() {
                continue;
            }
            // Something is known of the other case, but not its number: the relation stands.
            numbers.push(String::new());
        }
        related.extend(numbers.into_iter().map(|number| RelatedCase {
            relation: map.relation,
            number,
            registry: None,
            court: row.maybe(map.court.as_ref()).map(CourtCode::new),
            court_name: court_name.clone(),
            upstream_id: row.maybe(map.upstream_id.as_ref()),
            original: row.maybe(map.original.as_ref()),
            dates: dates.clone(),
        }));
    }
    related
}

/// True when the rows of a part are in the answer, if only as an empty list.
pub(super) fn part_exists(row: Row<'_>, mapping: &Mapping, part: Part) -> bool {
    let there = |rows: &crate::mapping::record::Rows| {
        rows.path.as_ref().is_none_or(|path| path.container_exists(row.origin(path)))
    };
    match part {
        Part::Parties => mapping.parties.iter().any(|block| there(&block.rows)),
        Part::Hearings => mapping.hearings.iter().any(|block| there(&block.rows)),
        Part::Documents => mapping.documents.iter().any(|block| there(&block.rows)),
        Part::Filings => mapping.filings.iter().any(|block| there(&block.rows)),
        Part::Events => mapping.events.iter().any(|block| there(&block.rows)),
    }
}

/// The rows of one part.
pub(super) fn part(row: Row<'_>, part: Part, court: &CourtCode) -> Rows {
    let mapping = row.answer.mapping;
    match part {
        Part::Parties => Rows::Parties(parties(row, &mapping.parties)),
        Part::Hearings => {
            let mut hearings = Vec::new();
            for map in &mapping.hearings {
                let rows = row.block(&map.rows);
                hearings.extend(
                    rows.into_iter().map(|row| super::read_hearing::hearing(row, map, court)),
                );
            }
            distinct(&mut hearings, |hearing| &mut hearing.key);
            Rows::Hearings(hearings)
        }
        Part::Documents => {
            let mut documents = Vec::new();
            for map in &mapping.documents {
                let rows = row.block(&map.rows);
                documents
                    .extend(rows.into_iter().map(|row| super::read_document::document(row, map)));
            }
            distinct(&mut documents, |document| &mut document.key);
            Rows::Documents(documents)
        }
        Part::Filings => {
            let mut filings = Vec::new();
            for map in &mapping.filings {
                filings.extend(row.block(&map.rows).into_iter().map(|row| filing(row, map)));
            }
            distinct(&mut filings, |filing| &mut filing.key);
            Rows::Filings(filings)
        }
        Part::Events => {
            let mut events = Vec::new();
            for map in &mapping.events {
                events.extend(row.block(&map.rows).into_iter().filter_map(|row| event(row, map)));
            }
            distinct(&mut events, |event| &mut event.key);
            Rows::Events(events)
        }
    }
}

/// Parties, with the rows of one party put together.
pub(super) fn parties(row: Row<'_>, maps: &[PartyMap]) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    for map in maps {
        let mut groups: Vec<(String, usize)> = Vec::new();
        for row in row.block(&map.rows) {
            let representatives =
                map.representatives.iter().flat_map(|map| representatives(row, map)).collect();
            let group = map.group_by.as_ref().map(|by| row.text(by).unwrap_or_default());
            let known = group.as_ref().and_then(|group| {
                groups.iter().find(|(name, _)| name == group).map(|(_, index)| *index)
            });
            if let Some(party) = known.and_then(|index| parties.get_mut(index)) {
                party.representatives.extend::<Vec<_>>(representatives);
                continue;
            }
            groups.extend(group.map(|group| (group, parties.len())));
            parties.push(party(row, map, representatives));
        }
    }
    distinct(&mut parties, |party| &mut party.key);
    parties
}

fn party(row: Row<'_>, map: &PartyMap, representatives: Vec<Representative>) -> Party {
    Party {
        key: part_key(row, &map.rows),
        name: row.maybe(map.name.as_ref()),
        kind: row.coded(map.kind.as_ref()),
        role: row.coded(map.role.as_ref()),
        person_number: row.maybe(map.person_number.as_ref()),
        status: row.maybe(map.status.as_ref()),
        visibility: row.choose(&map.visibility, Visibility::Public),
        representatives,
    }
}

fn representatives(row: Row<'_>, map: &RepresentativeMap) -> Vec<Representative> {
    row.block(&map.rows)
        .into_iter()
        .map(|row| Representative {
            name: row.maybe(map.name.as_ref()),
            role: row.coded(map.role.as_ref()),
            firm: row.maybe(map.firm.as_ref()),
            person_number: row.maybe(map.person_number.as_ref()),
        })
        .collect()
}

fn filing(row: Row<'_>, map: &FilingMap) -> Filing {
    let status = row.coded(map.status.code.as_ref()).and_then(|coded| {
        let Some(code) = FilingStatusCode::from_code(&coded.code) else {
            row.answer.notes.doubtful();
            return None;
        };
        let since = row.moment(map.status.since.as_ref());
        Some(FilingStatus { code, since, original: coded.original })
    });
    Filing {
        key: part_key(row, &map.rows),
        ticket: row.maybe(map.ticket.as_ref()),
        kind: row.coded(map.kind.as_ref()),
        status,
        court: row.maybe(map.court.as_ref()).map(CourtCode::new),
        submitted_at: row.moment(map.submitted_at.as_ref()),
        sent_at: row.moment(map.sent_at.as_ref()),
        delivered_at: row.moment(map.delivered_at.as_ref()),
        registered_at: row.moment(map.registered_at.as_ref()),
        filer_number: row.maybe(map.filer_number.as_ref()),
    }
}

fn event(row: Row<'_>, map: &EventMap) -> Option<CaseEvent> {
    let occurred_at = row.moment(map.occurred_at.as_ref());
    // The day in the zone of the court; a field of its own wins over the day of the moment.
    let occurred_on =
        row.day(map.occurred_on.as_ref()).or_else(|| row.day(map.occurred_at.as_ref()));
    let precision = match (occurred_at, occurred_on) {
        (Some(_), _) => TimePrecision::Time,
        (None, Some(_)) => TimePrecision::Day,
        (None, None) => TimePrecision::Unknown,
    };
    let Some(kind) = row.coded(Some(&map.kind)) else {
        row.answer.notes.doubtful();
        return None;
    };
    Some(CaseEvent {
        key: part_key(row, &map.rows),
        occurred_on,
        occurred_at,
        precision,
        kind,
        text: row.maybe(map.text.as_ref()),
        filed_by: map.filed_by.as_ref().map(|by| row.values(by)).unwrap_or_default(),
        result: row.maybe(map.result.as_ref()),
        submitted_at: row.moment(map.submitted_at.as_ref()),
        document_count: row.number(map.document_count.as_ref()),
        visibility: row.choose(&map.visibility, Visibility::Public),
    })
}

/// The courts of the system.
pub(super) fn courts(row: Row<'_>) -> Vec<ListedCourt> {
    let mut courts = Vec::new();
    for map in &row.answer.mapping.listed_courts {
        for row in row.block(&map.rows) {
            let read = || {
                Some(ListedCourt {
                    court: CourtCode::new(row.text(&map.court)?),
                    external_id: row.text(&map.external_id)?,
                    name: row.text(&map.name)?,
                    aliases: map.aliases.as_ref().map(|all| row.values(all)).unwrap_or_default(),
                    locations: map
                        .locations
                        .as_ref()
                        .map(|all| row.values(all))
                        .unwrap_or_default(),
                    active: row.maybe(map.active.as_ref()).is_none_or(|active| active != "false"),
                })
            };
            match read() {
                Some(court) => courts.push(court),
                None => row.answer.notes.doubtful(),
            }
        }
    }
    courts
}

/// Identity of a row within its case.
pub(super) fn part_key(row: Row<'_>, rows: &crate::mapping::record::Rows) -> PartKey {
    PartKey { registry: row.answer.mapping.registry.clone(), local: row.key(rows) }
}

/// Gives equal keys a counter: two rows of the same words are still two rows.
pub(super) fn distinct<T>(rows: &mut [T], key: impl Fn(&mut T) -> &mut PartKey) {
    let mut seen = std::collections::HashMap::<String, u32>::new();
    for row in rows {
        let key = key(row);
        let count = seen.entry(key.local.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            key.local = format!("{}~{count}", key.local);
        }
    }
}
