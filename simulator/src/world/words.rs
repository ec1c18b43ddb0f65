//! The world's own texts in three languages; each says that it is synthetic.

use chrono::NaiveDate;
use domain::coded::CodeList;
use domain::codes;
use domain::language::{Language, Text};

use super::Party;
use super::person::short;
use crate::chance::Chance;

/// Title of a document: its kind, its case, its day.
pub(crate) fn document_title(kind: &str, number: &str, day: NaiveDate) -> Text {
    let label = |language| codes::label(CodeList::DocumentKind, kind, language).unwrap_or(kind);
    let day = day.format("%d.%m.%Y");
    Text::trilingual(
        format!("{} № {number}, {day} (синтетикалық)", label(Language::Kk)),
        format!("{} № {number} от {day} (синтетический)", label(Language::Ru)),
        format!("{} No. {number}, {day} (synthetic)", label(Language::En)),
    )
}

/// True for what a court issues.
pub(crate) fn is_act(kind: &str) -> bool {
    kind.starts_with("RULING") || decides(kind) || COURT_PAPERS.contains(&kind)
}

const COURT_PAPERS: [&str; 6] =
    ["PROTOCOL", "SHORT_PROTOCOL", "RECORDING", "NOTICE", "SUMMONS", "WRIT_OF_EXECUTION"];

/// True for the acts that decide a case and come into force.
pub(crate) fn decides(kind: &str) -> bool {
    matches!(kind, "DECISION" | "SHORT_DECISION" | "COURT_ORDER" | "RESOLUTION" | "SENTENCE")
}

/// What came of a hearing.
pub(crate) fn hearing_result(status: &str, chance: &mut Chance) -> Text {
    let of = |kk: &str, ru: &str, en: &str| Text::trilingual(kk, ru, en);
    match status {
        "ADJOURNED" => match chance.below(3) {
            0 => of(
                "Тараптың келмеуіне байланысты кейінге қалдырылды (АПК 198-б.)",
                "Отложено в связи с неявкой стороны (ст. 198 ГПК)",
                "Adjourned: a party did not appear (CPC 198)",
            ),
            1 => of(
                "Қосымша дәлелдемелер талап етілді, кейінге қалдырылды",
                "Отложено для истребования доказательств",
                "Adjourned: evidence was called for",
            ),
            _ => of(
                "Сараптама тағайындалуына байланысты кейінге қалдырылды",
                "Отложено в связи с назначением экспертизы",
                "Adjourned: an expert examination was ordered",
            ),
        },
        "DECISION_ANNOUNCED" => of(
            "Қарар бөлігі жарияланды",
            "Оглашена резолютивная часть",
            "The operative part was announced",
        ),
        _ => of("Тараптар тыңдалды", "Заслушаны стороны", "The parties were heard"),
    }
}

/// Caption of a case from its parties.
pub(crate) fn case_title(kind: &str, category: Option<&str>, parties: &[Party]) -> Text {
    let name = |at: usize| {
        parties.get(at).map_or_else(String::new, |party| {
            let person = &party.person;
            if person.kind == "PERSON" { short(&person.name) } else { person.name.clone() }
        })
    };
    let (one, other) = (name(0), name(1));
    let label = |language| {
        category
            .and_then(|code| codes::label(CodeList::CaseCategory, code, language))
            .unwrap_or_default()
            .to_lowercase()
    };
    let (kk, ru, en) = (label(Language::Kk), label(Language::Ru), label(Language::En));
    match kind {
        "CRIMINAL" => Text::trilingual(
            format!("{one} қатысты қылмыстық іс (синтетикалық)"),
            format!("Уголовное дело в отношении: {one} (синтетическое)"),
            format!("Criminal case against {one} (synthetic)"),
        ),
        "ADMINISTRATIVE_OFFENCE" => Text::trilingual(
            format!("{one} қатысты әкімшілік құқық бұзушылық туралы іс (синтетикалық)"),
            format!("Дело об административном правонарушении: {one} (синтетическое)"),
            format!("Administrative offence: {one} (synthetic)"),
        ),
        "ADMINISTRATIVE" => Text::trilingual(
            format!("{one} — {other}: әкімшілік талап қою (синтетикалық)"),
            format!("{one} — {other}: административный иск (синтетическое)"),
            format!("{one} v. {other}: administrative claim (synthetic)"),
        ),
        _ => Text::trilingual(
            format!("{one} — {other}: {kk} (синтетикалық)"),
            format!("{one} — {other}: {ru} (синтетическое)"),
            format!("{one} v. {other}: {en} (synthetic)"),
        ),
    }
}
