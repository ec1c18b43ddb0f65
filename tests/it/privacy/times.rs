//! The times in which hidden and absent cases are answered come from one distribution.

use std::time::{Duration, Instant};

use serde_json::json;
use simulator::LatencyProfile;
use simulator::world::demo;
use tests::client::{Client, operation};
use tests::stack::{Plan, Stack, Store};

const SAMPLES: usize = 40;

/// Largest distance of two distributions of `SAMPLES` each that chance explains once in a million
/// (Smirnov's two-sample test).
fn distance_max() -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "forty")]
    let samples = SAMPLES as f64;
    (-(1e-6_f64 / 2.0).ln() / samples).sqrt()
}

/// The two-sample Smirnov distance.
fn distance(one: &mut [Duration], other: &mut [Duration]) -> f64 {
    one.sort();
    other.sort();
    let share = |sorted: &[Duration], limit: Duration| {
        let below = sorted.partition_point(|time| *time <= limit);
        #[expect(clippy::cast_precision_loss, reason = "forty")]
        let share = below as f64 / sorted.len() as f64;
        share
    };
    one.iter()
        .chain(other.iter())
        .map(|limit| (share(one, *limit) - share(other, *limit)).abs())
        .fold(0.0, f64::max)
}

async fn time(stack: &Stack, client: &Client, number: &str, age_max: i32) -> Duration {
    let variables = json!({
        "by": { "number": { "number": number } }, "freshness": { "maxAgeSeconds": age_max },
    });
    let query = operation("case-view");
    // What goes on behind an answer slows the next one: before each sample it is the same.
    let same = json!({
        "by": { "number": { "number": demo::OPEN_CASE } }, "freshness": { "maxAgeSeconds": 0 },
    });
    stack.ask(client, &query, same).await;
    let begun = Instant::now();
    let (answer, _) = stack.ask(client, &query, variables).await;
    let took = begun.elapsed();
    assert_eq!(answer.data()["caseLookup"]["outcome"], "ABSENT");
    took
}

#[tokio::test]
async fn hidden_and_absent_take_times_of_one_distribution() {
    let latency = LatencyProfile::fixed(Duration::from_millis(15));
    // A budget would stop the hundreds of questions.
    let settings = "[limits]\nbudget = false\n".to_owned();
    let stack = Stack::start(Plan { latency, settings, ..Plan::of(Store::Sqlite) }).await;
    for client in [&stack.nobody, &stack.party] {
        // Asked of the court system each time, then from what is held.
        for age_max in [0, 3_600] {
            let (mut hidden, mut absent) = (Vec::new(), Vec::new());
            for _ in 0..SAMPLES {
                hidden.push(time(&stack, client, demo::CLOSED_CASE, age_max).await);
                absent.push(time(&stack, client, demo::ABSENT_NUMBER, age_max).await);
            }
            let distance = distance(&mut hidden, &mut absent);
            assert!(
                distance < distance_max(),
                "distance {distance:.2} of {:.2}: the times tell hidden from absent",
                distance_max()
            );
        }
    }
    stack.stop().await;
}
