//! The twenty regions, and the republic-level courts as one more.

use std::fmt;
use std::sync::Arc;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::language::Text;

/// Code of a region: `kz-` and its KATO, such as `kz-75`; `kz-republic` for republic-level courts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegionCode(Arc<str>);

impl RegionCode {
    /// Wraps a code that is already known to be one.
    pub fn new(code: impl AsRef<str>) -> Self {
        Self(code.as_ref().into())
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Code.
    pub code: RegionCode,
    /// Code in the classifier of administrative-territorial objects; none for the republic level.
    pub kato: Option<String>,
    /// The two digits its case numbers begin with. Not KATO for Turkistan and Shymkent.
    pub number_prefix: u8,
    /// Name.
    pub name: Text,
    /// What it is.
    pub kind: RegionKind,
    /// Year of creation, for those created in 2022.
    pub created: Option<i32>,
    /// Zone of the region; since 1 March 2024 all of them are UTC+5.
    pub time_zone: Tz,
    /// Id of the region in the lists of office.sud.kz. The republic level is listed under Astana.
    pub office_id: u16,
}

/// What a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RegionKind {
    /// An oblys.
    Region,
    /// The capital.
    Capital,
    /// A city of republican significance.
    City,
    /// Not a territory: the courts of the whole republic.
    Republic,
}
