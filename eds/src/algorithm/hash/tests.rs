//! Examples of RFC 6986, and check values of the older hash.

use super::*;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"))
}

/// RFC 6986, section 10.1: message M1 of 63 bytes, printed there with the highest byte first.
const M1: &[u8] = b"012345678901234567890123456789012345678901234567890123456789012";
/// RFC 6986, section 10.2: message M2 of 72 bytes in the encoding CP1251.
const M2: [u8; 72] = [
    0xd1, 0xe5, 0x20, 0xe2, 0xe5, 0xf2, 0xf0, 0xe8, 0x2c, 0x20, 0xd1, 0xf2, 0xf0, 0xe8, 0xe1, 0xee,
    0xe6, 0xe8, 0x20, 0xe2, 0xed, 0xf3, 0xf6, 0xe8, 0x2c, 0x20, 0xe2, 0xe5, 0xfe, 0xf2, 0xfa, 0x20,
    0xf1, 0x20, 0xec, 0xee, 0xf0, 0xff, 0x20, 0xf1, 0xf2, 0xf0, 0xe5, 0xeb, 0xe0, 0xec, 0xe8, 0x20,
    0xed, 0xe0, 0x20, 0xf5, 0xf0, 0xe0, 0xe1, 0xf0, 0xfb, 0xff, 0x20, 0xef, 0xeb, 0xfa, 0xea, 0xfb,
    0x20, 0xc8, 0xe3, 0xee, 0xf0, 0xe5, 0xe2, 0xfb,
];

#[test]
fn streebog_gives_the_examples_of_rfc_6986() {
    let short_512 = "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48";
    let short_256 = "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500";
    let long_512 = "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28";
    let long_256 = "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50";
    assert_eq!(hex(&Hash::Streebog512.digest(&[M1])), short_512);
    assert_eq!(hex(&Hash::Streebog256.digest(&[M1])), short_256);
    assert_eq!(hex(&Hash::Streebog512.digest(&[&M2])), long_512);
    assert_eq!(hex(&Hash::Streebog256.digest(&[&M2])), long_256);
}

#[test]
fn gost34311_uses_the_test_s_box() {
    let empty = "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d";
    let abc = "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d";
    assert_eq!(hex(&Hash::Gost34311.digest(&[])), empty);
    assert_eq!(hex(&Hash::Gost34311.digest(&[b"a", b"bc"])), abc);
}

#[test]
fn every_hash_is_found_by_its_own_identifier() {
    let all = [
        Hash::Sha1,
        Hash::Sha256,
        Hash::Sha384,
        Hash::Sha512,
        Hash::Gost34311,
        Hash::Streebog256,
        Hash::Streebog512,
    ];
    for hash in all {
        assert_eq!(Hash::from_oid(&hash.oid()), Some(hash));
    }
    assert_eq!(Hash::from_oid(&oid::RSA), None);
}
