//! The sample folder: its rows, its files, the trust that its authorities make.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use eds::algorithm::Hash;
use eds::chain::Issuer;
use eds::revocation::Crl;
use eds::trust::{Realm, Trust, TrustStore, Window};
use eds::{Certificate, Limits};
use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Certificate,
    Ocsp,
    Timestamp,
}

pub(crate) struct Row {
    pub(crate) file: String,
    pub(crate) kind: Kind,
    pub(crate) fields: BTreeMap<String, Value>,
}

pub(crate) struct Folder {
    root: PathBuf,
    rows: Vec<Row>,
}

impl Folder {
    pub(crate) fn open() -> Option<Self> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let named = std::env::var_os("TEREZE_EDS_DATA").map(PathBuf::from);
        let root = workspace.join(named.unwrap_or_else(|| "../shared/eds".into()));
        let Ok(text) = std::fs::read_to_string(root.join("expected.json")) else {
            let required = std::env::var_os("TEREZE_REQUIRE_DATA").is_some_and(|v| v == "1");
            assert!(!required, "no expected.json in {}; set TEREZE_EDS_DATA", root.display());
            eprintln!("not run: no signature samples in {}", root.display());
            return None;
        };
        let parsed: BTreeMap<String, BTreeMap<String, Value>> =
            serde_json::from_str(&text).unwrap();
        let rows = parsed
            .into_iter()
            .map(|(file, fields)| {
                let kind = if fields.contains_key("status") {
                    Kind::Ocsp
                } else if fields.contains_key("gen_time") {
                    Kind::Timestamp
                } else if fields.contains_key("verdict") && !fields.contains_key("not_before") {
                    Kind::Document
                } else {
                    Kind::Certificate
                };
                Row { file, kind, fields }
            })
            .collect();
        Some(Self { root, rows })
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    pub(crate) fn read(&self, file: &str) -> Vec<u8> {
        std::fs::read(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub(crate) fn certificate(&self, file: &str) -> Certificate {
        Certificate::from_der(&self.read(file), &Limits::default())
            .unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// All files below a folder, by their names relative to the root.
    pub(crate) fn below(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![self.root.join(folder)];
        while let Some(directory) = open.pop() {
            let Ok(entries) = std::fs::read_dir(&directory) else { continue };
            for entry in entries {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(&self.root).unwrap();
                    found.push(name.to_str().unwrap().to_owned());
                }
            }
        }
        found.sort();
        found
    }

    /// The certificates of authorities and services of a realm.
    pub(crate) fn authorities(&self, realm: Realm) -> Vec<Certificate> {
        let production = |file: &str| file.split('/').any(|part| part.starts_with("prod"));
        self.below("ca")
            .iter()
            .filter(|file| production(file) == (realm == Realm::Production))
            .map(|file| self.certificate(file))
            .collect()
    }

    pub(crate) fn store(&self, realm: Realm) -> TrustStore {
        let mut store = TrustStore::new(realm);
        let all = self.authorities(realm);
        let signs = |issuer: &Certificate, certificate: &Certificate| {
            issuer.subject_der() == certificate.issuer_der()
                && issuer.key().is_ok_and(|key| certificate.is_signed_by(key))
        };
        for certificate in &all {
            if !certificate.is_authority() {
                store.pin_timestamps(certificate, None).unwrap();
            } else if signs(certificate, certificate) {
                store.pin_authority(certificate, None).unwrap();
            } else if all.iter().any(|issuer| signs(issuer, certificate)) {
                store.add_intermediate(certificate).unwrap();
            } else {
                store.pin_authority(certificate, None).unwrap();
            }
        }
        // A bare key gets its name from a certificate that it issued.
        for file in self.below("derived") {
            let spki = self.read(&file);
            let key = eds::algorithm::PublicKey::from_spki(&spki).unwrap();
            for issued in all.iter().filter(|c| c.is_signed_by(&key)) {
                let id = issued.authority_key_id();
                store.pin_key(issued.issuer_der(), &spki, id, Window::default()).unwrap();
            }
        }
        store
    }

    /// Both realms, each with the timestamps of the other: they are never one store.
    pub(crate) fn trusts(&self) -> [Trust; 2] {
        use Realm::{Production, Test};
        [(Test, Production), (Production, Test)].map(|(signers, timestamps)| Trust {
            signers: self.store(signers),
            timestamps: vec![self.store(timestamps)],
        })
    }

    /// Every authority as an issuer.
    pub(crate) fn issuers(&self) -> Vec<(Certificate, Issuer)> {
        [Realm::Production, Realm::Test]
            .into_iter()
            .flat_map(|realm| self.authorities(realm))
            .filter(Certificate::is_authority)
            .map(|certificate| (certificate.clone(), issuer(&certificate)))
            .collect()
    }

    /// The list in a file, by whichever authority signed it.
    pub(crate) fn list(&self, file: &str) -> (Crl, Certificate) {
        let der = self.read(file);
        let limits = Limits::default();
        let loaded = self.issuers().into_iter().find_map(|(certificate, issuer)| {
            Crl::load(&der, &issuer, &limits).ok().map(|list| (list, certificate))
        });
        loaded.unwrap_or_else(|| panic!("{file}: no authority of the folder signed it"))
    }
}

pub(crate) fn issuer(certificate: &Certificate) -> Issuer {
    Issuer {
        name: certificate.subject_der().to_vec(),
        spki: certificate.spki().to_vec(),
        spki_fingerprint: Hash::Sha256.digest(&[certificate.spki()]).try_into().unwrap(),
        key: certificate.key().unwrap().clone(),
        certificate: Some(certificate.clone()),
    }
}

impl Row {
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.fields.get(key).filter(|value| !value.is_null()).map(|value| value.as_str().unwrap())
    }

    pub(crate) fn list(&self, key: &str) -> Option<Vec<String>> {
        let values = self.fields.get(key)?.as_array().unwrap();
        Some(values.iter().map(|value| value.as_str().unwrap().to_owned()).collect())
    }

    /// Fails on a key that no test reads: it would be passed over in silence.
    pub(crate) fn knows_only(&self, known: &[&str]) {
        for key in self.fields.keys() {
            assert!(known.contains(&key.as_str()), "{}: unknown key {key}", self.file);
        }
    }
}

pub(crate) fn time(text: &str) -> eds::Time {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"))
}

pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.trim().bytes().collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}
