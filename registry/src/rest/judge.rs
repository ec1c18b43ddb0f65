//! What an answer is: data, a proof of absence, a refusal, or no answer at all.

use std::time::Duration;

use domain::source::SourceReason;
use reqwest::StatusCode;
use serde_json::Value;

use super::http::{Raw, unavailable};
use super::row::{Answer, Notes, Row};
use crate::mapping::Mapping;
use crate::mapping::request::{Request, Rule};
use crate::mapping::template::Asked;
use crate::outcome::{Outcome, Proof, Unavailable};

/// What an answer is.
pub(super) enum Verdict {
    /// Data, or so it looks.
    Data(Value),
    /// Not there, proved.
    Absent(Proof),
    /// Not for us.
    Hidden,
    /// Nothing usable.
    Unavailable(Unavailable),
}

impl Verdict {
    /// The outcome of everything but data.
    pub(super) fn without_data<T>(self) -> Result<Value, Outcome<T>> {
        match self {
            Self::Data(value) => Ok(value),
            Self::Absent(proof) => Err(Outcome::Absent(proof)),
            Self::Hidden => Err(Outcome::Hidden),
            Self::Unavailable(why) => Err(Outcome::Unavailable(why)),
        }
    }
}

/// Judges an answer by the rules of its request.
pub(super) fn judge(raw: &Raw, request: &Request, mapping: &Mapping, asked: &Asked) -> Verdict {
    let parsed = serde_json::from_slice::<Value>(&raw.body);
    if let Ok(value) = &parsed {
        let notes = Notes::default();
        let answer = Answer { mapping, asked, value, notes: &notes };
        let row = Row::whole(&answer);
        let fits = |rule: &&Rule| rule.status == raw.status.as_u16() && row.holds(&rule.when);
        if let Some(rule) = request.absent.iter().find(fits) {
            return Verdict::Absent(Proof { rule: rule.words(), as_of: raw.as_of });
        }
        if request.hidden.iter().any(|rule| fits(&rule)) {
            return Verdict::Hidden;
        }
    }
    if !raw.status.is_success() {
        return Verdict::Unavailable(refused(raw));
    }
    match parsed {
        Err(why) => {
            let cut = if why.is_eof() { "cut JSON" } else { "no JSON" };
            Verdict::Unavailable(unavailable(
                SourceReason::SoftError,
                format!("status {} with {cut}: {why}", raw.status.as_u16()),
            ))
        }
        Ok(value) => {
            let notes = Notes::default();
            let answer = Answer { mapping, asked, value: &value, notes: &notes };
            let row = Row::whole(&answer);
            let failed = request
                .success
                .iter()
                .find(|condition| !row.holds(std::slice::from_ref(condition)));
            match failed {
                None => Verdict::Data(value),
                Some(condition) => Verdict::Unavailable(unavailable(
                    SourceReason::SoftError,
                    format!(
                        "status {} without the sign of success: {}",
                        raw.status.as_u16(),
                        condition.words
                    ),
                )),
            }
        }
    }
}

fn refused(raw: &Raw) -> Unavailable {
    let status = raw.status;
    let reason = match status {
        StatusCode::TOO_MANY_REQUESTS => SourceReason::RateLimited,
        StatusCode::SERVICE_UNAVAILABLE if raw.retry_after.is_some() => SourceReason::Maintenance,
        StatusCode::GATEWAY_TIMEOUT => SourceReason::Timeout,
        _ => SourceReason::SoftError,
    };
    // A fault of the system, not of the question; when it will be over nobody said.
    let broken = status.is_server_error().then_some(Duration::from_secs(1));
    // Zero: may be asked again at once. A gateway in front of the system failed, not the system.
    let transient = matches!(
        status,
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT
    );
    Unavailable {
        reason,
        retry_after: raw.retry_after.or_else(|| transient.then_some(Duration::ZERO)).or(broken),
        detail: format!("status {}", status.as_u16()),
    }
}
