//! The courts of the world: those of the directory, as far as cases of the world come before them.

use std::collections::{HashMap, HashSet};

use domain::court::{CourtKind, Directory};
use domain::key::CourtCode;
use domain::language::Text;

use crate::chance::Chance;

/// A court of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Court {
    /// Our code.
    pub code: CourtCode,
    /// The four digits its case numbers begin with.
    pub number_code: String,
    /// Name.
    pub name: Text,
    /// What it hears.
    pub kind: Kind,
    /// The two digits of its region.
    pub region: String,
    /// Its place in the list.
    pub seat: u64,
}

/// What a court hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Cases of all kinds, first instance.
    General,
    /// Civil cases.
    Civil,
    /// Criminal cases.
    Criminal,
    /// Disputes of entrepreneurs.
    Economic,
    /// Public-law disputes.
    Administrative,
    /// Administrative offences.
    Offence,
    /// Cases of the young.
    Juvenile,
    /// Appeals of a region.
    Regional,
    /// Cassation in civil cases.
    CassationCivil,
    /// Cassation in criminal cases and cases of offences.
    CassationCriminal,
    /// Cassation in administrative cases.
    CassationAdministrative,
    /// Courts before which no case of the world comes.
    Other,
}

impl Kind {
    /// The kind of a case that comes before such a court.
    pub(crate) fn draw(self, chance: &mut Chance) -> &'static str {
        let kinds = ["CIVIL", "CRIMINAL", "ADMINISTRATIVE_OFFENCE", "ADMINISTRATIVE"];
        let weights = match self {
            Self::General => [70, 15, 15, 0],
            Self::Criminal => [0, 1, 0, 0],
            Self::Administrative => [0, 0, 0, 1],
            Self::Offence => [0, 0, 1, 0],
            _ => [1, 0, 0, 0],
        };
        kinds.get(chance.weighted(&weights)).copied().unwrap_or("CIVIL")
    }
}

/// Courts with boards that are never empty, for the demo.
const BUSY: [(&str, u32); 3] = [("kz-7194", 200), ("kz-7517", 320), ("kz-7594", 120)];

impl Court {
    /// How many cases begin here, as compared to others.
    pub(crate) fn weight(&self) -> u32 {
        if let Some((_, weight)) = BUSY.iter().find(|(code, _)| self.code.as_str() == *code) {
            return *weight;
        }
        match self.kind {
            Kind::General | Kind::Juvenile => 3,
            Kind::Civil | Kind::Economic => 12,
            Kind::Administrative => 14,
            Kind::Criminal | Kind::Offence => 5,
            _ => 0,
        }
    }

    /// The court that hears appeals against its acts.
    pub(crate) fn appeals_to<'a>(&self, courts: &'a [Self]) -> Option<&'a Self> {
        courts.iter().find(|court| court.kind == Kind::Regional && court.region == self.region)
    }

    /// True for the court of cassation in cases of this kind.
    pub(crate) fn hears_cassation(&self, kind: &str) -> bool {
        self.kind
            == match kind {
                "CRIMINAL" | "ADMINISTRATIVE_OFFENCE" => Kind::CassationCriminal,
                "ADMINISTRATIVE" => Kind::CassationAdministrative,
                _ => Kind::CassationCivil,
            }
    }
}

/// Every court of the world: those of the directory that sit in a region.
///
/// The directory does not know the four digits of most district courts. Synthetic case numbers
/// need some, so such a court gets digits of its region that no known court has; they mean nothing
/// outside this world.
pub fn all() -> Vec<Court> {
    let directory = Directory::kazakhstan();
    let taken: HashSet<u16> =
        directory.courts().iter().filter_map(|court| court.number_code).collect();
    let mut given = HashMap::new();
    let mut courts = Vec::new();
    for court in directory.courts() {
        let region = court.region.as_ref().and_then(|code| directory.region(code));
        let (Some(region), None) = (region, court.valid_to) else { continue };
        let first = u16::from(region.number_prefix) * 100 + 20;
        let digits = court.number_code.unwrap_or_else(|| {
            let next = given.entry(region.number_prefix).or_insert(first);
            while taken.contains(next) {
                *next += 1;
            }
            *next += 1;
            *next - 1
        });
        courts.push(Court {
            code: court.code.clone(),
            number_code: format!("{digits:04}"),
            name: court.name.clone(),
            kind: kind(court.kind),
            region: format!("{:02}", region.number_prefix),
            seat: courts.len() as u64,
        });
    }
    courts
}

fn kind(kind: CourtKind) -> Kind {
    match kind {
        CourtKind::DistrictGeneral => Kind::General,
        CourtKind::DistrictCivil | CourtKind::InterdistrictCivil => Kind::Civil,
        CourtKind::DistrictCriminal
        | CourtKind::InterdistrictCriminal
        | CourtKind::SpecialisedCriminal => Kind::Criminal,
        CourtKind::Economic => Kind::Economic,
        CourtKind::Administrative => Kind::Administrative,
        CourtKind::AdministrativeOffence => Kind::Offence,
        CourtKind::Juvenile => Kind::Juvenile,
        CourtKind::Regional => Kind::Regional,
        CourtKind::CassationCivil => Kind::CassationCivil,
        CourtKind::CassationCriminal => Kind::CassationCriminal,
        CourtKind::CassationAdministrative => Kind::CassationAdministrative,
        CourtKind::Supreme | CourtKind::Military | CourtKind::Investigating | CourtKind::Other => {
            Kind::Other
        }
    }
}
