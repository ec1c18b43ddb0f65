//! The directory of courts: look-ups by code, external id, case number, region and name.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use thiserror::Error;

use super::search::{self, Names};
use super::{Court, Region, RegionCode, read};
use crate::case_number::CaseNumber;
use crate::key::CourtCode;

/// Courts of all registries, and the regions.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    regions: Vec<Region>,
    courts: Vec<Court>,
    names: Vec<Names>,
    by_code: HashMap<CourtCode, usize>,
    by_external: HashMap<String, HashMap<String, Vec<usize>>>,
    by_number: HashMap<u16, Vec<usize>>,
}

/// Why courts cannot join the directory.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DirectoryError {
    /// Two courts of one code.
    #[error("court code `{code}` is taken; the code of a court is unique over all registries")]
    CodeTaken {
        /// The code.
        code: CourtCode,
    },
    /// A court that ends before it begins.
    #[error("court `{code}` is valid from {from} to {to}; the last day cannot be before the first")]
    EndsBeforeItBegins {
        /// The court.
        code: CourtCode,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
}

static KAZAKHSTAN: LazyLock<Directory> = LazyLock::new(|| {
    let regions = read::regions();
    let courts = read::courts(&regions);
    let directory = Directory { regions, ..Directory::default() };
    directory.with(courts).expect("codes in the compiled-in file are unique; a test counts them")
});

impl Directory {
    /// The courts of Kazakhstan.
    pub fn kazakhstan() -> &'static Self {
        &KAZAKHSTAN
    }

    /// This directory with more courts.
    ///
    /// # Errors
    ///
    /// A code that is taken, or dates in the wrong order; of none of the courts is anything kept
    /// then.
    pub fn with(mut self, courts: impl IntoIterator<Item = Court>) -> Result<Self, DirectoryError> {
        for court in courts {
            self.add(court)?;
        }
        Ok(self)
    }

    fn add(&mut self, court: Court) -> Result<(), DirectoryError> {
        if self.by_code.contains_key(&court.code) {
            return Err(DirectoryError::CodeTaken { code: court.code });
        }
        if let (Some(from), Some(to)) = (court.valid_from, court.valid_to)
            && to < from
        {
            return Err(DirectoryError::EndsBeforeItBegins { code: court.code, from, to });
        }
        let place = self.courts.len();
        self.by_code.insert(court.code.clone(), place);
        for external in &court.external_ids {
            let system = self.by_external.entry(external.system.clone()).or_default();
            system.entry(external.id.clone()).or_default().push(place);
        }
        if let Some(digits) = court.number_code {
            self.by_number.entry(digits).or_default().push(place);
        }
        self.names.push(Names::of(&court));
        self.courts.push(court);
        Ok(())
    }

    /// Every court, in the order they joined.
    pub fn courts(&self) -> &[Court] {
        &self.courts
    }

    /// The court with this code.
    pub fn court(&self, code: &CourtCode) -> Option<&Court> {
        self.courts.get(*self.by_code.get(code)?)
    }

    /// The courts `system` calls `id`: none, one, or the three cassation courts, which are one row
    /// of the portal.
    pub fn by_external_id(&self, system: &str, id: &str) -> Vec<&Court> {
        let places = self.by_external.get(system).and_then(|ids| ids.get(id));
        self.at(places)
    }

    /// The courts whose case numbers begin with these four digits.
    pub fn by_number_code(&self, digits: u16) -> Vec<&Court> {
        self.at(self.by_number.get(&digits))
    }

    fn at(&self, places: Option<&Vec<usize>>) -> Vec<&Court> {
        places.into_iter().flatten().filter_map(|place| self.courts.get(*place)).collect()
    }

    /// The court a case number names; none where its digits are not known, or where several courts
    /// share them and kind and year do not tell which.
    pub fn court_of(&self, number: &CaseNumber) -> Option<&Court> {
        let mut courts = self.by_number_code(number.court_digits());
        if courts.len() > 1 {
            courts.retain(|court| {
                court.kind.may_hear(number.kind()) && existed_in(court, number.year())
            });
        }
        match courts.as_slice() {
            [court] => Some(court),
            _ => None,
        }
    }

    /// The region a case number names; known even where the court is not.
    pub fn region_of(&self, number: &CaseNumber) -> Option<&Region> {
        self.regions.iter().find(|region| region.number_prefix == number.region_digits())
    }

    /// Every region, the republic level last.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The region with this code.
    pub fn region(&self, code: &RegionCode) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == *code)
    }

    /// The courts of a region.
    pub fn in_region<'a>(&'a self, code: &'a RegionCode) -> impl Iterator<Item = &'a Court> {
        self.courts.iter().filter(move |court| court.region.as_ref() == Some(code))
    }

    /// Courts by name or alias in any language, the best first, at most `limit`.
    ///
    /// Each word asked for begins a word of the name; letters of the Kazakh alphabet, capitals,
    /// dashes and the order of words do not matter.
    pub fn search(&self, text: &str, limit: usize) -> Vec<&Court> {
        let question = search::fold(text);
        if question.is_empty() {
            return Vec::new();
        }
        let named = self.courts.iter().zip(&self.names);
        let mut found: Vec<_> =
            named.filter_map(|(court, names)| Some((names.fit(&question)?, court))).collect();
        found.sort_by(|(a, left), (b, right)| a.cmp(b).then_with(|| left.code.cmp(&right.code)));
        found.into_iter().map(|(_, court)| court).take(limit).collect()
    }
}

/// True where the court existed on some day of `year`, as far as its dates are known.
fn existed_in(court: &Court, year: i32) -> bool {
    use chrono::Datelike as _;
    court.valid_from.is_none_or(|from| from.year() <= year)
        && court.valid_to.is_none_or(|to| year <= to.year())
}
