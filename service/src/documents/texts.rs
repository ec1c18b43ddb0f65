//! What a person reads about access to a document, in three languages.

use access::documents::{DocumentAccess, DocumentAccessReason, DocumentAccessState};
use domain::language::Text;

/// What the viewer can do with the document, and what to do next.
pub fn access(access: DocumentAccess) -> Text {
    use DocumentAccessReason as Reason;
    use DocumentAccessState as State;
    let (kk, ru, en) = match (access.state, access.reason) {
        (State::Open, Reason::PublicAct) => (
            "Жарияланған сот актісі, барлығына ашық.",
            "Опубликованный судебный акт, открыт для всех.",
            "A published act of the court, open to everyone.",
        ),
        (State::Open, _) => (
            "Іске қатысушы ретінде сізге ашық.",
            "Открыт вам как участнику дела.",
            "Open to you as one who takes part in the case.",
        ),
        (State::ViewOnly, _) => (
            "Жабық сот отырысының құжаты: сотта танысуға болады, көшірмесі берілмейді.",
            "Документ закрытого заседания: можно ознакомиться в суде, копия не выдаётся.",
            "Of a closed session: it can be looked at in the court, no copy is given.",
        ),
        (State::AcknowledgementRequired, _) => (
            "Құжатты ашу оны тапсыру болып есептеледі; алдымен осыны растаңыз.",
            "Открытие документа считается его вручением; сначала подтвердите это.",
            "Opening the document counts as service of it; accept that first.",
        ),
        (State::SignInRequired, _) => (
            "Іске қатысушыларға ашық; жүйеге кіріңіз.",
            "Открыт участникам дела; войдите в систему.",
            "Open to those who take part in the case; sign in.",
        ),
        (State::NotEntitled, Reason::NoticeNotGiven) => (
            "Хабарлама тапсырылғаннан кейін ашылады (АПК 128-бап).",
            "Откроется после вручения извещения (ГПК, статья 128).",
            "It opens once notice of the case has been given (CPC 128).",
        ),
        (State::NotEntitled, Reason::NotInForce) => (
            "Акт әлі заңды күшіне енген жоқ; содан кейін жарияланады.",
            "Акт ещё не вступил в законную силу; после этого он публикуется.",
            "The act is not in force yet; it is published after that.",
        ),
        (State::NotEntitled, _) => (
            "Тек іске қатысушыларға ашық.",
            "Открыт только участникам дела.",
            "Open only to those who take part in the case.",
        ),
    };
    Text::trilingual(kk, ru, en)
}

/// What reading a document with legal effect brings about.
pub fn legal_effect() -> Text {
    Text::trilingual(
        "Құжатты оқу оны тапсыру болып есептеледі, мерзімдер содан басталуы мүмкін.",
        "Прочтение считается вручением документа; от него могут исчисляться сроки.",
        "Reading it counts as service of the document; terms may run from then on.",
    )
}
