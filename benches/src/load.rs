//! Load on one address: a fixed number of connections, for a fixed time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

/// Connections that ask at the same time.
pub const CONNECTIONS: usize = 8;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Shot {
    /// Address.
    pub url: String,
    /// Body of a POST; none for a GET.
    pub body: Option<String>,
}

/// Asks once and gives the text of the answer.
pub async fn once(client: &reqwest::Client, shot: &Shot) -> Result<String> {
    let request = match &shot.body {
        None => client.get(&shot.url),
        Some(body) => client
            .post(&shot.url)
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .body(body.clone()),
    };
    let response = request.send().await?;
    ensure!(response.status().is_success(), "{} answered {}", shot.url, response.status());
    Ok(response.text().await?)
}

/// Asks for `time`; the number of answers.
pub async fn fire(client: &reqwest::Client, shot: &Shot, time: Duration) -> Result<u64> {
    let answers = Arc::new(AtomicU64::new(0));
    let until = Instant::now() + time;
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (client, shot, answers) = (client.clone(), shot.clone(), Arc::clone(&answers));
            tokio::spawn(async move {
                while Instant::now() < until {
                    once(&client, &shot).await?;
                    answers.fetch_add(1, Ordering::Relaxed);
                }
                Ok::<_, anyhow::Error>(())
            })
        })
        .collect();
    for worker in workers {
        worker.await??;
    }
    Ok(answers.load(Ordering::Relaxed))
}
