//! The command line: does what it says, or says in one sentence why not.

mod config;
#[cfg(feature = "demo")]
mod demo;
mod docs;
mod doctor;
mod migrate;
mod say;
mod seed;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, Sources, warnings};
use say::complain;

/// One graph over court information systems.
#[derive(Parser)]
#[command(name = "tereze", version, after_help = EXAMPLES, max_term_width = 100)]
struct Arguments {
    /// Settings laid over the compiled defaults; see `tereze docs config`.
    #[arg(long, value_name = "FILE", global = true, env = "TEREZE_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

const EXAMPLES: &str = "\
Without a command it starts the demo: three imaginary court systems, seeded, and the gateway in \
front of them, on 127.0.0.1:4000.

Examples:
  tereze                                  start the demo
  TEREZE__SERVER__LISTEN=127.0.0.1:8080 tereze
                                          the same on another port
  tereze serve --config tereze.toml       serve real clients
  tereze config check --config tereze.toml
                                          every mistake in the settings and mapping files, at once
  tereze doctor --config tereze.toml      what would keep it from serving, and what to do
  tereze migrate status                   which changes of the tables are applied
  tereze schema print > schema.graphql    the schema as text";

#[derive(Subcommand)]
enum Command {
    /// Serve clients with the given settings.
    Serve,
    /// Change the tables, or tell their state.
    Migrate {
        #[command(subcommand)]
        what: Option<migrate::What>,
    },
    /// Fill the tables: the court directory, and all lists of the court systems.
    Seed,
    /// The schema of the graph.
    Schema {
        #[command(subcommand)]
        what: docs::Schema,
    },
    /// The settings: in force, checked, described.
    Config {
        #[command(subcommand)]
        what: config::What,
    },
    /// Check everything the gateway needs; say what is wrong and what to do.
    Doctor,
    /// Documents written by the program.
    Docs {
        #[command(subcommand)]
        what: docs::What,
    },
}

/// Runs the program.
pub fn main() -> ExitCode {
    crate::wire::install_crypto();
    let arguments = Arguments::parse();
    let sources = Sources::of_process(arguments.config);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&format!("the machine gives no threads: {error}")),
    };
    let code = runtime.block_on(run(arguments.command, sources));
    // What a second signal left behind is not waited for.
    runtime.shutdown_background();
    code
}

async fn run(command: Option<Command>, sources: Sources) -> ExitCode {
    let done = match command {
        None => start_demo(sources).await,
        Some(Command::Serve) => serve::run(&sources).await,
        Some(Command::Migrate { what }) => migrate::run(&sources, what).await,
        Some(Command::Seed) => seed::run(sources).await,
        Some(Command::Schema { what }) => docs::schema(&sources, &what),
        Some(Command::Config { what }) => config::run(&sources, &what),
        Some(Command::Doctor) => doctor::run(&sources).await,
        Some(Command::Docs { what }) => {
            docs::run(&what);
            Ok(ExitCode::SUCCESS)
        }
    };
    done.unwrap_or_else(|message| failed(&message))
}

#[cfg(feature = "demo")]
async fn start_demo(sources: Sources) -> Done {
    demo::run(sources).await
}

#[cfg(not(feature = "demo"))]
async fn start_demo(_: Sources) -> Done {
    Err("this build has no demo; use: tereze serve --config FILE".to_owned())
}

/// How a command ended; an error is one sentence, or a list of mistakes.
type Done = Result<ExitCode, String>;

fn failed(message: &str) -> ExitCode {
    complain(message);
    ExitCode::FAILURE
}

/// Reads the settings; tells what is allowed but likely not meant.
fn load(sources: &Sources) -> Result<Config, String> {
    let config = sources.load().map_err(|problems| {
        let count = problems.0.len();
        let noun = if count == 1 { "mistake" } else { "mistakes" };
        format!("{problems}\n{count} {noun} in the settings; nothing was started")
    })?;
    for warning in warnings(&config) {
        complain(&format!("warning: {warning}"));
    }
    Ok(config)
}

fn start_logs(config: &Config) -> Result<(), String> {
    crate::telemetry::logs::start(&config.telemetry)
        .map_err(|error| format!("telemetry.log: {error}; write a level, as \"info\""))
}
