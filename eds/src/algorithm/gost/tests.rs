//! Examples of RFC 7091, and keys that are no points.

#![expect(clippy::many_single_char_names, reason = "the names of RFC 7091")]

use super::*;
use crate::algorithm::field::General;

/// RFC 7091, section 7.1: a curve over a general prime of 256 bits.
#[test]
fn verifies_example_1_of_rfc_7091() {
    let n = U256::from_be_hex;
    let p = n("8000000000000000000000000000000000000000000000000000000000000431");
    let parameters = Parameters {
        a: n("0000000000000000000000000000000000000000000000000000000000000007"),
        b: n("5FBFF498AA938CE739B8E022FBAFEF40563F6E6A3472FC2A514C0CE9DAE23B7E"),
        q: n("8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3"),
        x: n("0000000000000000000000000000000000000000000000000000000000000002"),
        y: n("08E2A8A0E65147D4BD6316030E16D19C85C97F0A9CA267122B96ABBCEA7E8FC8"),
        cofactor: 1,
    };
    let curve = Curve::new(General::new(p).unwrap(), &parameters).unwrap();
    let key = curve
        .point(
            &n("7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B"),
            &n("26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA"),
        )
        .unwrap();
    let e = n("2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5");
    let r = n("41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493");
    let s = n("01456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40");
    assert!(curve.verify(&key, &e, &r, &s));
    assert!(!curve.verify(&key, &e, &s, &r));
    assert!(!curve.verify(&key, &e.wrapping_add(&U256::ONE), &r, &s));
}

/// RFC 7091, section 7.2: a curve over a general prime of 512 bits.
#[test]
fn verifies_example_2_of_rfc_7091() {
    let n = U512::from_be_hex;
    let p = n(
        "4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15DF1D852741AF4704A0458047E80E4546D35B8336FAC224DD81664BBF528BE6373",
    );
    let parameters = Parameters {
        a: U512::from(7_u32),
        b: n(
            "1CFF0806A31116DA29D8CFA54E57EB748BC5F377E49400FDD788B649ECA1AC4361834013B2AD7322480A89CA58E0CF74BC9E540C2ADD6897FAD0A3084F302ADC",
        ),
        q: n(
            "4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15DA82F2D7ECB1DBAC719905C5EECC423F1D86E25EDBE23C595D644AAF187E6E6DF",
        ),
        x: n(
            "24D19CC64572EE30F396BF6EBBFD7A6C5213B3B3D7057CC825F91093A68CD762FD60611262CD838DC6B60AA7EEE804E28BC849977FAC33B4B530F1B120248A9A",
        ),
        y: n(
            "2BB312A43BD2CE6E0D020613C857ACDDCFBF061E91E5F2C3F32447C259F39B2C83AB156D77F1496BF7EB3351E1EE4E43DC1A18B91B24640B6DBB92CB1ADD371E",
        ),
        cofactor: 1,
    };
    let curve = Curve::new(General::new(p).unwrap(), &parameters).unwrap();
    let key = curve
        .point(
            &n("115DC5BC96760C7B48598D8AB9E740D4C4A85A65BE33C1815B5C320C854621DD5A515856D13314AF69BC5B924C8B4DDFF75C45415C1D9DD9DD33612CD530EFE1"),
            &n("37C7C90CD40B0F5621DC3AC1B751CFA0E2634FA0503B3D52639F5D7FB72AFD61EA199441D943FFE7F0C70A2759A3CDB84C114E1F9339FDF27F35ECA93677BEEC"),
        )
        .unwrap();
    let e = n(
        "3754F3CFACC9E0615C4F4A7C4D8DAB531B09B6F9C170C533A71D147035B0C5917184EE536593F4414339976C647C5D5A407ADEDB1D560C4FC6777D2972075B8C",
    );
    let r = n(
        "2F86FA60A081091A23DD795E1E3C689EE512A3C82EE0DCC2643C78EEA8FCACD35492558486B20F1C9EC197C90699850260C93BCBCD9C5C3317E19344E173AE36",
    );
    let s = n(
        "1081B394696FFE8E6585E7A9362D26B6325F56778AADBC081C0BFBE933D52FF5823CE288E8C4F362526080DF7F70CE406A6EEB1F56919CB92A9853BDE73E5B4A",
    );
    assert!(curve.verify(&key, &e, &r, &s));
    assert!(!curve.verify(&key, &e, &r, &s.wrapping_sub(&U512::ONE)));
}

#[test]
fn every_curve_in_use_proves_its_own_parameters() {
    assert!(A512.is_some());
    assert!(A2004.is_some());
    assert!(A256.is_some());
}

#[test]
fn refuses_a_generator_of_another_order() {
    let parameters = Parameters {
        a: U256::ZERO.wrapping_sub(&U256::from(620_u32)),
        b: U256::from(166_u32),
        q: U256::from_be_hex("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B891"),
        x: U256::ONE,
        y: U256::from_be_hex("8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14"),
        cofactor: 1,
    };
    assert!(Curve::new(Special::<{ U256::LIMBS }>::new(617).unwrap(), &parameters).is_none());
}

#[test]
fn refuses_points_off_the_curve_and_wrong_lengths() {
    assert!(Key::from_bytes(Kind::Gost512, &[0; 128]).is_none());
    assert!(Key::from_bytes(Kind::Gost2004, &[1; 64]).is_none());
    assert!(Key::from_bytes(Kind::Gost256, &[0xff; 64]).is_none());
    assert!(Key::from_bytes(Kind::Gost512, &[1; 127]).is_none());
    let mut generator = [0_u8; 64];
    generator[0] = 1;
    generator[32..].copy_from_slice(
        U256::from_be_hex("8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14")
            .to_le_bytes()
            .as_ref(),
    );
    let key = Key::from_bytes(Kind::Gost2004, &generator).unwrap();
    assert!(!key.verify(&[0; 32], &[0; 64]), "r = 0 must be refused");
    assert!(!key.verify(&[0; 32], &[0xff; 64]), "r >= q must be refused");
    assert!(!key.verify(&[0; 31], &[1; 64]));
    assert!(!key.verify(&[0; 32], &[1; 63]));
}
