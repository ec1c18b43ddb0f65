//! The command line: says what it does, does it, and says in one sentence why it could not.

use std::process::ExitCode;

/// Runs.
pub fn main() -> ExitCode {
    crate::wire::install_crypto();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("rt");
    runtime.block_on(async {
        let sources = crate::config::Sources {
            last: "mode = \"demo\"".into(),
            ..crate::config::Sources::of_process(None)
        };
        let config = sources.load().expect("config");
        crate::telemetry::logs::start(&config.telemetry).expect("logs");
        let running = crate::start(config, crate::Options::default()).await.expect("start");
        _ = tokio::signal::ctrl_c().await;
        running.stop().await;
    });
    ExitCode::SUCCESS
}
