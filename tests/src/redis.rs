//! The Redis of this test run.

use std::sync::OnceLock;

use crate::servers::{REDIS_VARIABLE, Redis};

/// Address of a private Redis: the one `xtask` started, else one that lives as long as this process.
///
/// # Panics
/// When there is none and none can be started; the text says what to install.
pub fn url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| match std::env::var(REDIS_VARIABLE) {
        Ok(url) if !url.is_empty() => url,
        _ => {
            let server = Redis::start().unwrap_or_else(|error| panic!("{error:#}"));
            let url = server.url().to_owned();
            // Never dropped: the server gets a signal when this process ends.
            std::mem::forget(server);
            url
        }
    })
}
