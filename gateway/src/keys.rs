//! The secret of the gateway, and the keys drawn from it, one for each use.

use std::io::{ErrorKind, Write};
use std::path::Path;

use aws_lc_rs::hkdf;

use crate::config::{Config, Secret};

const FILE: &str = "secret";

/// A key for one use; whoever has it can tell nothing of the others.
pub(crate) struct Keys {
    /// Ids and cursors.
    pub ids: [u8; 32],
    /// Digests of persons' numbers.
    pub persons: [u8; 32],
}

impl Keys {
    /// Keys out of the configured secret, else out of the one in the data folder.
    pub(crate) fn of(config: &Config) -> std::io::Result<Self> {
        let secret = match &config.access.secret {
            Some(secret) => secret.clone(),
            None => kept(&config.data_dir)?,
        };
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"tereze");
        let secret = salt.extract(secret.expose().as_bytes());
        Ok(Self { ids: draw(&secret, b"ids")?, persons: draw(&secret, b"persons")? })
    }
}

fn draw(secret: &hkdf::Prk, purpose: &[u8]) -> std::io::Result<[u8; 32]> {
    let mut key = [0; 32];
    secret
        .expand(&[purpose], hkdf::HKDF_SHA256)
        .and_then(|output| output.fill(&mut key))
        .map_err(|_unspecified| std::io::Error::other("a key cannot be drawn"))?;
    Ok(key)
}

/// The secret in the data folder; made if there is none.
fn kept(data_dir: &Path) -> std::io::Result<Secret> {
    let path = data_dir.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) if text.trim().len() >= 32 => return Ok(Secret::new(text.trim())),
        Ok(_) => {
            let message = format!("{} holds no secret; restore it or remove it", path.display());
            return Err(std::io::Error::new(ErrorKind::InvalidData, message));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut bytes = [0_u8; 32];
    aws_lc_rs::rand::fill(&mut bytes)
        .map_err(|_unspecified| std::io::Error::other("the machine gives no random bytes"))?;
    let text = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    Ok(Secret::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;

    #[test]
    fn a_second_start_draws_the_same_keys_and_another_folder_others() {
        let keys = |folder: &Path, more: &str| {
            let text = format!("data_dir = \"{}\"\n{more}", folder.display());
            Keys::of(&Sources::of_text(text).load().unwrap()).unwrap()
        };
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let first = keys(one.path(), "");
        assert_eq!(first.ids, keys(one.path(), "").ids);
        assert_ne!(first.ids, first.persons);
        assert_ne!(first.ids, keys(other.path(), "").ids);
        let secret = format!("[access]\nsecret = \"{}\"", "s".repeat(32));
        assert_eq!(keys(one.path(), &secret).persons, keys(other.path(), &secret).persons);
    }

    #[test]
    fn a_damaged_secret_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "short").unwrap();
        assert_eq!(kept(folder.path()).unwrap_err().kind(), ErrorKind::InvalidData);
    }
}
