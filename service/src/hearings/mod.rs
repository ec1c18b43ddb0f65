//! Use cases of hearings.

pub mod board;

use domain::case::Visibility;
use domain::hearing::Hearing;
use registry::capability::Part;
use uuid::Uuid;

use crate::cases::CaseView;
use crate::node_id::NodeId;

/// A hearing as one viewer sees it.
#[derive(Clone)]
pub struct HearingView {
    /// The hearing.
    pub hearing: Hearing,
    /// The case, where the list names one and the viewer may know it.
    pub case: Option<CaseView>,
    /// Its row in our own tables, where it came from there.
    pub row: Option<Uuid>,
    /// Whether the session is closed to the public.
    pub closed_session: bool,
}

impl HearingView {
    /// A hearing of a case that the viewer is reading.
    pub fn of_case(case: &CaseView, hearing: Hearing) -> Self {
        let closed = |visibility| visibility != Visibility::Public;
        let closed_session = closed(hearing.visibility) || closed(case.case().visibility);
        Self { hearing, case: Some(case.clone()), row: None, closed_session }
    }

    /// Under which id it can be fetched again.
    pub fn node_id(&self) -> NodeId {
        match (&self.case, self.row) {
            (Some(case), _) => NodeId::Part {
                part: Part::Hearings,
                case: case.case().key.clone(),
                key: self.hearing.key.clone(),
            },
            (None, row) => NodeId::BoardRow(row.unwrap_or_default()),
        }
    }
}
