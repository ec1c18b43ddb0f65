//! The system's words for kinds and statuses of submissions.

use domain::filing::FilingStatusCode;

use crate::world::Filing;

pub(super) fn declaration_type(code: &str) -> &'static str {
    if code == "LETTER" { "LETTER" } else { "REQUEST_TYPE2" }
}

pub(super) fn form(code: &str) -> &'static str {
    match code {
        "CLAIM" => "Исковое заявление",
        "CLAIM_ADMINISTRATIVE" => "Административный иск",
        "APPLICATION_COURT_ORDER" => "Заявление о вынесении судебного приказа",
        "APPEAL" => "Апелляционная жалоба",
        "CASSATION_COMPLAINT" => "Кассационная жалоба",
        "RESPONSE" => "Отзыв",
        "PETITION" => "Ходатайство",
        "LETTER" => "Письмо",
        "WRIT_REQUEST" => "Заявление о выдаче исполнительного листа",
        _ => "Иной документ",
    }
}

pub(super) fn status(filing: &Filing) -> String {
    let text = match filing.status {
        FilingStatusCode::Draft => "Черновик",
        FilingStatusCode::ReadyToSign => "Ожидается отправка",
        FilingStatusCode::Signed => "Подписано",
        FilingStatusCode::SignatureInvalid => "Подпись не прошла проверку",
        FilingStatusCode::UnknownSendResult => "Ошибка отправки, результат неизвестен",
        FilingStatusCode::Sent => "Отправлено",
        FilingStatusCode::Delivered => "Доставлено в суд",
        FilingStatusCode::Rejected => {
            return format!("Отклонено. Причина: {}", filing.reason.unwrap_or("не указана"));
        }
        FilingStatusCode::Registered => "Зарегистрировано",
        FilingStatusCode::Assigned => "Передано судье",
        FilingStatusCode::CaseOpened => "Принято к производству",
        FilingStatusCode::Returned => "Возвращено судьёй",
        FilingStatusCode::Refused => "В принятии отказано",
        FilingStatusCode::SentByJurisdiction => "Передано по неподсудности",
        FilingStatusCode::Executed => "Исполнено",
        FilingStatusCode::Answered => "Дан ответ",
        FilingStatusCode::Withdrawn => "Отозвано",
        FilingStatusCode::Discarded => "Удалено",
    };
    text.to_owned()
}
