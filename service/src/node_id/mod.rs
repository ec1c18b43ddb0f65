//! Opaque ids and cursors: natural keys, sealed.
//!
//! An id carries the identity of the thing, so that it can be fetched again from anywhere, but it
//! is encrypted and authenticated: the number of a closed case cannot be read out of the id of its
//! hearing, an id cannot be made up, and an id of one kind cannot pass for one of another.
//! The same key always gives the same id (AES-256-GCM-SIV with a fixed nonce, RFC 8452: what a
//! repeated nonce gives away is equality, and that ids must show).

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::key::{CaseKey, CourtCode, PartKey, RegistryCode};
use registry::capability::Part;
use uuid::Uuid;

/// Longest id that is looked at.
const ID_LENGTH_MAX: usize = 1_024;
const SEPARATOR: char = '\u{1f}';
const CURSOR: &[u8] = b"cursor";
const NODE: &[u8] = b"node";

/// What an id stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NodeId {
    /// A case.
    Case(CaseKey),
    /// A part of a case.
    Part {
        /// Which part.
        part: Part,
        /// The case it belongs to.
        case: CaseKey,
        /// The part within it.
        key: PartKey,
    },
    /// A hearing on the board without its case: by its row in our own tables.
    BoardRow(Uuid),
    /// A court.
    Court(CourtCode),
    /// A failure of a registry, by its registry and the moment it began.
    Outage {
        /// The registry.
        registry: RegistryCode,
        /// Begin, in milliseconds since 1970.
        began_ms: i64,
    },
}

/// Seals and opens ids and cursors.
pub struct Sealer {
    key: LessSafeKey,
}

/// The text is not an id of this gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this gateway")]
pub struct NotAnId;

impl Sealer {
    /// A sealer with a key of its own. All processes of one gateway share the key.
    ///
    /// # Errors
    ///
    /// When the cipher refuses the key.
    pub fn new(key: &[u8; 32]) -> Result<Self, NotAnId> {
        let key = UnboundKey::new(&AES_256_GCM_SIV, key).map_err(|_refused| NotAnId)?;
        Ok(Self { key: LessSafeKey::new(key) })
    }

    /// The id of a thing.
    pub fn id(&self, node: &NodeId) -> String {
        self.seal(&write(node), NODE)
    }

    /// The thing an id stands for.
    ///
    /// # Errors
    ///
    /// When the text is not an id this gateway gave out.
    pub fn open_id(&self, id: &str) -> Result<NodeId, NotAnId> {
        read(&self.open(id, NODE)?).ok_or(NotAnId)
    }

    /// A cursor: `place` within the list `list`.
    pub fn cursor(&self, list: &str, place: &str) -> String {
        self.seal(&format!("{list}{SEPARATOR}{place}"), CURSOR)
    }

    /// The place a cursor stands for, if it is one of the list `list`.
    ///
    /// # Errors
    ///
    /// When the text is not a cursor of that list.
    pub fn open_cursor(&self, list: &str, cursor: &str) -> Result<String, NotAnId> {
        let text = self.open(cursor, CURSOR)?;
        match text.split_once(SEPARATOR) {
            Some((of, place)) if of == list => Ok(place.to_owned()),
            Some(_) | None => Err(NotAnId),
        }
    }

    fn seal(&self, text: &str, purpose: &[u8]) -> String {
        let mut bytes = text.as_bytes().to_vec();
        let nonce = Nonce::assume_unique_for_key([0; NONCE_LEN]);
        match self.key.seal_in_place_append_tag(nonce, Aad::from(purpose), &mut bytes) {
            Ok(()) => URL_SAFE_NO_PAD.encode(bytes),
            // Only texts beyond 64 GiB are refused; an empty id opens as no id.
            Err(_too_long) => String::new(),
        }
    }

    fn open(&self, sealed: &str, purpose: &[u8]) -> Result<String, NotAnId> {
        if sealed.len() > ID_LENGTH_MAX {
            return Err(NotAnId);
        }
        let mut bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_bad| NotAnId)?;
        let nonce = Nonce::assume_unique_for_key([0; NONCE_LEN]);
        let text = self
            .key
            .open_in_place(nonce, Aad::from(purpose), &mut bytes)
            .map_err(|_forged| NotAnId)?;
        std::str::from_utf8(text).map(str::to_owned).map_err(|_bad| NotAnId)
    }
}

fn write(node: &NodeId) -> String {
    let case_words = |case: &CaseKey| {
        [
            case.registry.to_string(),
            case.court.to_string(),
            case.number.clone(),
            case.upstream_id.clone().unwrap_or_default(),
        ]
    };
    let words: Vec<String> = match node {
        NodeId::Case(case) => [vec!["c".to_owned()], case_words(case).to_vec()].concat(),
        NodeId::Part { part, case, key } => [
            vec![letter(*part).to_owned()],
            case_words(case).to_vec(),
            vec![key.registry.to_string(), key.local.clone()],
        ]
        .concat(),
        NodeId::BoardRow(row) => vec!["b".to_owned(), row.to_string()],
        NodeId::Court(court) => vec!["k".to_owned(), court.to_string()],
        NodeId::Outage { registry, began_ms } => {
            vec!["o".to_owned(), registry.to_string(), began_ms.to_string()]
        }
    };
    words.join(&SEPARATOR.to_string())
}

fn read(text: &str) -> Option<NodeId> {
    let words: Vec<&str> = text.split(SEPARATOR).collect();
    match words.as_slice() {
        ["c", case @ ..] => Some(NodeId::Case(case_key(case)?)),
        ["b", row] => Some(NodeId::BoardRow(row.parse().ok()?)),
        ["k", court] => Some(NodeId::Court(CourtCode::new(court))),
        ["o", registry, began] => Some(NodeId::Outage {
            registry: RegistryCode::new(registry),
            began_ms: began.parse().ok()?,
        }),
        [part, case @ .., registry, local] => Some(NodeId::Part {
            part: Part::ALL.into_iter().find(|known| letter(*known) == *part)?,
            case: case_key(case)?,
            key: PartKey { registry: RegistryCode::new(registry), local: (*local).to_owned() },
        }),
        _ => None,
    }
}

fn case_key(words: &[&str]) -> Option<CaseKey> {
    let [registry, court, number, upstream_id] = words else { return None };
    Some(CaseKey {
        registry: RegistryCode::new(registry),
        court: CourtCode::new(court),
        number: (*number).to_owned(),
        upstream_id: (!upstream_id.is_empty()).then(|| (*upstream_id).to_owned()),
    })
}

fn letter(part: Part) -> &'static str {
    match part {
        Part::Parties => "p",
        Part::Hearings => "h",
        Part::Documents => "d",
        Part::Filings => "f",
        Part::Events => "e",
    }
}

#[cfg(test)]
mod tests;
