//! Credentials: none, good, bad.

use access::{Principal, PrincipalClass};
use gateway::config::Secret;
use gateway::{Options, Tokens};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};

use crate::support::{Answer, GRAPHQL, Gateway, JSON, gateway_with};

async fn ask(gateway: &Gateway, token: &str) -> Answer {
    let request = gateway.post("/graphql").header(AUTHORIZATION, token).header("accept", GRAPHQL);
    let body = "{\"query\":\"{__typename}\"}";
    gateway.send(request.header(CONTENT_TYPE, JSON).body(body)).await
}

#[tokio::test]
async fn a_bad_credential_is_refused_and_not_taken_for_none() {
    let clerk = Principal {
        id: Some("clerk".to_owned()),
        class: PrincipalClass::Court,
        ..Principal::anyone()
    };
    let tokens = Tokens::new([(Secret::new("good-token"), clerk)]);
    let options = Options { tokens, ..Options::default() };
    let gateway = gateway_with("mode = \"demo\"", options).await;
    assert_eq!(ask(&gateway, "Bearer good-token").await.status, 200);
    for bad in ["Bearer bad-token", "Bearer ", "Basic Z29vZC10b2tlbg==", "good-token"] {
        let refused = ask(&gateway, bad).await;
        let told = refused.refusal(401, "UNAUTHENTICATED");
        assert!(!told[0].contains("bad-token"), "{told:?}");
        assert_eq!(refused.header("www-authenticate"), Some("Bearer realm=\"tereze\""));
    }
}
