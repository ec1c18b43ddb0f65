//! A budget of points for every client: principal, else address.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use access::Principal;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use graphql::execute::{Budget, Meter, Overdrawn};

use crate::config;

/// After so many charges those clients are forgotten whose budget is full again.
const FORGET_EVERY: u32 = 4096;

/// Who pays.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Client {
    Principal(String),
    Address(IpAddr),
}

impl Client {
    pub(super) fn new(principal: &Principal, address: IpAddr) -> Self {
        match (&principal.id, address) {
            (Some(id), _) => Self::Principal(id.clone()),
            // One line of one household or firm has a whole /64 to choose addresses from.
            (None, IpAddr::V6(address)) => {
                let network = address.to_bits() & !u128::from(u64::MAX);
                Self::Address(IpAddr::V6(Ipv6Addr::from_bits(network)))
            }
            (None, address @ IpAddr::V4(_)) => Self::Address(address),
        }
    }
}

type Limiter =
    RateLimiter<Client, DashMapStateStore<Client>, DefaultClock, StateInformationMiddleware>;

/// The budgets of all clients.
pub(super) struct Budgets {
    limiter: Limiter,
    clock: DefaultClock,
    terms: config::Budget,
    charges: AtomicU32,
}

impl Budgets {
    pub(super) fn new(terms: config::Budget) -> Self {
        let at_least_one = |points| NonZeroU32::new(points).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(at_least_one(terms.points_per_second))
            .allow_burst(at_least_one(terms.points));
        let clock = DefaultClock::default();
        let limiter = RateLimiter::dashmap_with_clock(quota, clock.clone())
            .with_middleware::<StateInformationMiddleware>();
        Self { limiter, clock, terms, charges: AtomicU32::new(0) }
    }

    fn charge(&self, client: &Client, cost: u32) -> Result<Budget, Overdrawn> {
        let charges = self.charges.fetch_add(1, Ordering::Relaxed);
        if charges % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
        }
        let budget = |available| Budget {
            capacity: self.terms.points,
            available,
            restore_per_second: self.terms.points_per_second,
        };
        let cost = NonZeroU32::new(cost).unwrap_or(NonZeroU32::MIN);
        match self.limiter.check_key_n(client, cost) {
            Ok(Ok(state)) => Ok(budget(state.remaining_burst_capacity())),
            Ok(Err(not_until)) => {
                let wait = not_until.wait_time_from(self.clock.now());
                let per_second = u128::from(self.terms.points_per_second);
                let missing = wait.as_millis().saturating_mul(per_second).div_ceil(1000);
                let missing = u32::try_from(missing).unwrap_or(u32::MAX).max(1);
                let available = cost.get().saturating_sub(missing);
                Err(Overdrawn { retry_after: Some(wait), budget: budget(available) })
            }
            Err(_never) => Err(Overdrawn { retry_after: None, budget: budget(self.terms.points) }),
        }
    }
}

/// The purse of one client.
pub(super) struct Purse {
    pub budgets: Arc<Budgets>,
    pub client: Client,
}

impl Meter for Purse {
    fn charge(&self, cost: u32) -> Result<Option<Budget>, Overdrawn> {
        self.budgets.charge(&self.client, cost).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_pays_for_itself() {
        let terms = config::Budget { points: 100, points_per_second: 1 };
        let budgets = Budgets::new(terms);
        let one = Client::new(&Principal::anyone(), [192, 0, 2, 1].into());
        let other = Client::new(&Principal::anyone(), [192, 0, 2, 2].into());
        assert_eq!(budgets.charge(&one, 80).unwrap().available, 20);
        let refused = budgets.charge(&one, 50).unwrap_err();
        assert_eq!(refused.budget.available, 20);
        let wait = refused.retry_after.unwrap();
        assert!(wait.as_secs_f64() > 28.0 && wait.as_secs_f64() <= 30.0, "{wait:?}");
        assert!(budgets.charge(&other, 50).is_ok());
        assert!(budgets.charge(&one, 101).unwrap_err().retry_after.is_none());
    }

    #[test]
    fn neighbours_in_one_network_are_one_client() {
        let client = |text: &str| Client::new(&Principal::anyone(), text.parse().unwrap());
        assert_eq!(client("2001:db8::1"), client("2001:db8::ffff:1"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        let known = Principal { id: Some("bank".into()), ..Principal::anyone() };
        let from = |text: &str| Client::new(&known, text.parse().unwrap());
        assert_eq!(from("192.0.2.1"), from("192.0.2.2"));
    }
}
