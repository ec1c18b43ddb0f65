//! Pages of other sites: what a browser may send for them without asking, and CORS.

use crate::support::{JSON, gateway};

#[tokio::test]
async fn a_plain_link_of_another_site_is_refused_and_everything_else_is_not() {
    let gateway = gateway("").await;
    let ask = |headers: &[(&'static str, &'static str)]| {
        let mut request = gateway.get("/graphql?query=%7B__typename%7D");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        gateway.send(request)
    };
    let image = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")];
    let told = ask(&image).await.refusal(403, "FORBIDDEN");
    assert!(told[0].contains("GraphQL-Require-Preflight"), "{told:?}");
    let link = [("sec-fetch-site", "same-site"), ("sec-fetch-mode", "navigate")];
    ask(&link).await.refusal(403, "FORBIDDEN");
    for good in [
        vec![],
        vec![("accept", JSON)],
        vec![("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors")],
        vec![("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")],
        vec![("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "cors")],
        vec![image[0], image[1], ("graphql-require-preflight", "1")],
    ] {
        assert_eq!(ask(&good).await.status, 200, "{good:?}");
    }
}

#[tokio::test]
async fn cors_is_shut_by_default_and_open_to_named_origins_alone() {
    let ask = |gateway: &crate::support::Gateway, origin: &'static str| {
        let url = gateway.running.url("/graphql");
        let preflight = gateway.client.request(reqwest::Method::OPTIONS, url);
        gateway.client.execute(
            preflight
                .header("origin", origin)
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "content-type, authorization")
                .build()
                .unwrap(),
        )
    };
    let allowed = |response: &reqwest::Response| {
        let value = response.headers().get("access-control-allow-origin")?;
        Some(value.to_str().unwrap().to_owned())
    };
    let shut = gateway("").await;
    assert_eq!(allowed(&ask(&shut, "https://front.example").await.unwrap()), None);
    let open = gateway("http.cors_origins = [\"https://front.example\"]").await;
    let good = ask(&open, "https://front.example").await.unwrap();
    assert_eq!(allowed(&good).as_deref(), Some("https://front.example"));
    let headers = good.headers()["access-control-allow-headers"].to_str().unwrap();
    assert!(headers.contains("authorization") && headers.contains("content-type"));
    assert_eq!(allowed(&ask(&open, "https://other.example").await.unwrap()), None);
    let all = gateway("http.cors_origins = [\"*\"]").await;
    assert_eq!(allowed(&ask(&all, "https://x.example").await.unwrap()).as_deref(), Some("*"));
}
