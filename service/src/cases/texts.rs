//! What a look-up says to a person, in three languages.

use domain::language::Text;

use super::find::LookupOutcome;

/// The sentence for an outcome; none for a case that was simply found.
pub fn outcome(outcome: LookupOutcome) -> Option<Text> {
    let (kk, ru, en) = match outcome {
        LookupOutcome::Found => return None,
        LookupOutcome::Pending => (
            "Сот жүйесі әлі жауап берген жоқ; сұранысты сәл кейінірек қайталаңыз.",
            "Судебная система ещё не ответила; повторите запрос чуть позже.",
            "The court system has not answered yet; ask again shortly.",
        ),
        LookupOutcome::Absent => (
            "Мұндай іс жоқ немесе ол сізге ашық емес.",
            "Такого дела нет, или оно вам не открыто.",
            "There is no such case, or it is not open to you.",
        ),
        LookupOutcome::Ambiguous => (
            "Осы нөмірмен бірнеше іс бар; тізімнен таңдаңыз.",
            "Под этим номером есть несколько дел; выберите из списка.",
            "Several cases bear this number; choose one of the candidates.",
        ),
        LookupOutcome::Moved => (
            "Іс басқа сотқа берілді; жаңа іс ашық болса, байланысты істер арасында.",
            "Дело передано в другой суд; новое дело, если оно открыто, — среди связанных.",
            "The case was sent to another court; the new case, if open, is among the related ones.",
        ),
        LookupOutcome::Unavailable => (
            "Сот жүйесі қазір қолжетімсіз; бұл іс жоқ дегенді білдірмейді.",
            "Судебная система сейчас недоступна; это не значит, что дела нет.",
            "The court system is out of reach; this does not mean that there is no such case.",
        ),
        LookupOutcome::Unknown => (
            "Сот жүйесінің жауабын оқу мүмкін болмады; бұл іс жоқ дегенді білдірмейді.",
            "Ответ судебной системы не удалось прочесть; это не значит, что дела нет.",
            "The answer of the court system could not be read; this does not mean that there is \
             no such case.",
        ),
        LookupOutcome::Invalid => {
            ("Сұраныс дұрыс емес.", "Запрос составлен неверно.", "The question is not well formed.")
        }
    };
    Some(Text::trilingual(kk, ru, en))
}

/// The id is not one of a case.
pub fn not_a_case_id() -> Text {
    Text::trilingual(
        "Бұл істің идентификаторы емес; `id` өрісіндегі мәнді өзгертпей жіберіңіз.",
        "Это не идентификатор дела; пришлите значение поля `id` без изменений.",
        "This is not the id of a case; send the value of a field `id` unchanged.",
    )
}

/// The number is empty, too long, or holds signs that no number has.
pub fn not_a_number(length_max: usize) -> Text {
    Text::trilingual(
        format!(
            "Іс нөмірі бос емес, {length_max} таңбадан аспайтын, бір жолдық мәтін болуы керек."
        ),
        format!("Номер дела — непустая строка не длиннее {length_max} знаков, без переносов."),
        format!("A case number is one line of 1 to {length_max} characters."),
    )
}

/// The number looks like one of Kazakhstan, but is not.
pub fn bad_kz_number(reason: &str) -> Text {
    Text::trilingual(
        "Іс нөмірі оқылмады. Дұрыс түрі: 7599-23-00-2/1234 (сот, жыл, қатар, түрі/реттік нөмір)."
            .to_owned(),
        "Номер дела не прочитан. Верный вид: 7599-23-00-2/1234 (суд, год, ряд, вид/порядковый номер)."
            .to_owned(),
        format!(
            "The case number cannot be read: {reason}. A right one looks like 7599-23-00-2/1234."
        ),
    )
}

/// No court has this code.
pub fn unknown_court(code: &str) -> Text {
    Text::trilingual(
        format!("«{code}» кодты сот жоқ; мысалы, kz-7599."),
        format!("Суда с кодом «{code}» нет; пример: kz-7599."),
        format!("No court has the code \"{code}\"; an example of one: kz-7599."),
    )
}

/// No registry has this code.
pub fn unknown_registry(code: &str, known: &str) -> Text {
    Text::trilingual(
        format!("«{code}» кодты жүйе жоқ; бар жүйелер: {known}."),
        format!("Системы с кодом «{code}» нет; есть: {known}."),
        format!("No registry has the code \"{code}\"; there are: {known}."),
    )
}

/// No registry holds cases of this court.
pub fn court_not_served(code: &str) -> Text {
    Text::trilingual(
        format!("«{code}» сотының істерін ешбір жүйе бермейді."),
        format!("Дела суда «{code}» не отдаёт ни одна система."),
        format!("No registry serves the cases of the court \"{code}\"."),
    )
}
