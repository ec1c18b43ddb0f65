//! Making a simulated court system misbehave, on purpose and repeatably.
//!
//! *Invariant:* a rule fires by the number of requests it has seen, never by chance or by clock.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// One way to misbehave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// Answer later by so many milliseconds, on top of the latency.
    Delay {
        /// Milliseconds.
        millis: u64,
    },
    /// Take the request and never answer.
    Hang,
    /// Answer with this status and a page of the web server, not of the application.
    Status {
        /// HTTP status.
        status: u16,
        /// `Retry-After`, in seconds.
        #[serde(default)]
        retry_after_seconds: Option<u64>,
    },
    /// Drop the connection before any answer.
    Reset,
    /// 200 with bytes that are no JSON, under the media type of JSON.
    Garbage,
    /// 200 with a log-in page.
    LoginPage,
    /// 200 with the first half of the JSON, as a proxy that gave up leaves it.
    Truncated,
    /// Drop the connection in the middle of the body.
    CutOff,
    /// 200 with an empty list, and without the mark of a genuine empty answer.
    EmptyList,
}

/// When and where a fault fires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Requests whose path begins so; all where empty.
    #[serde(default)]
    pub path: String,
    /// What happens.
    pub fault: Fault,
    /// Fire on the first so many matching requests only.
    #[serde(default)]
    pub times: Option<u64>,
    /// Fire on each so-manieth matching request; 1 is each.
    #[serde(default = "every_one")]
    pub every: u64,
}

fn every_one() -> u64 {
    1
}

impl Rule {
    /// A rule for each request.
    pub fn always(fault: Fault) -> Self {
        Self { path: String::new(), fault, times: None, every: 1 }
    }

    /// The same rule for requests whose path begins so.
    #[must_use]
    pub fn on(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// The same rule for the first so many matching requests.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }
}

/// Handle to the faults of one server. Clones share the rules.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    rules: Arc<Mutex<Vec<(Rule, u64)>>>,
}

impl Faults {
    /// Adds a rule; of several that match a request the oldest that fires wins.
    pub fn add(&self, rule: Rule) {
        self.with(|rules| rules.push((rule, 0)));
    }

    /// Replaces all rules by one for each request.
    pub fn set(&self, fault: Fault) {
        self.with(|rules| *rules = vec![(Rule::always(fault), 0)]);
    }

    /// Takes all rules away.
    pub fn clear(&self) {
        self.with(Vec::clear);
    }

    /// The rules in force.
    pub fn rules(&self) -> Vec<Rule> {
        self.with(|rules| rules.iter().map(|(rule, _)| rule.clone()).collect())
    }

    /// The fault that fires on this request, if any.
    pub fn strike(&self, path: &str) -> Option<Fault> {
        self.with(|rules| {
            let mut struck = None;
            for (rule, seen) in rules.iter_mut() {
                if !path.starts_with(rule.path.as_str()) {
                    continue;
                }
                *seen += 1;
                let in_turn = (*seen).is_multiple_of(rule.every.max(1));
                let in_time = rule.times.is_none_or(|times| *seen <= times);
                if in_turn && in_time && struck.is_none() {
                    struck = Some(rule.fault.clone());
                }
            }
            struck
        })
    }

    fn with<T>(&self, change: impl FnOnce(&mut Vec<(Rule, u64)>) -> T) -> T {
        change(&mut self.rules.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The delay of a fault that only delays.
pub(crate) fn delay(fault: &Fault) -> Option<Duration> {
    match fault {
        Fault::Delay { millis } => Some(Duration::from_millis(*millis)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fires_on_its_path_and_as_often_as_told() {
        let faults = Faults::default();
        faults.add(Rule::always(Fault::Hang).on("/a").times(2));
        assert_eq!(faults.strike("/b"), None);
        assert_eq!(faults.strike("/a/1"), Some(Fault::Hang));
        assert_eq!(faults.strike("/a/2"), Some(Fault::Hang));
        assert_eq!(faults.strike("/a/3"), None);
    }

    #[test]
    fn fires_on_each_third_request() {
        let faults = Faults::default();
        faults.add(Rule { every: 3, ..Rule::always(Fault::Reset) });
        let struck: Vec<_> = (0..6).map(|_| faults.strike("/").is_some()).collect();
        assert_eq!(struck, [false, false, true, false, false, true]);
    }

    #[test]
    fn a_rule_reads_from_json_and_refuses_what_it_does_not_know() {
        let rule: Rule =
            serde_json::from_str(r#"{"path":"/x","fault":{"kind":"delay","millis":5}}"#).unwrap();
        assert_eq!(rule, Rule::always(Fault::Delay { millis: 5 }).on("/x"));
        assert!(serde_json::from_str::<Rule>(r#"{"fault":{"kind":"explode"}}"#).is_err());
    }
}
