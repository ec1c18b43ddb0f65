//! Use cases of hearings.

pub mod board;

use domain::case::Visibility;
use domain::hearing::Hearing;
use registry::capability::Part;

use crate::cases::CaseView;
use crate::node_id::NodeId;

/// A hearing as one viewer sees it.
#[derive(Clone)]
pub struct HearingView {
    /// The hearing.
    pub hearing: Hearing,
    /// The case, where the list names one and the viewer may know it.
    pub case: Option<CaseView>,
    /// Under which id it can be fetched again.
    pub node_id: NodeId,
    /// Whether the session is closed to the public.
    pub closed_session: bool,
}

impl HearingView {
    /// A hearing of a case that the viewer is reading.
    pub fn of_case(case: &CaseView, hearing: Hearing) -> Self {
        let closed = |visibility| visibility != Visibility::Public;
        let closed_session = closed(hearing.visibility) || closed(case.case().visibility);
        let node_id = node_id(case, &hearing);
        Self { hearing, case: Some(case.clone()), node_id, closed_session }
    }
}

/// The id of a hearing within its case.
pub(crate) fn node_id(case: &CaseView, hearing: &Hearing) -> NodeId {
    NodeId::Part { part: Part::Hearings, case: case.case().key.clone(), key: hearing.key.clone() }
}
