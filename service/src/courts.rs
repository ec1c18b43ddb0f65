//! The courts this process knows: the directory, and what registries told of their own.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, Utc};
use domain::case_number::CaseNumber;
use domain::court::{Court, Directory, Region, RegionCode};
use domain::key::CourtCode;

/// The courts. Those of the directory never change; those of registries are added as they are met.
pub struct Courts {
    directory: &'static Directory,
    met: RwLock<HashMap<CourtCode, Arc<Court>>>,
}

impl Courts {
    /// The courts of Kazakhstan.
    pub fn new() -> Self {
        Self { directory: Directory::kazakhstan(), met: RwLock::default() }
    }

    /// Adds courts of registries; one of the directory stays as it is.
    pub fn meet(&self, courts: impl IntoIterator<Item = Court>) {
        let mut met = self.met.write().unwrap_or_else(PoisonError::into_inner);
        for court in courts {
            if self.directory.court(&court.code).is_none() {
                met.insert(court.code.clone(), Arc::new(court));
            }
        }
    }

    /// The court with this code.
    pub fn court(&self, code: &CourtCode) -> Option<Court> {
        if let Some(court) = self.directory.court(code) {
            return Some(court.clone());
        }
        let met = self.met.read().unwrap_or_else(PoisonError::into_inner);
        met.get(code).map(|court| Court::clone(court))
    }

    /// Whether a court with this code is known.
    pub fn knows(&self, code: &CourtCode) -> bool {
        self.directory.court(code).is_some()
            || self.met.read().unwrap_or_else(PoisonError::into_inner).contains_key(code)
    }

    /// The court that a number names, where the directory knows it.
    pub fn of_number(&self, number: &CaseNumber) -> Option<CourtCode> {
        self.directory.court_of(number).map(|court| court.code.clone())
    }

    /// The region with this code.
    pub fn region(&self, code: &RegionCode) -> Option<Region> {
        self.directory.region(code).cloned()
    }

    /// The day it is at the court; where the court is not known, in Kazakhstan.
    pub fn today(&self, code: &CourtCode, now: DateTime<Utc>) -> NaiveDate {
        let zone = self.court(code).map_or(chrono_tz::Asia::Almaty, |court| court.time_zone);
        now.with_timezone(&zone).date_naive()
    }
}

impl Default for Courts {
    fn default() -> Self {
        Self::new()
    }
}
