//! Status codes of GraphQL over HTTP, in two profiles.

use graphql::execute::{Answer, Outcome, Step};
use http::StatusCode;

use super::accept::Media;
use crate::config::StatusProfile;

/// "Partial success" of the draft of 2026: data beside errors.
const PARTIAL: u16 = 294;

/// The status of an answer in `media`.
pub(super) fn of(answer: &Answer, media: Media, profile: StatusProfile) -> StatusCode {
    let code = match (answer.outcome, profile, media) {
        (Outcome::Executed { errors: true }, StatusProfile::Draft2026, Media::Graphql) => PARTIAL,
        // Clients of 2025 that know no other media type take any other status for a proxy's.
        (Outcome::Executed { .. }, _, _)
        | (
            Outcome::Refused(Step::Document | Step::Validation),
            StatusProfile::Y2025,
            Media::Json,
        ) => 200,
        (Outcome::Refused(Step::Service), _, _) => {
            answer.code.map_or(500, service::Code::http_status)
        }
        (Outcome::Refused(_), StatusProfile::Y2025, _)
        | (Outcome::Refused(Step::Document), StatusProfile::Draft2026, _) => 400,
        (Outcome::Refused(Step::Parameters | Step::Validation), StatusProfile::Draft2026, _) => 422,
    };
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The media type for clients that leave the choice to us.
pub(super) fn default_media(profile: StatusProfile) -> Media {
    match profile {
        StatusProfile::Y2025 => Media::Json,
        StatusProfile::Draft2026 => Media::Graphql,
    }
}

#[cfg(test)]
mod tests {
    use graphql::execute::Refusal;
    use service::Code;

    use super::*;

    fn executed(errors: bool) -> Answer {
        let refusal = Refusal::new(Step::Service, Code::Internal, "");
        Answer { outcome: Outcome::Executed { errors }, ..Answer::refused(&refusal, "") }
    }

    fn refused(step: Step, code: Code) -> Answer {
        Answer::refused(&Refusal::new(step, code, ""), "")
    }

    #[test]
    fn the_whole_table() {
        use Media::{Graphql, Json};
        use StatusProfile::{Draft2026, Y2025};

        let rows = [
            ("executed", executed(false), [200, 200, 200, 200]),
            ("executed with errors", executed(true), [200, 200, 200, 294]),
            ("parameters", refused(Step::Parameters, Code::BadInput), [400, 400, 422, 422]),
            ("document", refused(Step::Document, Code::BadInput), [200, 400, 400, 400]),
            ("validation", refused(Step::Validation, Code::BadInput), [200, 400, 422, 422]),
            ("too costly", refused(Step::Validation, Code::TooCostly), [200, 400, 422, 422]),
            ("limited", refused(Step::Service, Code::Limited), [429, 429, 429, 429]),
            ("timeout", refused(Step::Service, Code::Timeout), [504, 504, 504, 504]),
            ("internal", refused(Step::Service, Code::Internal), [500, 500, 500, 500]),
        ];
        for (name, answer, expected) in rows {
            let found = [(Json, Y2025), (Graphql, Y2025), (Json, Draft2026), (Graphql, Draft2026)]
                .map(|(media, profile)| of(&answer, media, profile).as_u16());
            assert_eq!(found, expected, "{name}");
        }
    }
}
