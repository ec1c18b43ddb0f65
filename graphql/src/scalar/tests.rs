//! What the scalars take and refuse.

use async_graphql::{ScalarType, Value};

use super::{ByteCount, CourtCode, Date, Sha256};

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

#[test]
fn a_day_is_a_day_of_the_calendar_written_in_full() {
    assert!(Date::parse(text("2024-02-29")).is_ok());
    for bad in ["2023-02-29", "2026-1-2", "22.11.2026", "+02026-1-1", "", "2026-11-22T00:00:00Z"] {
        assert!(Date::parse(text(bad)).is_err(), "{bad}");
    }
    assert!(Date::parse(Value::from(20_260_101)).is_err());
}

#[test]
fn a_number_of_bytes_is_one_that_every_client_can_hold() {
    assert_eq!(
        ByteCount::parse(Value::from(3_000_000_000_u64)).ok(),
        Some(ByteCount(3_000_000_000))
    );
    assert!(ByteCount::parse(Value::from(1_u64 << 53)).is_err());
    assert!(ByteCount::parse(Value::from(-1)).is_err());
    assert!(ByteCount::parse(text("1")).is_err());
}

#[test]
fn a_court_code_is_tolerant_of_capitals() {
    let code = CourtCode::parse(text(" KZ-7599 ")).unwrap();
    assert_eq!(code.to_value(), text("kz-7599"));
}

#[test]
fn a_digest_has_64_digits() {
    assert!(Sha256::parse(text(&"aB".repeat(32))).is_ok());
    for bad in ["", "xy", &"g".repeat(64)] {
        assert!(Sha256::parse(text(bad)).is_err(), "{bad}");
    }
}
