//! Failures of a use case: one closed list of codes, a public text, and the chain for the log.
//!
//! A refusal that a client can act on is data in an answer, not an [`Error`].

use std::sync::Arc;
use std::time::Duration;

/// Stable code of a failure, as `extensions.code` of a GraphQL error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// The request is not what the schema or a rule asks for.
    BadInput,
    /// A credential is needed, or the one shown is not good.
    Unauthenticated,
    /// The caller may see the thing but not do this with it.
    Forbidden,
    /// There is no such thing, or the caller is not entitled to know of it.
    NotFound,
    /// Somebody else changed the thing meanwhile.
    Conflict,
    /// The thing is not in a state that allows this.
    StateRefused,
    /// A signature does not hold.
    SignatureInvalid,
    /// Too many requests for now.
    Limited,
    /// The operation costs more than one operation may.
    TooCostly,
    /// A court system cannot be reached.
    RegistryUnavailable,
    /// A court system answered something unusable.
    RegistryInvalid,
    /// It is not known whether the thing was done; read back before trying again.
    OutcomeUnknown,
    /// The time allowed for the request is over.
    Timeout,
    /// A fault of this program.
    Internal,
}

impl Code {
    /// Every code, most telling first: where an answer has several errors, the first decides.
    pub const ALL: [Self; 14] = [
        Self::Unauthenticated,
        Self::Forbidden,
        Self::BadInput,
        Self::TooCostly,
        Self::Limited,
        Self::NotFound,
        Self::Conflict,
        Self::StateRefused,
        Self::SignatureInvalid,
        Self::OutcomeUnknown,
        Self::RegistryInvalid,
        Self::RegistryUnavailable,
        Self::Timeout,
        Self::Internal,
    ];

    /// The code as clients read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadInput => "BAD_INPUT",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::StateRefused => "STATE_REFUSED",
            Self::SignatureInvalid => "SIGNATURE_INVALID",
            Self::Limited => "LIMITED",
            Self::TooCostly => "TOO_COSTLY",
            Self::RegistryUnavailable => "REGISTRY_UNAVAILABLE",
            Self::RegistryInvalid => "REGISTRY_INVALID",
            Self::OutcomeUnknown => "OUTCOME_UNKNOWN",
            Self::Timeout => "TIMEOUT",
            Self::Internal => "INTERNAL",
        }
    }

    /// The HTTP status where the whole request fails with this code.
    pub fn http_status(self) -> u16 {
        match self {
            Self::BadInput | Self::TooCostly => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict | Self::StateRefused | Self::OutcomeUnknown => 409,
            Self::SignatureInvalid => 422,
            Self::Limited => 429,
            Self::RegistryInvalid => 502,
            Self::RegistryUnavailable => 503,
            Self::Timeout => 504,
            Self::Internal => 500,
        }
    }

    /// Whether the same request may succeed later without a change.
    pub fn retryable(self) -> bool {
        matches!(
            self,
            Self::Limited
                | Self::RegistryUnavailable
                | Self::RegistryInvalid
                | Self::Timeout
                | Self::Internal
        )
    }

    /// What the code means and what a client can do: the paragraph of the error catalogue.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::BadInput => {
                "The request is not what the schema or a rule asks for. The message names the \
                 place and what would be right. Change the request."
            }
            Self::Unauthenticated => {
                "A credential is needed, or the one shown is unknown, expired or revoked. Sign in \
                 and send the new token."
            }
            Self::Forbidden => {
                "The caller can see the thing but may not do this with it. Ask somebody who may."
            }
            Self::NotFound => {
                "There is no such thing, or the caller is not entitled to know of it: the two look \
                 the same on purpose."
            }
            Self::Conflict => {
                "The thing was changed by somebody else meanwhile. Read it again, then repeat the \
                 change on the new version."
            }
            Self::StateRefused => {
                "The thing is not in a state that allows this. The message names the state and the \
                 states that would allow it."
            }
            Self::SignatureInvalid => {
                "A signature does not hold. The report names the check that failed."
            }
            Self::Limited => {
                "Too many requests for now. Wait for `retryAfterMs` (also the header Retry-After)."
            }
            Self::TooCostly => {
                "The operation is too deep, too wide or too costly. The message names the limit; \
                 ask for fewer rows or fewer fields at once."
            }
            Self::RegistryUnavailable => {
                "A court system cannot be reached and nothing older is held. Parts of other court \
                 systems are not touched by it. Try again after `retryAfterMs`."
            }
            Self::RegistryInvalid => {
                "A court system answered something that cannot be used. It is reported to the \
                 operator; trying again later may help."
            }
            Self::OutcomeUnknown => {
                "It is not known whether the thing was done. Read its state before doing anything \
                 again; never send it a second time."
            }
            Self::Timeout => {
                "The time allowed for the request is over. Ask for less, or again: what has been \
                 fetched meanwhile is held."
            }
            Self::Internal => {
                "A fault of this program. It is logged under the `requestId`; tell it to the \
                 operator."
            }
        }
    }
}

/// A failure of a use case.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}: {public}", code.as_str())]
pub struct Error {
    /// Stable code.
    pub code: Code,
    /// What the client reads. Built from constants and typed values only.
    pub public: String,
    /// When asking again makes sense.
    pub retry_after: Option<Duration>,
    /// What happened, for the log.
    #[source]
    pub cause: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// A failure with a public text and no cause behind it.
    pub fn new(code: Code, public: impl Into<String>) -> Self {
        Self { code, public: public.into(), retry_after: None, cause: None }
    }

    /// What the caller sent is wrong; `public` says what and what would be right.
    pub fn bad_input(public: impl Into<String>) -> Self {
        Self::new(Code::BadInput, public)
    }

    /// No such thing, or none the caller may know of.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "not found")
    }

    /// A fault of this program, with its cause for the log.
    pub fn internal(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self {
            code: Code::Internal,
            public: "a fault of the gateway; it is logged under the request id".to_owned(),
            retry_after: None,
            cause: Some(Arc::new(cause)),
        }
    }
}
