//! Writing DER: just enough to make certificates, messages and answers.

use der::asn1::ObjectIdentifier;
use eds::Time;

pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let value = parts.concat();
    let mut out = vec![tag];
    match value.len() {
        short @ 0..=0x7f => out.push(u8::try_from(short).unwrap()),
        long => {
            let digits: Vec<u8> = long.to_be_bytes().into_iter().skip_while(|d| *d == 0).collect();
            out.push(0x80 | u8::try_from(digits.len()).unwrap());
            out.extend(digits);
        }
    }
    out.extend(value);
    out
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

pub(crate) fn set(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x31, parts)
}

pub(crate) fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(0x04, &[bytes])
}

pub(crate) fn bits(bytes: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[0], bytes])
}

pub(crate) fn integer(number: u32) -> Vec<u8> {
    let digits: Vec<u8> = number.to_be_bytes().into_iter().skip_while(|d| *d == 0).collect();
    let zero: &[u8] = if digits.first().is_none_or(|d| d & 0x80 != 0) { &[0] } else { &[] };
    tlv(0x02, &[zero, &digits])
}

pub(crate) fn oid(text: &str) -> Vec<u8> {
    tlv(0x06, &[ObjectIdentifier::new_unwrap(text).as_bytes()])
}

pub(crate) fn algorithm(text: &str) -> Vec<u8> {
    sequence(&[&oid(text), &[0x05, 0x00]])
}

pub(crate) fn utf8(text: &str) -> Vec<u8> {
    tlv(0x0c, &[text.as_bytes()])
}

pub(crate) fn utc(time: Time) -> Vec<u8> {
    tlv(0x17, &[time.format("%y%m%d%H%M%SZ").to_string().as_bytes()])
}

pub(crate) fn generalized(time: Time) -> Vec<u8> {
    tlv(0x18, &[time.format("%Y%m%d%H%M%SZ").to_string().as_bytes()])
}

pub(crate) fn extension(id: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let flag: &[u8] = if critical { &[0x01, 0x01, 0xff] } else { &[] };
    sequence(&[&oid(id), flag, &octets(value)])
}

pub(crate) fn time(text: &str) -> Time {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}
