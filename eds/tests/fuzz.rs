//! A driver for the doors of `eds::fuzz` on the stable toolchain: seeded, over a kept corpus.
//!
//! Each door gets `TEREZE_FUZZ_SECONDS` (default one second). The corpus is made of small inputs
//! written here and, where the sample folder is at hand, of its files; an input that reaches
//! further than those before it is kept for the rest of the run. A failure prints the input.
#![expect(clippy::disallowed_methods, reason = "the environment names the samples")]
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// `xorshift64*`: enough chance, the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }
}

fn seconds() -> Duration {
    let named = std::env::var("TEREZE_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(named.unwrap_or(1))
}

/// What every corpus begins with.
fn seeds() -> Vec<Vec<u8>> {
    let signature = concat!(
        "<a><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo>",
        "<CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>",
        "<SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>",
        "<Reference URI=\"\"><Transforms><Transform Algorithm=",
        "\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/></Transforms><DigestMethod ",
        "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><DigestValue>AA==</DigestValue>",
        "</Reference></SignedInfo><SignatureValue>AA==</SignatureValue></Signature></a>"
    );
    let soap = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>{signature}</s:Header><s:Body Id=\"b\">x</s:Body></s:Envelope>"
    );
    vec![
        vec![],
        vec![0x30, 0x80, 0, 0],
        vec![0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2, 0xa0, 0],
        b"MAMCAQU=".to_vec(),
        b"-----BEGIN CMS-----\nMAMCAQU=\n-----END CMS-----".to_vec(),
        vec![0x30, 0x03, 0x0a, 0x01, 0x06],
        vec![0, 0, 0x30, 0x80],
        b"<a>&#xD;<!-- c --><?p d?><![CDATA[x]]></a>".to_vec(),
        signature.as_bytes().to_vec(),
        soap.into_bytes(),
    ]
}

fn samples() -> Vec<Vec<u8>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let named = std::env::var_os("TEREZE_EDS_DATA").map(PathBuf::from);
    let mut found = Vec::new();
    let mut open = vec![workspace.join(named.unwrap_or_else(|| "../shared/eds".into()))];
    while let Some(directory) = open.pop() {
        for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if entry.metadata().is_ok_and(|meta| meta.len() < 8192) {
                found.push((path.clone(), std::fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, bytes)| bytes).collect()
}

/// Certificates put before lists and answers, as two doors want them.
fn with_issuers(samples: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let is_authority = |bytes: &&Vec<u8>| {
        eds::Certificate::from_der(bytes, &eds::Limits::default()).is_ok_and(|c| c.is_authority())
    };
    let authorities: Vec<_> = samples.iter().filter(is_authority).collect();
    let answers = samples.iter().filter(|bytes| bytes.len() < 3000);
    answers
        .flat_map(|answer| {
            authorities.iter().map(move |authority| {
                let length = u16::try_from(authority.len()).unwrap().to_be_bytes();
                [&length[..], authority, answer].concat()
            })
        })
        .filter(|whole| eds::fuzz::crl(whole) > 1 || eds::fuzz::ocsp(whole) > 2)
        .collect()
}

fn mutate(input: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=chance.below(4) {
        let place = chance.below(bytes.len());
        match chance.below(8) {
            0 if !bytes.is_empty() => bytes[place] ^= 1 << chance.below(8),
            1 if !bytes.is_empty() => bytes[place] = [0, 0x7f, 0x80, 0xff, 0x30][chance.below(5)],
            2 if !bytes.is_empty() => {
                bytes.remove(place);
            }
            3 => bytes.insert(place, u8::try_from(chance.below(256)).unwrap()),
            4 => bytes.truncate(place),
            5 => {
                let end = place + chance.below(bytes.len() - place);
                let part = bytes[place..end].to_vec();
                bytes.splice(place..place, part);
            }
            6 if !other.is_empty() => {
                let from = chance.below(other.len());
                let end = from + chance.below((other.len() - from).min(256));
                bytes.splice(place..place, other[from..end].iter().copied());
            }
            _ if bytes.len() > 1 => {
                let swap = chance.below(bytes.len());
                bytes.swap(place, swap);
            }
            _ => {}
        }
    }
    bytes.truncate(64 << 10);
    bytes
}

fn drive(name: &str, target: fn(&[u8]) -> u64) {
    let samples = samples();
    let mut corpus = seeds();
    corpus.extend(if matches!(name, "crl" | "ocsp") { with_issuers(&samples) } else { samples });
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut reached = BTreeSet::new();
    let mut runs = 0_u64;
    let mut run = |input: &[u8]| {
        runs += 1;
        catch_unwind(|| target(input)).unwrap_or_else(|_| {
            eprintln!("{name} panics on {input:02x?}");
            std::panic::resume_unwind(Box::new("a door panics"))
        })
    };
    for input in corpus.clone() {
        reached.insert(run(&input));
    }
    let end = Instant::now() + seconds();
    while Instant::now() < end {
        let input = &corpus[chance.below(corpus.len())];
        let other = &corpus[chance.below(corpus.len())];
        let altered = mutate(input, other, &mut chance);
        if reached.insert(run(&altered)) {
            corpus.push(altered);
        }
    }
    assert!(runs > u64::try_from(seeds().len()).unwrap(), "{name}: nothing was tried");
}

fn door(name: &str) {
    let (name, target) =
        *eds::fuzz::TARGETS.iter().find(|(found, _)| *found == name).expect("a door of the list");
    drive(name, target);
}

#[test]
fn cms_never_panics() {
    door("cms");
    door("cms_detached");
}

#[test]
fn xml_never_panics() {
    door("xml");
    door("wsse");
}

#[test]
fn certificates_never_panic() {
    door("certificate");
}

#[test]
fn revocation_never_panics() {
    door("crl");
    door("ocsp");
}

#[test]
fn timestamps_never_panic() {
    door("timestamp");
}

#[test]
fn every_door_is_driven() {
    let driven = ["cms", "cms_detached", "xml", "wsse", "certificate", "crl", "ocsp", "timestamp"];
    let listed: Vec<_> = eds::fuzz::TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(listed, driven);
}
