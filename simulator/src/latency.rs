//! How long a simulated court system thinks before it answers.

use std::time::Duration;

use crate::chance::Chance;

/// No answer takes longer than this by latency alone; slower ones are faults.
const LATENCY_MAX: Duration = Duration::from_millis(1_500);

/// Latency of one server.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Latency {
    /// None at all.
    None,
    /// The same for each request.
    Fixed(Duration),
    /// Log-normal, as real court systems are: most answers near the median, some far above it.
    LogNormal {
        /// Half of the answers come sooner.
        median: Duration,
        /// Spread of the logarithm; 0.5 puts the 95th percentile at about 2.3 medians.
        spread: f64,
    },
}

/// Latencies of the three simulated systems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LatencyProfile {
    /// E-filing cabinet.
    pub cabinet: Latency,
    /// Case management.
    pub torelik: Latency,
    /// Document archive.
    pub archive: Latency,
}

impl LatencyProfile {
    /// No latency, for tests that count requests.
    pub fn none() -> Self {
        Self::same(Latency::None)
    }

    /// The same latency for each request of each system.
    pub fn fixed(each: Duration) -> Self {
        Self::same(Latency::Fixed(each))
    }

    /// What the demo runs with: medians of 120, 200 and 300 ms with a long tail.
    pub fn demo() -> Self {
        let of = |millis| Latency::LogNormal { median: Duration::from_millis(millis), spread: 0.5 };
        Self { cabinet: of(120), torelik: of(200), archive: of(300) }
    }

    fn same(latency: Latency) -> Self {
        Self { cabinet: latency, torelik: latency, archive: latency }
    }
}

impl Latency {
    /// Latency of the request with this ordinal, for this seed.
    pub fn of_request(self, seed: u64, ordinal: u64) -> Duration {
        match self {
            Self::None => Duration::ZERO,
            Self::Fixed(each) => each,
            Self::LogNormal { median, spread } => {
                let factor = (Chance::of(seed, "latency", ordinal).normal() * spread).exp();
                median.mul_f64(factor.clamp(0.0, 1_000.0)).min(LATENCY_MAX)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_near_the_one_asked_for_and_the_tail_is_cut() {
        let latency = LatencyProfile::demo().torelik;
        let mut draws: Vec<_> = (0..2_000).map(|at| latency.of_request(7, at)).collect();
        draws.sort();
        let median = draws[1_000].as_millis();
        assert!((180..220).contains(&median), "median {median} ms");
        assert!(draws[1_999] <= LATENCY_MAX);
        assert!(draws[1_900] > draws[1_000] * 2, "a long tail");
    }

    #[test]
    fn the_same_seed_thinks_as_long() {
        let latency = LatencyProfile::demo().archive;
        assert_eq!(latency.of_request(1, 5), latency.of_request(1, 5));
        assert_ne!(latency.of_request(1, 5), latency.of_request(2, 5));
    }
}
