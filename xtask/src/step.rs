//! Steps with a name, a budget of time and a remedy.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// One step of a task.
pub struct Step {
    /// A word or two.
    pub name: &'static str,
    /// What it should take on two cores from a cold start.
    pub budget: Duration,
    /// What to run when it fails.
    pub fix: &'static str,
    /// The work.
    pub run: fn() -> Result<()>,
}

/// Runs steps in order, stops at the first that fails, and prints the time of each.
pub fn run(steps: &[Step], limit: Duration) -> Result<()> {
    let since = Instant::now();
    let mut lines = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        println!("\n== {}/{} {} ==", number + 1, steps.len(), step.name);
        let begun = Instant::now();
        let result = (step.run)();
        let took = begun.elapsed();
        lines.push(line(step, took, result.is_ok()));
        println!("{}", lines[number]);
        if let Err(error) = result {
            eprintln!("\nerror: {error:#}");
            bail!("{} failed; to fix: {}", step.name, step.fix);
        }
    }
    println!("\n== all steps ==\n{}", lines.join("\n"));
    println!("in all {} of {}", minutes(since.elapsed()), minutes(limit));
    if since.elapsed() > limit {
        bail!("it took longer than {}", minutes(limit));
    }
    Ok(())
}

fn line(step: &Step, took: Duration, good: bool) -> String {
    let verdict = if good { "ok  " } else { "FAIL" };
    let over = if took > step.budget { "  over budget" } else { "" };
    let (took, budget) = (minutes(took), minutes(step.budget));
    format!("{verdict} {:<10} {took:>8} (budget {budget}){over}", step.name)
}

fn minutes(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        return format!("{}.{} s", seconds, duration.subsec_millis() / 100);
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use anyhow::bail;

    use super::{Step, line, minutes, run};

    const LIMIT: Duration = Duration::from_mins(1);

    fn step(run: fn() -> anyhow::Result<()>) -> Step {
        Step { name: "sample", budget: Duration::from_secs(2), fix: "cargo sample", run }
    }

    #[test]
    fn names_the_remedy_of_the_step_that_failed() {
        let error =
            run(&[step(|| Ok(())), step(|| bail!("broken"))], LIMIT).expect_err("a failure");
        assert_eq!(error.to_string(), "sample failed; to fix: cargo sample");
    }

    #[test]
    fn stops_at_the_first_failure() {
        let steps = [step(|| bail!("first")), step(|| unreachable!("the second step was run"))];
        assert!(run(&steps, LIMIT).is_err());
    }

    #[test]
    fn says_when_a_step_is_over_its_budget() {
        let sample = step(|| Ok(()));
        assert!(line(&sample, Duration::from_secs(3), true).ends_with("over budget"));
        assert!(!line(&sample, Duration::from_secs(1), true).contains("over budget"));
    }

    #[test]
    fn prints_short_times_in_seconds_and_long_ones_in_minutes() {
        assert_eq!(minutes(Duration::from_millis(1250)), "1.2 s");
        assert_eq!(minutes(Duration::from_secs(754)), "12 min 34 s");
    }
}
