//! Shape limits, BER, times.

use super::*;

fn limits() -> Limits {
    Limits::default()
}

#[test]
fn der_passes_untouched() {
    let der = [0x30, 0x03, 0x04, 0x01, 0xff];
    assert!(matches!(normalise(&der, &limits()), Ok(Cow::Borrowed(same)) if same == der));
}

#[test]
fn indefinite_lengths_and_segments_become_der() {
    let ber =
        [0x30, 0x80, 0x24, 0x80, 0x04, 0x01, b'a', 0x04, 0x81, 0x01, b'b', 0, 0, 0x05, 0x00, 0, 0];
    let der = [0x30, 0x06, 0x04, 0x02, b'a', b'b', 0x05, 0x00];
    assert_eq!(normalise(&ber, &limits()).unwrap().as_ref(), der);
}

#[test]
fn refuses_truncation_trailing_bytes_and_strange_segments() {
    for bad in [
        &[0x30, 0x80, 0x05, 0x00][..],
        &[0x30, 0x02, 0x05],
        &[0x05, 0x00, 0x00],
        &[0x2c, 0x03, 0x0c, 0x01, b'a'],
        &[0x24, 0x02, 0x05, 0x00],
        &[0x30, 0x02, 0x00, 0x00],
        &[0x1f, 0x81, 0x01, 0x00],
        &[],
    ] {
        assert!(normalise(bad, &limits()).is_err(), "{bad:02x?}");
    }
}

#[test]
fn depth_and_width_are_bounded() {
    let mut deep = vec![0x05, 0x00];
    for _ in 0..40 {
        let mut outer = Vec::new();
        write_value(&mut outer, tag::SEQUENCE, &deep);
        deep = outer;
    }
    assert_eq!(normalise(&deep, &limits()), Err(Broken::Limit));
    let mut wide = Vec::new();
    write_value(&mut wide, tag::SET, &[0x05, 0x00].repeat(300));
    assert_eq!(normalise(&wide, &limits()), Err(Broken::Limit));
    assert_eq!(normalise(&[0x30, 0x80].repeat(100_000), &limits()), Err(Broken::Limit));
}

#[test]
fn reads_both_forms_of_time() {
    let expected = NaiveDate::from_ymd_opt(2026, 7, 20).unwrap().and_hms_opt(9, 8, 7).unwrap();
    let expected = Some(expected.and_utc());
    assert_eq!(parse_time(tag::UTC_TIME, b"260720090807Z"), expected);
    assert_eq!(parse_time(tag::GENERALIZED_TIME, b"20260720090807Z"), expected);
    assert_eq!(parse_time(tag::GENERALIZED_TIME, b"20260720090807.25Z"), expected);
    for bad in [&b"260720090807"[..], b"261320090807Z", b"2607200908Z", b"26072009080aZ"] {
        assert_eq!(parse_time(tag::UTC_TIME, bad), None);
    }
    assert_eq!(parse_time(tag::GENERALIZED_TIME, b"20260720090807.Z"), None);
}

#[test]
fn lengths_are_written_in_the_shortest_form() {
    for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
        let mut out = Vec::new();
        write_value(&mut out, tag::OCTET_STRING, &vec![7; length]);
        let tlv = Tlv::read(&out).unwrap();
        assert_eq!((tlv.tag, tlv.value.len()), (tag::OCTET_STRING, length));
    }
}
