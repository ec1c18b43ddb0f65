//! `tereze docs` and `tereze schema`: what the program can tell of itself.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Subcommand;
use service::Code;

use super::Done;
use super::say::say_whole;
use crate::config::{Sources, markdown};
use crate::wire;

#[derive(Subcommand)]
pub(super) enum What {
    /// The catalogue of error codes (docs/errors.md).
    Errors,
    /// The manual of the settings (docs/config.md).
    Config,
}

#[derive(Subcommand)]
pub(super) enum Schema {
    /// Print the schema in GraphQL's own language (schema.graphql).
    Print,
}

pub(super) fn run(what: &What) {
    say_whole(&match what {
        What::Errors => errors(),
        What::Config => markdown(),
    });
}

pub(super) fn schema(_sources: &Sources, what: &Schema) -> Done {
    match what {
        Schema::Print => {
            let config = Sources::default().load().map_err(|problems| problems.to_string())?;
            let gate = wire::gate(&config);
            let sdl = gate.sdl();
            say_whole(sdl);
            if !sdl.ends_with('\n') {
                say_whole("\n");
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The catalogue of error codes, as Markdown.
fn errors() -> String {
    let mut text = String::from(
        "# Error codes\n\n\
         Written by `tereze docs errors` out of `service/src/error.rs`; change that file.\n\n\
         Every error of an answer carries `extensions { code, retryable, retryAfterMs, requestId \
         }` and nothing else.\n`message` is for people and may change; `code` is for programs and \
         does not. An answer whose operation was not\nexecuted has no `data`. What a client can act \
         on after a mutation is in the mutation's payload, not here.\n\n\
         The status is that of an answer without `data`: to clients of \
         `application/graphql-response+json` always, to clients\nthat accept only `application/json` \
         where the request did not come as far as GraphQL, or was not served for reasons\nof access, \
         budget, time or fault. Where an answer has several errors, the code that stands first here \
         decides.\n\n\
         | code | status | ask again |\n|---|---|---|\n",
    );
    for code in Code::ALL {
        let again = if code.retryable() { "later" } else { "after a change" };
        // Writing to a string does not fail.
        let (name, status) = (code.as_str(), code.http_status());
        let anchor = name.to_lowercase();
        _ = writeln!(text, "| [{name}](#{anchor}) | {status} | {again} |");
    }
    for code in Code::ALL {
        _ = write!(text, "\n## {}\n\n{}\n", code.as_str(), code.meaning());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_paragraph() {
        let text = errors();
        for code in Code::ALL {
            assert!(text.contains(&format!("\n## {}\n\n{}\n", code.as_str(), code.meaning())));
        }
    }
}
