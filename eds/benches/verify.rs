//! How fast signatures verify, beside `aws-lc-rs` in the same run, and how large a list loads.
//!
//! Prints figures and ratios: `cargo bench -p eds`. Ratios are the marks (a shared machine makes
//! absolute times worthless): GOST-512 within ten times of P-521, four times as the aim.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints")]

#[path = "../tests/families/asn1.rs"]
mod asn1;
#[path = "../tests/families/key.rs"]
mod key;
#[path = "../tests/families/message.rs"]
mod message;
#[path = "../tests/families/pki.rs"]
#[expect(dead_code, reason = "shared with the tests, not all of it is used here")]
mod pki;

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P521_SHA512_ASN1, ECDSA_P521_SHA512_ASN1_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};
use eds::algorithm::SignatureAlgorithm;
use eds::revocation::Crl;
use eds::{At, Evidence, Input, Limits, Policy, RevocationRule, verify};

/// The best of several rounds, for one call.
fn best(calls: u32, mut run: impl FnMut()) -> Duration {
    (0..7)
        .map(|_| {
            let start = Instant::now();
            (0..calls).for_each(|_| run());
            start.elapsed() / calls
        })
        .min()
        .unwrap()
}

fn ratio(ours: Duration, theirs: Duration) -> f64 {
    ours.as_secs_f64() / theirs.as_secs_f64()
}

/// The highest resident size of this process in KiB, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn signatures(world: &pki::World) -> Duration {
    let message = b"one short message";
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P521_SHA512_ASN1_SIGNING, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P521_SHA512_ASN1_SIGNING, pkcs8.as_ref()).unwrap();
    let signature = pair.sign(&random, message).unwrap();
    let public = UnparsedPublicKey::new(&ECDSA_P521_SHA512_ASN1, pair.public_key().as_ref());
    let theirs = best(200, || {
        public.verify(black_box(message), signature.as_ref()).unwrap();
    });
    let key = world.person.certificate.key().unwrap();
    let signature = world.person.key.sign(message);
    let ours = best(50, || {
        assert!(key.verify(SignatureAlgorithm::Gost512, black_box(message), &signature));
    });
    println!("P-521 (aws-lc-rs)        {theirs:?}");
    println!("GOST 34.10-2015 (512)    {ours:?}   {:.1} x P-521", ratio(ours, theirs));
    ours
}

fn documents(world: &pki::World, signature: Duration) {
    let policy = Policy { revocation: RevocationRule::NotAsked, ..Policy::documents() };
    let documents: Vec<Vec<u8>> = (0..100)
        .map(|n: u32| message::attached(&message::Signing::new(&world.person, &n.to_be_bytes())))
        .collect();
    let at = At::now(asn1::time("2026-06-01T00:00:00Z"));
    let trust = world.trust();
    let run = |bytes: &[u8]| {
        let input = Input::Cms { signature: bytes, content: None };
        assert!(verify(input, &Evidence::default(), &trust, &policy, at).verdict.is_passed());
    };
    let start = Instant::now();
    run(&documents[0]);
    let first = start.elapsed();
    let start = Instant::now();
    documents.iter().skip(1).for_each(|bytes| run(bytes));
    let next = start.elapsed() / 99;
    println!("first document           {first:?}");
    println!("next 99, each            {next:?}   {:.2} x one signature", ratio(next, signature));
}

fn list(world: &pki::World) {
    let at = asn1::time("2026-05-01T00:00:00Z");
    let entries: Vec<_> = (0..500_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) | 1 << 30, at, n.is_multiple_of(2).then_some(4)))
        .collect();
    let until = asn1::time("2026-06-02T00:00:00Z");
    let der = world.authority.list((1, None), (at, until), &entries);
    drop(entries);
    let before = peak_kib();
    let start = Instant::now();
    let list = Crl::load(&der, &world.authority.issuer(), &Limits::default()).unwrap();
    let took = start.elapsed();
    println!(
        "list of {} entries   {took:?}, {} KiB of input, {} KiB kept",
        list.len(),
        der.len() >> 10,
        list.weight() >> 10
    );
    println!("resident before, after   {before:?} {:?} KiB", peak_kib());
    let found = best(1000, || {
        black_box(list.find(black_box(&[0x40, 0, 0, 1])));
    });
    println!("one look-up              {found:?}");
}

fn main() {
    let world = pki::World::new();
    let signature = signatures(&world);
    documents(&world, signature);
    list(&world);
}
