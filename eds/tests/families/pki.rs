//! A small public key infrastructure of the tests: authorities, people, services.

use eds::algorithm::{Hash, PublicKey};
use eds::chain::Issuer;
use eds::trust::{Realm, Trust, TrustStore};
use eds::{Certificate, Limits, Time};

use super::asn1::{
    algorithm, bits, extension, generalized, integer, octets, oid, sequence, set, time, tlv, utc,
    utf8,
};
use super::key::Key;

const GOST_SIGNATURE: &str = "1.2.398.3.10.1.1.2.3.2";

/// A certificate with its key.
#[derive(Clone)]
pub(crate) struct Holder {
    pub(crate) key: Key,
    pub(crate) certificate: Certificate,
}

/// How many authorities may stand below one.
#[derive(Clone, Copy)]
pub(crate) enum PathLength {
    Any,
    AtMost(u32),
}

/// What to write into a certificate.
#[derive(Clone)]
pub(crate) struct Wish {
    pub(crate) name: Vec<(&'static str, String)>,
    pub(crate) serial: u32,
    pub(crate) valid: (Time, Time),
    /// None for a leaf; else the bound on the path, if it has one.
    pub(crate) authority: Option<PathLength>,
    /// The two bytes of keyUsage after their header.
    pub(crate) usage: Option<[u8; 2]>,
    pub(crate) extended: (bool, Vec<&'static str>),
    pub(crate) more: Vec<Vec<u8>>,
}

pub(crate) const SIGN: [u8; 2] = [0x03, 0xc8];
pub(crate) const AUTH: [u8; 2] = [0x05, 0xa0];
pub(crate) const CERTIFY: [u8; 2] = [0x01, 0x06];
pub(crate) const MAIL: &str = "1.3.6.1.5.5.7.3.4";
pub(crate) const CLIENT: &str = "1.3.6.1.5.5.7.3.2";
pub(crate) const INDIVIDUAL: &str = "1.2.398.3.3.4.1.1";

pub(crate) fn person() -> Wish {
    Wish {
        name: vec![("2.5.4.3", "PERSON".into()), ("2.5.4.5", "IIN123456789011".into())],
        serial: 1000,
        valid: (time("2026-01-01T00:00:00Z"), time("2026-12-31T23:59:59Z")),
        authority: None,
        usage: Some(SIGN),
        extended: (false, vec![MAIL, INDIVIDUAL]),
        more: vec![],
    }
}

pub(crate) fn authority(name: &str) -> Wish {
    Wish {
        name: vec![("2.5.4.3", name.into()), ("2.5.4.6", "KZ".into())],
        serial: 1,
        valid: (time("2020-01-01T00:00:00Z"), time("2035-01-01T00:00:00Z")),
        authority: Some(PathLength::Any),
        usage: Some(CERTIFY),
        extended: (false, vec![]),
        more: vec![],
    }
}

pub(crate) fn service(name: &str, uses: &'static str, critical: bool) -> Wish {
    Wish {
        name: vec![("2.5.4.3", name.into())],
        serial: 77,
        usage: Some([0x07, 0x80]),
        extended: (critical, vec![uses]),
        valid: (time("2020-01-01T00:00:00Z"), time("2035-01-01T00:00:00Z")),
        ..person()
    }
}

fn name(parts: &[(&'static str, String)]) -> Vec<u8> {
    let parts: Vec<Vec<u8>> =
        parts.iter().map(|(id, text)| set(&[&sequence(&[&oid(id), &utf8(text)])])).collect();
    sequence(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn spki(key: &Key) -> Vec<u8> {
    let parameters = sequence(&[&oid("1.2.398.3.10.1.1.2.2.1"), &oid("1.2.398.3.10.1.3.3")]);
    sequence(&[&sequence(&[&oid("1.2.398.3.10.1.1.2.2"), &parameters]), &bits(&key.bits())])
}

fn extensions(wish: &Wish, key: &Key, issuer: &Key) -> Vec<u8> {
    let id = |key: &Key| Hash::Sha1.digest(&[&key.bits()]);
    let mut list = vec![
        extension("2.5.29.14", false, &octets(&id(key))),
        extension("2.5.29.35", false, &sequence(&[&tlv(0x80, &[&id(issuer)])])),
    ];
    if let Some(bound) = wish.authority {
        let bound = match bound {
            PathLength::Any => vec![],
            PathLength::AtMost(length) => integer(length),
        };
        let value = sequence(&[&[0x01, 0x01, 0xff], &bound]);
        list.push(extension("2.5.29.19", true, &value));
    }
    if let Some(usage) = wish.usage {
        list.push(extension("2.5.29.15", true, &tlv(0x03, &[&usage])));
    }
    let (critical, uses) = &wish.extended;
    if !uses.is_empty() {
        let uses: Vec<Vec<u8>> = uses.iter().map(|id| oid(id)).collect();
        let value = sequence(&uses.iter().map(Vec::as_slice).collect::<Vec<_>>());
        list.push(extension("2.5.29.37", *critical, &value));
    }
    list.extend(wish.more.clone());
    sequence(&list.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// A certificate by an issuer's name and key.
pub(crate) fn issue(wish: &Wish, key: &Key, issuer_name: &[u8], issuer: &Key) -> Certificate {
    let tbs = sequence(&[
        &tlv(0xa0, &[&integer(2)]),
        &integer(wish.serial),
        &algorithm(GOST_SIGNATURE),
        issuer_name,
        &sequence(&[&utc(wish.valid.0), &utc(wish.valid.1)]),
        &name(&wish.name),
        &spki(key),
        &tlv(0xa3, &[&extensions(wish, key, issuer)]),
    ]);
    let der = signed(&tbs, issuer);
    Certificate::from_der(&der, &Limits::default()).unwrap()
}

/// A to-be-signed part with algorithm and signature.
pub(crate) fn signed(tbs: &[u8], key: &Key) -> Vec<u8> {
    sequence(&[tbs, &algorithm(GOST_SIGNATURE), &bits(&key.sign(tbs))])
}

impl Holder {
    pub(crate) fn root(common_name: &str, seed: &str) -> Self {
        let (wish, key) = (authority(common_name), Key::new(seed));
        let certificate = issue(&wish, &key, &name(&wish.name), &key);
        Self { key, certificate }
    }

    pub(crate) fn issue(&self, wish: &Wish, seed: &str) -> Self {
        let key = Key::new(seed);
        let certificate = issue(wish, &key, self.certificate.subject_der(), &self.key);
        Self { key, certificate }
    }

    pub(crate) fn issuer(&self) -> Issuer {
        let spki = self.certificate.spki().to_vec();
        Issuer {
            name: self.certificate.subject_der().to_vec(),
            spki_fingerprint: Hash::Sha256.digest(&[&spki]).try_into().unwrap(),
            key: PublicKey::from_spki(&spki).unwrap(),
            spki,
            certificate: Some(self.certificate.clone()),
        }
    }

    /// A list: numbers (own, and of the base for a delta), times and entries.
    pub(crate) fn list(
        &self,
        numbers: (u32, Option<u32>),
        times: (Time, Time),
        entries: &[(u32, Time, Option<u8>)],
    ) -> Vec<u8> {
        let entries: Vec<Vec<u8>> = entries
            .iter()
            .map(|(serial, at, reason)| {
                let extensions = reason.map_or(vec![], |reason| {
                    sequence(&[&extension("2.5.29.21", false, &[0x0a, 1, reason])])
                });
                sequence(&[&integer(*serial), &utc(*at), &extensions])
            })
            .collect();
        let entries = sequence(&entries.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let delta = numbers.1.map_or(vec![], |base| extension("2.5.29.27", true, &integer(base)));
        let own = extension("2.5.29.20", false, &integer(numbers.0));
        let tbs = sequence(&[
            &integer(1),
            &sequence(&[&oid(GOST_SIGNATURE)]),
            self.certificate.subject_der(),
            &utc(times.0),
            &utc(times.1),
            &entries,
            &tlv(0xa0, &[&sequence(&[&own, &delta])]),
        ]);
        signed(&tbs, &self.key)
    }
}

/// What an OCSP answer says.
pub(crate) enum Says {
    Good,
    Revoked(Time, u8),
    Unknown,
}

/// An OCSP answer by a responder about a certificate of an issuer.
pub(crate) fn ocsp(
    responder: &Holder,
    about: (&Certificate, &Holder),
    says: &Says,
    at: Time,
    nonce: &[u8],
    extended: bool,
) -> Vec<u8> {
    let (certificate, issuer) = about;
    let hash = |bytes: &[u8]| octets(&Hash::Sha256.digest(&[bytes]));
    let id = sequence(&[
        &algorithm("2.16.840.1.101.3.4.2.1"),
        &hash(issuer.certificate.subject_der()),
        &hash(&issuer.key.bits()),
        &tlv(0x02, &[certificate.serial()]),
    ]);
    let status = match says {
        Says::Good => vec![0x80, 0],
        Says::Unknown => vec![0x82, 0],
        Says::Revoked(at, reason) => {
            tlv(0xa1, &[&generalized(*at), &tlv(0xa0, &[&[0x0a, 1, *reason]])])
        }
    };
    let echoed = extension("1.3.6.1.5.5.7.48.1.2", false, &octets(nonce));
    let may_be_unissued =
        if extended { extension("1.3.6.1.5.5.7.48.1.9", false, &[0x05, 0x00]) } else { vec![] };
    let data = sequence(&[
        &tlv(0xa1, &[responder.certificate.subject_der()]),
        &generalized(at),
        &sequence(&[&sequence(&[&id, &status, &generalized(at)])]),
        &tlv(0xa1, &[&sequence(&[&echoed, &may_be_unissued])]),
    ]);
    let certificates = tlv(0xa0, &[&sequence(&[responder.certificate.der()])]);
    let basic = sequence(&[
        &data,
        &algorithm(GOST_SIGNATURE),
        &bits(&responder.key.sign(&data)),
        &certificates,
    ]);
    let inner = sequence(&[&oid("1.3.6.1.5.5.7.48.1.1"), &octets(&basic)]);
    sequence(&[&[0x0a, 1, 0], &tlv(0xa0, &[&inner])])
}

/// Everything a test needs: root, authority, person, responder, timestamping service.
pub(crate) struct World {
    pub(crate) root: Holder,
    pub(crate) authority: Holder,
    pub(crate) person: Holder,
    pub(crate) responder: Holder,
    pub(crate) timestamps: Holder,
}

impl World {
    pub(crate) fn new() -> Self {
        let root = Holder::root("ROOT OF TESTS", "root");
        let authority = root.issue(&authority("AUTHORITY OF TESTS"), "authority");
        Self {
            person: authority.issue(&person(), "person"),
            responder: authority
                .issue(&service("OCSP OF TESTS", "1.3.6.1.5.5.7.3.9", false), "responder"),
            timestamps: authority
                .issue(&service("TSA OF TESTS", "1.3.6.1.5.5.7.3.8", true), "timestamps"),
            root,
            authority,
        }
    }

    pub(crate) fn trust(&self) -> Trust {
        let mut store = TrustStore::new(Realm::Test);
        store.pin_authority(&self.root.certificate, None).unwrap();
        store.add_intermediate(&self.authority.certificate).unwrap();
        Trust::new(store)
    }
}
