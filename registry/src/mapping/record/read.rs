//! Reads where the fields lie out of the tables of a mapping file.

use domain::case::{CaseRelation, RelatedDateKind, Visibility};
use domain::coded::CodeList;
use domain::document::Disclosure;
use domain::hearing::TimePrecision;

use super::{
    CaseMap, CourtMap, DocumentMap, EventMap, FilingMap, HearingMap, PartyMap, RelatedMap,
    RepresentativeMap, Rows, SignatureMap, Status, Words,
};
use crate::mapping::condition::{Choice, Condition};
use crate::mapping::expr::Scope;
use crate::mapping::path::Path;
use crate::mapping::tree::Table;

const VISIBILITIES: [(&str, Visibility); 3] = [
    ("PUBLIC", Visibility::Public),
    ("CLOSED", Visibility::Closed),
    ("SEALED", Visibility::Sealed),
];
const DISCLOSURES: [(&str, Disclosure); 6] = [
    ("PUBLIC_ACT", Disclosure::PublicAct),
    ("PARTIES", Disclosure::Parties),
    ("PARTIES_AFTER_NOTICE", Disclosure::PartiesAfterNotice),
    ("PARTIES_WITH_LEGAL_EFFECT", Disclosure::PartiesWithLegalEffect),
    ("VIEW_ONLY", Disclosure::ViewOnly),
    ("COURT", Disclosure::Court),
];
const RELATIONS: [(&str, CaseRelation); 5] = [
    ("MOVED_TO", CaseRelation::MovedTo),
    ("MOVED_FROM", CaseRelation::MovedFrom),
    ("APPEAL_OF", CaseRelation::AppealOf),
    ("APPEALED_IN", CaseRelation::AppealedIn),
    ("JOINED", CaseRelation::Joined),
];
const RELATED_DATES: [(&str, RelatedDateKind); 4] = [
    ("decided_on", RelatedDateKind::Decided),
    ("rehearing_denied_on", RelatedDateKind::RehearingDenied),
    ("review_decided_on", RelatedDateKind::ReviewDecided),
    ("entered_on", RelatedDateKind::Entered),
];

impl Rows {
    fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Self {
        Self {
            path: table.take("rows").and_then(|node| Path::read(node, "rows", scope.problems)),
            only: Condition::list(table, "only"),
            key: scope.expr(table, "key"),
        }
    }
}

/// Reads every block of one kind.
pub(in crate::mapping) fn blocks<T>(
    scope: &Scope<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    read: impl Fn(&Scope<'_>, &mut Table<'_, '_>) -> Option<T>,
) -> Vec<T> {
    let mut blocks = Vec::new();
    for mut block in table.tables(key) {
        blocks.extend(read(scope, &mut block));
        block.finish();
    }
    blocks
}

/// The fields `title`, `title_kk`, `title_ru`, `title_en`, and the like.
macro_rules! words {
    ($scope:ident, $table:ident, $name:literal) => {
        Words {
            original: $scope.expr($table, $name),
            kk: $scope.expr($table, concat!($name, "_kk")),
            ru: $scope.expr($table, concat!($name, "_ru")),
            en: $scope.expr($table, concat!($name, "_en")),
        }
    };
}

impl Status {
    fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>, list: CodeList) -> Self {
        Self { code: scope.coded(table, "status", list), since: scope.date(table, "status_since") }
    }
}

impl CaseMap {
    pub(in crate::mapping) fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        let number = scope.require_expr(table, "number");
        let court = scope.require_expr(table, "court");
        let upstream_id = scope.expr(table, "upstream_id");
        let number_as_printed = scope.expr(table, "number_as_printed");
        let title = words!(scope, table, "title");
        let kind = scope.coded(table, "kind", CodeList::CaseKind);
        let instance = scope.coded(table, "instance", CodeList::Instance);
        let status = Status::read(scope, table, CodeList::CaseStatus);
        let category = scope.coded(table, "category", CodeList::CaseCategory);
        let judge = scope.expr(table, "judge");
        let filed_on = scope.date(table, "filed_on");
        let filed_at = scope.date(table, "filed_at");
        let closed_on = scope.date(table, "closed_on");
        let version = scope.expr(table, "version");
        let visibility = Choice::list(table, "visibility", &VISIBILITIES);
        let related = blocks(scope, table, "related", RelatedMap::read);
        let parties = blocks(scope, table, "parties", PartyMap::read);
        Some(Self {
            number: number?,
            court: court?,
            upstream_id,
            number_as_printed,
            title,
            kind,
            instance,
            status,
            category,
            judge,
            filed_on,
            filed_at,
            closed_on,
            version,
            visibility,
            related,
            parties,
        })
    }
}

impl RelatedMap {
    fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        let rows = Rows::read(scope, table);
        let word = table.require_text("relation");
        let relation = word.and_then(|word| {
            let relation =
                RELATIONS.iter().find(|(name, _)| *name == word).map(|(_, relation)| *relation);
            if relation.is_none() {
                table.note(format!("`{word}` is no relation; there are {}", names(&RELATIONS)));
            }
            relation
        });
        let map = Self {
            rows,
            relation: relation.unwrap_or(CaseRelation::Joined),
            number: scope.expr(table, "number"),
            court: scope.expr(table, "court"),
            court_name: scope.expr(table, "court_name"),
            upstream_id: scope.expr(table, "upstream_id"),
            original: scope.expr(table, "original"),
            dates: RELATED_DATES
                .into_iter()
                .filter_map(|(key, kind)| Some((kind, scope.date(table, key)?)))
                .collect(),
        };
        if map.number.is_none() && map.court_name.is_none() {
            table.note("a related case needs `number` or `court_name`");
        }
        relation.map(|_known| map)
    }
}

fn names<T>(known: &[(&'static str, T)]) -> String {
    known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

impl PartyMap {
    #[expect(clippy::unnecessary_wraps, reason = "one signature for every block")]
    pub(in crate::mapping) fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        Some(Self {
            rows: Rows::read(scope, table),
            group_by: scope.expr(table, "group_by"),
            name: scope.expr(table, "name"),
            kind: scope.coded(table, "kind", CodeList::PartyKind),
            role: scope.coded(table, "role", CodeList::PartyRole),
            person_number: scope.expr(table, "person_number"),
            status: scope.expr(table, "status"),
            visibility: Choice::list(table, "visibility", &VISIBILITIES),
            representatives: blocks(scope, table, "representatives", RepresentativeMap::read),
        })
    }
}

impl RepresentativeMap {
    #[expect(clippy::unnecessary_wraps, reason = "one signature for every block")]
    fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        Some(Self {
            rows: Rows::read(scope, table),
            name: scope.expr(table, "name"),
            role: scope.coded(table, "role", CodeList::RepresentativeRole),
            firm: scope.expr(table, "firm"),
            person_number: scope.expr(table, "person_number"),
        })
    }
}

impl HearingMap {
    pub(in crate::mapping) fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        let precision = table.text("precision").and_then(|word| match word.as_str() {
            "WEEK" => Some(TimePrecision::Week),
            "MONTH" => Some(TimePrecision::Month),
            _ => {
                table.note("`precision` is WEEK or MONTH; otherwise it follows from the fields");
                None
            }
        });
        let case = table.table("case").and_then(|mut case| {
            let map = CaseMap::read(scope, &mut case);
            case.finish();
            map.map(Box::new)
        });
        let map = Self {
            rows: Rows::read(scope, table),
            court: scope.expr(table, "court"),
            kind: scope.coded(table, "kind", CodeList::HearingKind),
            status: scope.coded(table, "status", CodeList::HearingStatus),
            mode: scope.coded(table, "mode", CodeList::HearingMode),
            starts_at: scope.date(table, "starts_at"),
            ends_at: scope.date(table, "ends_at"),
            date: scope.date(table, "date"),
            time: scope.date(table, "time"),
            until: scope.date(table, "until"),
            precision,
            room: scope.expr(table, "room"),
            judge: scope.expr(table, "judge"),
            result: words!(scope, table, "result"),
            note: scope.expr(table, "note"),
            visibility: Choice::list(table, "visibility", &VISIBILITIES),
            case,
        };
        if map.starts_at.is_none() && map.date.is_none() {
            table.note("a hearing needs `starts_at` or `date`");
            return None;
        }
        Some(map)
    }
}

impl DocumentMap {
    #[expect(clippy::unnecessary_wraps, reason = "one signature for every block")]
    pub(in crate::mapping) fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        Some(Self {
            rows: Rows::read(scope, table),
            kind: scope.coded(table, "kind", CodeList::DocumentKind),
            title: words!(scope, table, "title"),
            issued_on: scope.date(table, "issued_on"),
            in_force_on: scope.date(table, "in_force_on"),
            page_count: scope.expr(table, "page_count"),
            size_bytes: scope.expr(table, "size_bytes"),
            sha256: scope.expr(table, "sha256"),
            media_type: scope.expr(table, "media_type"),
            url: scope.expr(table, "url"),
            event: scope.expr(table, "event"),
            disclosure: Choice::list(table, "disclosure", &DISCLOSURES),
            filed_by: scope.expr(table, "filed_by"),
            note: scope.expr(table, "note"),
            signatures: blocks(scope, table, "signatures", SignatureMap::read),
        })
    }
}

impl SignatureMap {
    #[expect(clippy::unnecessary_wraps, reason = "one signature for every block")]
    fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        Some(Self {
            rows: Rows::read(scope, table),
            signer_name: scope.expr(table, "signer_name"),
            signer_role: scope.expr(table, "signer_role"),
            signed_at: scope.date(table, "signed_at"),
        })
    }
}

impl FilingMap {
    #[expect(clippy::unnecessary_wraps, reason = "one signature for every block")]
    pub(in crate::mapping) fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        Some(Self {
            rows: Rows::read(scope, table),
            ticket: scope.expr(table, "ticket"),
            kind: scope.coded(table, "kind", CodeList::FilingKind),
            status: Status::read(scope, table, CodeList::FilingStatus),
            court: scope.expr(table, "court"),
            submitted_at: scope.date(table, "submitted_at"),
            sent_at: scope.date(table, "sent_at"),
            delivered_at: scope.date(table, "delivered_at"),
            registered_at: scope.date(table, "registered_at"),
            filer_number: scope.expr(table, "filer_number"),
        })
    }
}

impl EventMap {
    pub(in crate::mapping) fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        let rows = Rows::read(scope, table);
        if !table.has("kind") {
            table.note(format!("`{}` is missing", table.name_of("kind")));
        }
        let kind = scope.coded(table, "kind", CodeList::CaseEvent);
        let occurred_on = scope.date(table, "occurred_on");
        let occurred_at = scope.date(table, "occurred_at");
        let text = scope.expr(table, "text");
        let filed_by = scope.expr(table, "filed_by");
        let result = scope.expr(table, "result");
        let submitted_at = scope.date(table, "submitted_at");
        let document_count = scope.expr(table, "document_count");
        let visibility = Choice::list(table, "visibility", &VISIBILITIES);
        Some(Self {
            rows,
            occurred_on,
            occurred_at,
            kind: kind?,
            text,
            filed_by,
            result,
            submitted_at,
            document_count,
            visibility,
        })
    }
}

impl CourtMap {
    pub(in crate::mapping) fn read(scope: &Scope<'_>, table: &mut Table<'_, '_>) -> Option<Self> {
        let rows = Rows::read(scope, table);
        let court = scope.require_expr(table, "court");
        let external_id = scope.require_expr(table, "external_id");
        let name = scope.require_expr(table, "name");
        let aliases = scope.expr(table, "aliases");
        let locations = scope.expr(table, "locations");
        let active = scope.expr(table, "active");
        Some(Self {
            rows,
            court: court?,
            external_id: external_id?,
            name: name?,
            aliases,
            locations,
            active,
        })
    }
}
