//! Courts and regions, and the directory that finds them.
//!
//! *Enter by* [`Directory::kazakhstan`]; courts of other systems join it by [`Directory::with`].
//!
//! Our [`CourtCode`] is the only name other rooms use. Every court system has names and numbers of
//! its own for the same court; they are [`ExternalId`]s, resolved at the edge and nowhere else.
//!
//! A Kazakh code is `kz-` and the four digits of the court's case numbers where they are known
//! (`kz-7599`), else `kz-office-` and its id in the oldest portal (`kz-office-79`). The three
//! cassation courts are one row of that portal and, as far as known, share the digits 6003. They
//! are `kz-6003-civil`, `kz-6003-criminal` and `kz-6003-administrative`: the known digits, and what
//! the court hears. Giving `kz-6003` itself to one of them would hand it the cases of the others;
//! so nothing is called that, and [`Directory::court_of`] tells them apart by kind of case.
//!
//! To add a court or a number that became known, edit `data/courts.csv`; a code that was given out
//! stays, what became known goes to `number_code` beside it.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::case_number::KindIndex;
use crate::key::CourtCode;
use crate::language::Text;

mod directory;
mod read;
mod region;
mod search;
#[cfg(test)]
mod tests;

pub use directory::{Directory, DirectoryError};
pub use region::{Region, RegionCode, RegionKind};

/// The system of external ids of office.sud.kz.
pub const OFFICE_SUD_KZ: &str = "office.sud.kz";
/// The system of external ids of portal-sot.kz.
pub const PORTAL_SOT_KZ: &str = "portal-sot.kz";

/// A court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Court {
    /// Code, unique over all registries.
    pub code: CourtCode,
    /// Name.
    pub name: Text,
    /// Instance the court is of, where known.
    pub level: Option<CourtLevel>,
    /// What the court hears.
    pub kind: CourtKind,
    /// Region it sits in; none for military courts and for courts of other countries.
    pub region: Option<RegionCode>,
    /// The four digits in its case numbers, where known. Courts may share them.
    pub number_code: Option<u16>,
    /// What court systems call it; there may be several of one system.
    pub external_ids: Vec<ExternalId>,
    /// Other names people use.
    pub aliases: Vec<String>,
    /// First day of the court, where known.
    pub valid_from: Option<NaiveDate>,
    /// Last day of a court that was abolished.
    pub valid_to: Option<NaiveDate>,
    /// Zone in which its days and hours are counted.
    pub time_zone: Tz,
}

impl Court {
    /// A court of which only code, name and zone are known, as registries of other countries
    /// give them.
    pub fn new(code: CourtCode, name: Text, time_zone: Tz) -> Self {
        Self {
            code,
            name,
            level: None,
            kind: CourtKind::Other,
            region: None,
            number_code: None,
            external_ids: Vec::new(),
            aliases: Vec::new(),
            valid_from: None,
            valid_to: None,
            time_zone,
        }
    }

    /// True where the court existed on `day`, as far as its dates are known.
    pub fn existed_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// The court's id in `system`; the first where there are several.
    pub fn external_id(&self, system: &str) -> Option<&str> {
        let mut ids = self.external_ids.iter();
        ids.find(|external| external.system == system).map(|external| external.id.as_str())
    }
}

/// What a court system calls a court.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ExternalId {
    /// The court system: its host name or the code of its registry.
    pub system: String,
    /// The id in that system.
    pub id: String,
}

/// The instance a court is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CourtLevel {
    /// District, city, inter-district courts.
    First,
    /// Regional courts and the Military Court.
    Appeal,
    /// Cassation courts, since 1 July 2025.
    Cassation,
    /// The Supreme Court.
    Supreme,
}

impl CourtLevel {
    /// Code of [`CodeList::Instance`](crate::coded::CodeList::Instance).
    pub fn code(self) -> &'static str {
        match self {
            Self::First => "FIRST",
            Self::Appeal => "APPEAL",
            Self::Cassation => "CASSATION",
            Self::Supreme => "SUPREME",
        }
    }
}

/// What a court hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CourtKind {
    /// The Supreme Court.
    Supreme,
    /// Cassation court for civil cases.
    CassationCivil,
    /// Cassation court for criminal cases.
    CassationCriminal,
    /// Cassation court for administrative cases.
    CassationAdministrative,
    /// Regional and equal courts.
    Regional,
    /// Military courts (CPC 27(2)).
    Military,
    /// District and city courts of general jurisdiction.
    DistrictGeneral,
    /// District and city courts for civil cases.
    DistrictCivil,
    /// District and city courts for criminal cases.
    DistrictCriminal,
    /// Inter-district courts for civil cases.
    InterdistrictCivil,
    /// Inter-district courts for criminal cases.
    InterdistrictCriminal,
    /// Specialised economic courts (CPC 27(1)).
    Economic,
    /// Specialised administrative courts (APPC 102).
    Administrative,
    /// Specialised courts for administrative offences.
    AdministrativeOffence,
    /// Juvenile courts (CPC 27(3)).
    Juvenile,
    /// Specialised courts for grave criminal cases.
    SpecialisedCriminal,
    /// Investigating courts.
    Investigating,
    /// Anything else, and courts of other countries.
    Other,
}

impl CourtKind {
    /// False where a court of this kind never hears cases with this index. Tells apart courts
    /// that share the digits of their case numbers, and claims no more.
    fn may_hear(self, index: KindIndex) -> bool {
        match self {
            Self::CassationCivil => index == KindIndex::CIVIL,
            Self::CassationCriminal => index == KindIndex::CRIMINAL,
            Self::CassationAdministrative => index == KindIndex::ADMINISTRATIVE,
            Self::Supreme
            | Self::Regional
            | Self::Military
            | Self::DistrictGeneral
            | Self::DistrictCivil
            | Self::DistrictCriminal
            | Self::InterdistrictCivil
            | Self::InterdistrictCriminal
            | Self::Economic
            | Self::Administrative
            | Self::AdministrativeOffence
            | Self::Juvenile
            | Self::SpecialisedCriminal
            | Self::Investigating
            | Self::Other => true,
        }
    }
}
