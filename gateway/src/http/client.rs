//! Who is at the other end: principal by credential, address by trust.

use std::net::{IpAddr, SocketAddr};

use access::Principal;
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use service::Code;
use subtle::ConstantTimeEq;

use super::read::Rejected;
use crate::config::{Network, Secret};

/// Tokens and whose they are.
#[derive(Debug, Clone, Default)]
pub struct Tokens(Vec<(Secret, Principal)>);

impl Tokens {
    /// Accepts each of `tokens` for its principal.
    pub fn new(tokens: impl IntoIterator<Item = (Secret, Principal)>) -> Self {
        Self(tokens.into_iter().collect())
    }

    /// The same with `more` besides.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// The principal of `token`; every token is compared, in a time that tells nothing.
    fn find(&self, token: &str) -> Option<&Principal> {
        let mut found = None;
        for (known, principal) in &self.0 {
            if bool::from(known.expose().as_bytes().ct_eq(token.as_bytes())) {
                found = Some(principal);
            }
        }
        found
    }
}

/// Who asks: the owner of the bearer token, nobody in particular without one.
pub(super) fn principal(headers: &HeaderMap, tokens: &Tokens) -> Result<Principal, Rejected> {
    let Some(value) = headers.get(AUTHORIZATION) else { return Ok(Principal::anyone()) };
    let refused =
        |message: &str| Rejected::new(StatusCode::UNAUTHORIZED, Code::Unauthenticated, message);
    let token = value
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(|| refused("the header must be Authorization: Bearer <token>"))?;
    tokens
        .find(token)
        .cloned()
        .ok_or_else(|| refused("the token is not known here; leave it out to ask as nobody"))
}

/// The client's address: the peer's, or what trusted proxies say of whom they speak for.
pub(super) fn address(peer: SocketAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let believed = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut address = peer.ip().to_canonical();
    // The list grows to the right: each trusted proxy vouches for the one to the left of it.
    let told = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect::<Vec<_>>();
    for step in told.into_iter().rev() {
        if !believed(address) {
            break;
        }
        match step.parse::<IpAddr>() {
            Ok(next) => address = next.to_canonical(),
            Err(_) => break,
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let text = "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]";
        let trusted = Sources::of_text(text).load().unwrap().server.trusted_proxies;
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        address(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("192.0.2.1:5", &[]), "192.0.2.1");
        assert_eq!(seen("192.0.2.1:5", &["203.0.113.9"]), "192.0.2.1");
        assert_eq!(seen("10.0.0.1:5", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1:5", &["6.6.6.6, 203.0.113.9, 10.9.9.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1:5", &["6.6.6.6", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1:5", &["nonsense"]), "10.0.0.1");
        assert_eq!(seen("[::1]:5", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(seen("[::ffff:10.0.0.1]:5", &["203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn a_credential_that_is_not_good_is_not_taken_for_none() {
        let clerk = Principal { id: Some("clerk".into()), ..Principal::anyone() };
        let tokens = Tokens::new([(Secret::new("good"), clerk)]);
        let ask = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, value.parse().unwrap());
            principal(&headers, &tokens).map(|principal| principal.id)
        };
        assert_eq!(ask("Bearer good").unwrap().as_deref(), Some("clerk"));
        assert_eq!(ask("bearer  good").unwrap().as_deref(), Some("clerk"));
        for value in ["Bearer bad", "Basic good", "good", "Bearer "] {
            assert_eq!(ask(value).unwrap_err().status, Some(StatusCode::UNAUTHORIZED), "{value}");
        }
        assert_eq!(principal(&HeaderMap::new(), &tokens).unwrap(), Principal::anyone());
    }
}
