//! Court systems out of the settings: mappings read, secrets found.

use std::sync::Arc;
use std::time::Duration;

use domain::clock::Clock;
use registry::connector::Connector;
use registry::guard::{Guarded, Settings};
use registry::lists::ListRegistry;
use registry::port::Registry;
use registry::rest::{RestRegistry, Wiring};
use secrecy::SecretString;

use crate::config::{self, Config, Origin, Problem};

/// Reads every mapping file of the settings; reports every mistake in any of them.
///
/// # Errors
///
/// All mistakes, each with file, line and reason.
pub fn mappings(config: &Config) -> Result<Vec<(config::Registry, Connector)>, Vec<Problem>> {
    let mut read = Vec::new();
    let mut problems = Vec::new();
    for (index, registry) in config.registries.iter().enumerate() {
        let problem = |key: &str, message: String| Problem {
            path: format!("registries[{index}].{key}"),
            origin: registry.origin.clone(),
            message,
        };
        let (name, text) = match registry::builtin::mapping(&registry.mapping) {
            Some(text) => (format!("built-in mapping {}", registry.mapping), text.to_owned()),
            None => match std::fs::read_to_string(&registry.mapping) {
                Ok(text) => (registry.mapping.clone(), text),
                Err(error) => {
                    let message = format!("cannot read {}: {error}", registry.mapping);
                    problems.push(problem("mapping", message));
                    continue;
                }
            },
        };
        match Connector::parse(&name, &text) {
            Ok(mapping) => {
                let code = mapping.registry().to_string();
                if code != registry.code {
                    let message =
                        format!("is \"{}\", but the mapping is that of \"{code}\"", registry.code);
                    problems.push(problem("code", message));
                }
                if let Some(secret) = mapping.secret()
                    && !registry.secrets.contains_key(secret)
                {
                    let message =
                        format!("lacks the secret \"{secret}\" that the mapping asks for");
                    problems.push(problem("secrets", message));
                }
                read.push((registry.clone(), mapping));
            }
            Err(mistakes) => problems.extend(mistakes.into_iter().map(|mistake| Problem {
                path: format!("registries[{index}].mapping"),
                origin: Origin::File(mistake.file.as_str().into(), mistake.line),
                message: mistake.reason,
            })),
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

/// Makes a connector of each mapping, all over one HTTP client.
///
/// # Errors
///
/// What cannot be set up, and why.
pub(crate) fn connect(
    mappings: Vec<(config::Registry, Connector)>,
    clock: &Arc<dyn Clock>,
) -> Result<Vec<Arc<dyn Registry>>, String> {
    let client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(3))
        .pool_idle_timeout(Duration::from_mins(1))
        .redirect(reqwest::redirect::Policy::none())
        // Where a court system is says its address, not the environment.
        .no_proxy()
        .build()
        .map_err(|error| format!("the HTTP client for court systems cannot be made: {error}"))?;
    mappings
        .into_iter()
        .map(|(registry, connector)| match connector {
            Connector::Rest(mapping) => {
                let secret = mapping.secret().and_then(|name| registry.secrets.get(name));
                let wiring = Wiring {
                    base_url: registry.base_url,
                    secret: secret.map(|secret| SecretString::from(secret.expose().to_owned())),
                    client: client.clone(),
                    clock: Arc::clone(clock),
                };
                RestRegistry::new(*mapping, wiring)
                    .map(|rest| guarded(rest, clock))
                    .map_err(|error| format!("registry {}: {error}", registry.code))
            }
            Connector::Lists(mut settings) => {
                settings.base = registry.base_url.unwrap_or(settings.base);
                Ok(guarded(ListRegistry::new(*settings, client.clone(), Arc::clone(clock)), clock))
            }
        })
        .collect()
}

fn guarded(registry: impl Registry + 'static, clock: &Arc<dyn Clock>) -> Arc<dyn Registry> {
    Arc::new(Guarded::new(registry, Settings::default(), Arc::clone(clock)))
}
