//! Raw vectors: a digest, a key as two numbers, a signature in the byte order of the wire.

use std::collections::BTreeMap;

use eds::algorithm::{Hash, PublicKey, SignatureAlgorithm};

use super::folder::{Folder, hex, unhex};

pub(crate) fn check(folder: &Folder) {
    for file in folder.below("vectors") {
        let text = String::from_utf8(folder.read(&file)).unwrap();
        let fields: BTreeMap<&str, &str> =
            text.lines().filter_map(|line| line.split_once('=')).collect();
        let (Some(message), Some(signature)) = (fields.get("msg"), fields.get("sig")) else {
            panic!("{file}: a vector of another kind");
        };
        let algorithm = match fields["qx"].len() {
            128 => SignatureAlgorithm::Gost512,
            64 => SignatureAlgorithm::Gost2004,
            other => panic!("{file}: a coordinate of {other} digits"),
        };
        let key = PublicKey::from_spki(&spki(algorithm, fields["qx"], fields["qy"])).unwrap();
        let message = message.as_bytes();
        if let Some(digest) = fields.get("digest") {
            assert_eq!(hex(&algorithm.hash().digest(&[message])), *digest, "{file}");
        }
        let signature = unhex(signature);
        assert!(key.verify(algorithm, message, &signature), "{file}");
        assert!(!key.verify(algorithm, b"another message", &signature), "{file}");
        let (r, s) = signature.split_at(signature.len() / 2);
        let orders: [Vec<u8>; 3] = [
            [s, r].concat(),
            signature.iter().rev().copied().collect(),
            [reversed(r), reversed(s)].concat(),
        ];
        for wrong in orders {
            assert!(!key.verify(algorithm, message, &wrong), "{file}: another byte order passes");
        }
    }
    assert_eq!(Hash::Streebog512.digest(&[]).len(), 64);
}

fn reversed(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().rev().copied().collect()
}

fn spki(algorithm: SignatureAlgorithm, x: &str, y: &str) -> Vec<u8> {
    let header = match algorithm {
        SignatureAlgorithm::Gost512 => {
            "3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a01030303818400048180"
        }
        _ => {
            "306c302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a01030101000343000440"
        }
    };
    [unhex(header), reversed(&unhex(x)), reversed(&unhex(y))].concat()
}
