//! Keys of authorities that are known by hash: what an installed file is checked against.
//!
//! Only hashes stand here; the certificates themselves are the operator's to install. Names are
//! no proof: one test root is called like a production one, and two authorities differ by a letter.

use super::Realm;
use crate::asn1::Tlv;

/// An authority known by the hash of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownAuthority {
    /// The common name of its subject.
    pub common_name: &'static str,
    /// Its generation.
    pub year: u16,
    /// Its realm.
    pub realm: Realm,
    /// SHA-256 of the `SubjectPublicKeyInfo`, where that is known.
    pub spki_sha256: Option<[u8; 32]>,
    /// SHA-1 of the content of the key's bit string.
    pub key_sha1: Option<[u8; 20]>,
    /// Whether certificates are issued under it today.
    pub current: bool,
    /// Whether every key of that name in its realm is listed, so that another one is strange.
    pub complete: bool,
}

/// SHA-1 of the content of the key's bit string: the key identifier of the authorities since 2015.
pub(super) fn key_bits_sha1(spki: &[u8]) -> Option<[u8; 20]> {
    let mut fields = Tlv::read(spki).ok()?.walk();
    fields.any().ok()?;
    let bits = fields.any().ok()?;
    super::sha1(bits.value.get(1..)?)
}

const fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'a' + 10,
    }
}

/// Hexadecimal digits into bytes, at compile time.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which checks each index")]
const fn hex<const N: usize>(digits: &str) -> [u8; N] {
    let digits = digits.as_bytes();
    assert!(digits.len() == 2 * N, "two digits make a byte");
    let mut bytes = [0; N];
    let mut index = 0;
    while index < N {
        bytes[index] = nibble(digits[2 * index]) << 4 | nibble(digits[2 * index + 1]);
        index += 1;
    }
    bytes
}

/// The authorities known by hash.
pub const KNOWN: &[KnownAuthority] = &[
    KnownAuthority {
        common_name: "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)",
        year: 2015,
        realm: Realm::Production,
        spki_sha256: Some(hex("5a3dce1a3a954448c3f6abcde0b41e16f3fc2de6c20ce6a63e560fbf7fe7e6b7")),
        key_sha1: Some(hex("d4a51869ef8b3f15fdeaadbd47e094816b066a3b")),
        current: false,
        complete: true,
    },
    KnownAuthority {
        common_name: "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST)",
        year: 2015,
        realm: Realm::Production,
        spki_sha256: Some(hex("9ba4ac17e42e61ed5ea26a32fb4fa8fea70a9f562f47b53c201b088ef0952604")),
        key_sha1: Some(hex("561e7a76d760190e6ef8a096715076552413af2e")),
        current: false,
        complete: true,
    },
    KnownAuthority {
        common_name: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA)",
        year: 2018,
        realm: Realm::Production,
        spki_sha256: Some(hex("6f73b914f2bd4a3cb227589df26733e08fe87ccceb33344b10245e245389008f")),
        key_sha1: Some(hex("b576f5b31b5a6821a16fefab1212c94d938dc7ee")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
        year: 2022,
        realm: Realm::Production,
        spki_sha256: Some(hex("b5eea044ab9f08df55faec9b8ae5b657ad8023b1b0c32b1ad95dabbe384d7a15")),
        key_sha1: Some(hex("fe30be9fc890633f1fff5a3c0cb0c85f4c6d1708")),
        current: true,
        complete: true,
    },
    KnownAuthority {
        common_name: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2022",
        year: 2022,
        realm: Realm::Production,
        spki_sha256: None,
        key_sha1: Some(hex("dcae24d749b26480d2de37233c3ea4515db55ac7")),
        current: true,
        complete: true,
    },
    KnownAuthority {
        common_name: "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ 2020 (GOST)",
        year: 2020,
        realm: Realm::Test,
        spki_sha256: Some(hex("cf8436af2b78f25f52a02c54b076066cf4bdfc91c9415b32ec40ea6814c37512")),
        key_sha1: Some(hex("7fb73a461b822616466f18267b1225915609528d")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ TEST _2020(RSA)",
        year: 2020,
        realm: Realm::Test,
        spki_sha256: Some(hex("2fa132c47622c72fa750bdb6191d108d20c8e8fc143fb1008df11e64a702cfae")),
        key_sha1: Some(hex("c99329f19b8caf1b69b50a8bb8688bf79f8680ff")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "ҰҚО 3.0 (GOST TEST)",
        year: 2023,
        realm: Realm::Test,
        spki_sha256: Some(hex("0b78c0070478c1f3314296e733486f26b22f429a8b422ad0f3a05f3d7b0a9582")),
        key_sha1: Some(hex("fed076bcc562b7a0c653e383f59b0cff9844d21c")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "ҰКО 3.0 (GOST TEST)",
        year: 2019,
        realm: Realm::Test,
        spki_sha256: Some(hex("7ef145c0c2e777065851b660ca24c7345bd6025b3573ec51cb16602ac224b61f")),
        key_sha1: Some(hex("07bed21c60084456b02715e857374347bbd75450")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022",
        year: 2022,
        realm: Realm::Test,
        spki_sha256: Some(hex("0e9abafd340dab0eafac3199e0dd8cdf6f4e26ee3b5ace823d1d2df6c4f68388")),
        key_sha1: Some(hex("fad24b1ba3a0c961fe1ca8503e6aa2bb450db8a3")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "ҰҚО 3.0 (RSA TEST)",
        year: 2023,
        realm: Realm::Test,
        spki_sha256: Some(hex("73826c16af804506241758e06a8e034680a6d1effdbdf5999749158720dc33cf")),
        key_sha1: Some(hex("0bc7edcf68963a4947c5bff1f7e7b8edc2ed3820")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "ҰКО 3.0 (RSA TEST)",
        year: 2019,
        realm: Realm::Test,
        spki_sha256: Some(hex("6041da252bbd68ced8752e116a10e3eb2c3c4ab6e2de5c5ab42b416a84fbb76b")),
        key_sha1: Some(hex("a68c16337cb8e83567063e5e415755a2af345068")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "НЕГІЗГІ КО TEST (GOST)",
        year: 2018,
        realm: Realm::Test,
        spki_sha256: Some(hex("e29ac6276f4adab508c9d28a5d981e0bb0c04c721190e445259be2153ddae969")),
        key_sha1: Some(hex("1701bbff9f328a26e841f2d78e75780b40054485")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "НЕГІЗГІ КО TEST (RSA)",
        year: 2018,
        realm: Realm::Test,
        spki_sha256: Some(hex("89aeaf8eae78f2d612949592374b66f916986146c51db8b65ab10a28aed37b65")),
        key_sha1: Some(hex("4fb66876df00af8b3fd9f3e603badf7353395c9b")),
        current: false,
        complete: false,
    },
    KnownAuthority {
        common_name: "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022",
        year: 2022,
        realm: Realm::Test,
        spki_sha256: Some(hex("54f6acdb3e392ffe23aa47c495f33ca842be503ecfec67b53954d7382b6125ad")),
        key_sha1: Some(hex("a7d3ab7790372e5b698170dde60ccca38bc3a4b2")),
        current: false,
        complete: false,
    },
];
