//! The gateway against a bare handler and against one hand-written statement, in one run.

#![expect(clippy::disallowed_methods, reason = "a measurement is set by its environment")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::time::Duration;

use anyhow::{Result, ensure};
use benches::child::{DATABASE, ROLE, Server};
use benches::load::{Shot, fire, once};
use benches::{bare, cpu, gateway_role, seed};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The operation clients send for a list, with all that is asked around it.
const SEARCH: &str = "query CaseSearch($filter: CaseFilter!, $lang: Language! = RU) { \
    cases(filter: $filter, orderBy: FILED_ON_DESC, first: 50) { totalCount totalCountExact \
    sources { registry state asOf complete reason } edges { cursor node { id number \
    title(lang: $lang) kind { code label(lang: $lang) } filedOn status { code label(lang: $lang) } \
    court { code name(lang: $lang) } source { registry state asOf } } } \
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";

const ROUNDS: usize = 5;

/// Seconds of a round, unless the environment says otherwise.
fn round_time() -> Duration {
    let seconds = std::env::var("TEREZE_BENCH_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(4))
}

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let database = std::env::var(DATABASE).unwrap_or_default();
    match std::env::var(ROLE).as_deref() {
        Ok("gateway") => runtime.block_on(gateway_role::serve(&database)),
        Ok("bare") => runtime.block_on(bare::serve(&database, seed::COURT)),
        _ => runtime.block_on(measure()),
    }
}

async fn measure() -> Result<()> {
    let database = tests::postgres::migrated::<migrations::Migrator>().await;
    seed::seed(&database.url).await?;
    let bare = Server::start("bare", &database.url)?;
    let gateway = Server::start("gateway", &database.url)?;
    let client = reqwest::Client::builder().no_proxy().build()?;

    let tiny = serde_json::json!({ "query": "{ __typename }" }).to_string();
    let search = serde_json::json!({
        "query": SEARCH, "variables": { "filter": { "court": seed::COURT } },
    });
    let at = |server: &Server, path: &str| format!("http://{}{path}", server.address);
    let graphql = at(&gateway, "/graphql");
    let page = Shot { url: graphql.clone(), body: Some(search.to_string()) };
    let by_hand = Shot { url: at(&bare, "/page"), body: None };
    same_page(&once(&client, &page).await?, &once(&client, &by_hand).await?)?;

    println!("CPU time a request (server and PostgreSQL), median of {ROUNDS} interleaved rounds");
    println!("| what | gateway | peer | ratio (peer / gateway) |");
    println!("|---|---|---|---|");
    let peer = Shot { url: at(&bare, "/static"), body: Some(tiny.clone()) };
    let tiny = Shot { url: graphql, body: Some(tiny) };
    compare("tiny query, bare handler", &client, (&gateway, &tiny), (&bare, &peer)).await?;
    compare("page of 50 cases, one statement", &client, (&gateway, &page), (&bare, &by_hand)).await
}

async fn compare(
    what: &str,
    client: &reqwest::Client,
    (gateway, ours): (&Server, &Shot),
    (bare, theirs): (&Server, &Shot),
) -> Result<()> {
    fire(client, ours, Duration::from_secs(1)).await?;
    fire(client, theirs, Duration::from_secs(1)).await?;
    let (mut our, mut their, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let one = cost(client, gateway, ours).await?;
        let other = cost(client, bare, theirs).await?;
        our.push(one);
        their.push(other);
        ratios.push(other / one);
    }
    let (our, their) = (median(&mut our), median(&mut their));
    println!("| {what} | {our:.0} µs | {their:.0} µs | **{:.2}** |", median(&mut ratios));
    Ok(())
}

/// Microseconds of CPU a request.
async fn cost(client: &reqwest::Client, server: &Server, shot: &Shot) -> Result<f64> {
    let used = || cpu::of_process(server.pid()) + cpu::of_postgres();
    let before = used();
    let answers = fire(client, shot, round_time()).await?;
    let spent = used().saturating_sub(before);
    ensure!(answers > 0, "no answers from {}", shot.url);
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52 answers")]
    let answers = answers as f64;
    Ok(spent.as_secs_f64() * 1e6 / answers)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Both make the same page: the same numbers in the same order, and the same count.
fn same_page(ours: &str, theirs: &str) -> Result<()> {
    let read = |text: &str| -> Result<(serde_json::Value, Vec<serde_json::Value>)> {
        let json: serde_json::Value = serde_json::from_str(text)?;
        let cases = &json["data"]["cases"];
        let edges = cases["edges"].as_array().cloned().unwrap_or_default();
        let numbers = edges.iter().map(|edge| edge["node"]["number"].clone()).collect();
        Ok((cases["totalCount"].clone(), numbers))
    };
    let (ours, theirs) = (read(ours)?, read(theirs)?);
    ensure!(ours.1.len() == 50 && ours == theirs, "the pages differ: {ours:?} and {theirs:?}");
    Ok(())
}
