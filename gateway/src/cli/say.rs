//! Words to the person at the terminal.

use std::io::Write;

/// To standard output. A closed pipe is the reader's decision.
pub(super) fn say(text: &str) {
    _ = writeln!(std::io::stdout(), "{text}");
}

/// To standard output, as it is.
pub(super) fn say_whole(text: &str) {
    _ = write!(std::io::stdout(), "{text}");
}

/// To standard error.
pub(super) fn complain(text: &str) {
    _ = writeln!(std::io::stderr(), "{text}");
}
