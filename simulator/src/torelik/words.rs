//! The system's words for our codes. The gateway has to read them back by its mapping alone.

use domain::case::CaseStatusCode;

use crate::world::Event;

pub(super) fn refusal(code: &str) -> &'static str {
    match code {
        "DELO_NE_NAIDENO" => "Дело не найдено",
        "NET_DOSTUPA" => "Неверное имя пользователя или пароль",
        "SLISHKOM_MNOGO_KLYUCHEI" => "Не более 50 ключей в одном запросе",
        "PLOKHOI_ZAPROS" => "Запрос не разобран",
        _ => "Нет такого адреса",
    }
}

pub(super) fn kind(code: &str) -> &'static str {
    match code {
        "CRIMINAL" => "УГОЛОВНОЕ",
        "CIVIL" => "ГРАЖДАНСКОЕ",
        "ADMINISTRATIVE_OFFENCE" => "КОАП",
        "ADMINISTRATIVE" => "АППК",
        _ => "ИНОЕ",
    }
}

pub(super) fn instance(code: &str) -> &'static str {
    match code {
        "APPEAL" => "АПЕЛЛЯЦИЯ",
        "CASSATION" => "КАССАЦИЯ",
        _ => "ПЕРВАЯ",
    }
}

pub(super) fn status(code: CaseStatusCode) -> &'static str {
    match code {
        CaseStatusCode::Received => "Поступило",
        CaseStatusCode::Opened => "Возбуждено",
        CaseStatusCode::Preparation => "Подготовка",
        CaseStatusCode::Scheduled => "Назначено",
        CaseStatusCode::Trial => "На рассмотрении",
        CaseStatusCode::Suspended => "Приостановлено",
        CaseStatusCode::Decided => "Рассмотрено",
        CaseStatusCode::Terminated => "Прекращено",
        CaseStatusCode::LeftWithoutConsideration => "Без рассмотрения",
        CaseStatusCode::Settled => "Окончено примирением",
        CaseStatusCode::Returned => "Возвращено",
        CaseStatusCode::Refused => "Отказано в принятии",
        CaseStatusCode::Transferred => "Передано по подсудности",
        CaseStatusCode::InForce => "Вступило в законную силу",
        CaseStatusCode::Archived => "В архиве",
        CaseStatusCode::Other => "Иное",
    }
}

pub(super) fn person_kind(code: &str) -> &'static str {
    match code {
        "PERSON" => "ФЛ",
        "ORGANISATION" => "ЮЛ",
        _ => "ГО",
    }
}

/// Sides: dictionary codes where the portal has them, words elsewhere.
pub(super) fn side(code: &str) -> &'static str {
    match code {
        "PLAINTIFF" => "61090001",
        "DEFENDANT" => "61090002",
        "THIRD_PARTY_WITHOUT_CLAIM" => "Третье лицо без самостоятельных требований",
        "THIRD_PARTY_WITH_CLAIM" => "Третье лицо с самостоятельными требованиями",
        "CREDITOR" => "Взыскатель",
        "DEBTOR" => "Должник",
        "INTERESTED_PERSON" => "Заинтересованное лицо",
        "PERSON_HELD_LIABLE" => "Лицо, привлекаемое к ответственности",
        "AUTHORITY" => "Орган, составивший протокол",
        "VICTIM" => "Потерпевший",
        "ACCUSED" => "Подсудимый",
        "PROSECUTOR" => "Прокурор",
        _ => "Иной участник",
    }
}

pub(super) fn capacity(code: &str) -> &'static str {
    match code {
        "ADVOCATE" => "адвокат",
        "LEGAL_CONSULTANT" => "юридический консультант",
        "EMPLOYEE" => "работник",
        "HEAD" => "первый руководитель",
        "LEGAL_REPRESENTATIVE" => "законный представитель",
        "DEFENCE_COUNSEL" => "защитник",
        _ => "представитель",
    }
}

pub(super) fn hearing_kind(code: &str) -> &'static str {
    match code {
        "CONCILIATION" => "Примирение",
        "PREPARATION_CONVERSATION" => "Беседа",
        "PRELIMINARY_HEARING" => "Предварительное слушание",
        "MAIN_HEARING" => "Главное разбирательство",
        "ANNOUNCEMENT" => "Оглашение",
        "APPEAL_HEARING" => "Апелляционное заседание",
        "CASSATION_HEARING" => "Кассационное заседание",
        _ => "Процессуальное действие",
    }
}

pub(super) fn hearing_status(code: &str) -> &'static str {
    match code {
        "SCHEDULED" => "назначено",
        "NOTIFIED" => "стороны извещены",
        "HELD" => "проведено",
        "ADJOURNED" => "отложено",
        "DECISION_ANNOUNCED" => "решение оглашено",
        _ => "отменено",
    }
}

pub(super) fn hearing_mode(code: &str) -> &'static str {
    match code {
        "IN_PERSON" => "очно",
        "VIDEO" => "ВКС",
        "MIXED" => "смешанно",
        _ => "письменно",
    }
}

/// A line of the history, in the wording that integrators of the real portals match against.
pub(super) fn phrase(event: &Event) -> String {
    let phrase = match event.kind {
        "FILING_SENT" => "Исковое заявление отправлено",
        "REGISTERED" => "зарегистрировано",
        "JUDGE_ASSIGNED" => {
            return format!("Судья – {}", event.detail.as_deref().unwrap_or("не указан"));
        }
        "CASE_OPENED" => "вынесено определение о возбуждении гражданского дела",
        "CLAIM_RETURNED" => "вынесено определение о возврате искового заявления",
        "APPLICATION_RETURNED" => "вынесено определение о возвращении заявления",
        "CLAIM_REFUSED" => "вынесено определение об отказе в принятии иска",
        "TRANSFERRED" => "Передано по неподсудности",
        "SIMPLIFIED_PROCEDURE" => {
            "вынесено определение о рассмотрении дела в порядке упрощенного производства"
        }
        "PREPARATION_STARTED" => "вынесено определение о подготовке дела",
        "HEARING_SCHEDULED" => "Назначено судебное заседание",
        "HEARING_HELD" => "Судебное заседание проведено",
        "HEARING_ADJOURNED" => "Судебное заседание отложено",
        "SUSPENDED" => "Производство по делу приостановлено",
        "RESUMED" => "Производство по делу возобновлено",
        "SETTLEMENT_APPROVED" => {
            "вынесено определение об утверждении соглашения об урегулировании спора"
        }
        "DECISION_MADE" => "вынесено решение первой инстанции",
        "COURT_ORDER_ISSUED" => "вынесено судебный приказ",
        "SENTENCE_PASSED" => "вынесен приговор",
        "RESOLUTION_MADE" => "вынесено постановление",
        "TERMINATED" => "Прекращено",
        "LEFT_WITHOUT_CONSIDERATION" => "об оставлении заявления без рассмотрения",
        "APPEAL_FILED" => "Подана апелляционная жалоба",
        "CASSATION_FILED" => "Подана кассационная жалоба",
        "APPEAL_DECIDED" => "вынесено постановление апелляционной инстанции",
        "CASSATION_DECIDED" => "вынесено постановление кассационной инстанции",
        "IN_FORCE" => "Решение вступило в силу",
        "WRIT_ISSUED" => "Выписан исполнительный лист",
        "CASE_FINISHED" => "Завершение дела",
        "ARCHIVED" => "Отправлено в архив",
        other => other,
    };
    phrase.to_owned()
}
