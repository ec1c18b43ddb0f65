//! `tereze`: the demo, and what to try in it.

use std::process::ExitCode;

use simulator::{LatencyProfile, Simulators};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::say::{complain, say};
use super::serve::{Signals, until_stopped};
use super::{Done, load, seed, start_logs};
use crate::clock::SystemClock;
use crate::config::{Config, Sources};
use crate::sync::all_read_once;
use crate::{Options, Running, Tokens, demo, start, wire};

pub(super) async fn run(sources: Sources) -> Done {
    let (config, registries) = begin(sources).await?;
    start_logs(&config)?;
    let accepted = config.demo_tokens_accepted();
    let tokens = if accepted { demo::tokens() } else { Tokens::default() };
    let every = config.sync.every;
    let mut signals = Signals::new()?;
    let options = Options { tokens, await_lists: true, ..Options::default() };
    let running = start(config, options).await.map_err(|error| error.to_string())?;
    let registries = tokio::select! {
        registries = fill(&running, registries) => registries?,
        () = signals.next() => {
            running.stop().await;
            return Ok(ExitCode::SUCCESS);
        }
    };
    running.lists_are_read();
    running.keep_reading(every, every);
    say(&greeting(&running, accepted));
    let code = until_stopped(running, signals).await;
    registries.stop().await;
    Ok(code)
}

/// Reads the lists at the first start, while the court systems still answer at once; then they
/// become as slow as real ones.
async fn fill(running: &Running, registries: Simulators) -> Result<Simulators, String> {
    let app = &running.app;
    let known = all_read_once(app).await.map_err(|error| error.to_string())?;
    if !known {
        let reading = seed::read(app).await?;
        if reading.broken > 0 {
            complain(&format!("{} lists broke off; they are taken up again", reading.broken));
        }
    }
    demo::slow_down(registries, LatencyProfile::demo())
        .await
        .map_err(|error| format!("the court systems of the demo cannot be started again: {error}"))
}

/// Seeds the tables of the demo without serving.
pub(super) async fn seed(sources: Sources) -> Done {
    let (config, registries) = begin(sources).await?;
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    let app = wire::app(&config, None, &tasks, &stop).await.map_err(|error| error.to_string())?;
    let reading = seed::read(&app).await?;
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    registries.stop().await;
    Ok(seed::tell(reading))
}

async fn begin(sources: Sources) -> Result<(Config, Simulators), String> {
    // Mistakes in what is given are told before anything is started.
    let mut first = sources.clone();
    first.last.push_str("mode = \"demo\"\n");
    load(&first)?;
    let registries = demo::start_registries(SystemClock::read(), LatencyProfile::none())
        .await
        .map_err(|error| format!("the court systems of the demo cannot be started: {error}"))?;
    let config = demo::settings(sources, &registries).load();
    Ok((config.map_err(|problems| problems.to_string())?, registries))
}

fn greeting(running: &Running, tokens: bool) -> String {
    let queries = demo::queries(SystemClock::read());
    let queries = queries.map(|(what, query)| {
        let body = serde_json::json!({ "query": query });
        let curl = format!(
            "curl -s {} -H 'content-type: application/json' -d '{body}'",
            running.url("/graphql")
        );
        format!("  # {what}\n  {curl}\n")
    });
    let who = if tokens {
        format!(
            "Ask as nobody: as above.\nAsk as a party, a court clerk or the operator: add one of\n  \
             -H 'authorization: Bearer {}'\n  -H 'authorization: Bearer {}'\n  \
             -H 'authorization: Bearer {}'\nIn GraphiQL: {{\"authorization\": \"Bearer {}\"}} under \
             Headers.",
            demo::PARTY_TOKEN,
            demo::CLERK_TOKEN,
            demo::OPERATOR_TOKEN,
            demo::PARTY_TOKEN,
        )
    } else {
        "Ask as nobody: as above. The tokens of the demo are accepted on a loopback address only."
            .to_owned()
    };
    format!(
        "Tereze is up.\n\n  GraphiQL  {}\n  all else  {}\n\nThree queries worth pasting:\n\n{}\n\
         {who}\n\nCtrl-C stops it; the data stays for the next start.",
        running.url("/graphiql"),
        running.url("/"),
        queries.join("\n"),
    )
}
