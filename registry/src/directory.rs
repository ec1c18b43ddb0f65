//! Which court information system is asked for which court.

use std::sync::Arc;

use domain::key::{CourtCode, RegistryCode};

use crate::capability::{Listing, Part};
use crate::port::Registry;

/// Every court information system the program knows, in the order of the configuration.
#[derive(Clone, Default)]
pub struct Directory {
    registries: Arc<Vec<Arc<dyn Registry>>>,
}

impl Directory {
    /// A directory of these registries.
    pub fn new(registries: Vec<Arc<dyn Registry>>) -> Self {
        Self { registries: Arc::new(registries) }
    }

    /// Every registry.
    pub fn all(&self) -> impl Iterator<Item = &Arc<dyn Registry>> {
        self.registries.iter()
    }

    /// The registry with this code.
    pub fn get(&self, code: &RegistryCode) -> Option<&Arc<dyn Registry>> {
        self.all().find(|registry| registry.capability().registry == *code)
    }

    /// The registries that hold heads of cases of a court; several where more than one does.
    pub fn for_case(&self, court: &CourtCode) -> Vec<&Arc<dyn Registry>> {
        self.of(court, |registry| registry.capability().cases)
    }

    /// The registries that hold heads of cases, for a look-up that names no court.
    pub fn for_any_case(&self) -> Vec<&Arc<dyn Registry>> {
        self.all().filter(|registry| registry.capability().cases).collect()
    }

    /// The registries that serve a part for cases of a court, be it alone or with the case.
    pub fn for_part(&self, court: &CourtCode, part: Part) -> Vec<&Arc<dyn Registry>> {
        self.of(court, |registry| {
            let can = registry.capability();
            can.parts.contains(&part) || can.parts_with_case.contains(&part)
        })
    }

    /// The registries that can be read through a list.
    pub fn for_listing(&self, listing: Listing) -> Vec<&Arc<dyn Registry>> {
        self.all().filter(|registry| registry.capability().listings.contains(&listing)).collect()
    }

    fn of(
        &self,
        court: &CourtCode,
        can: impl Fn(&dyn Registry) -> bool,
    ) -> Vec<&Arc<dyn Registry>> {
        self.all()
            .filter(|registry| {
                registry.capability().courts.contain(court) && can(registry.as_ref())
            })
            .collect()
    }
}
