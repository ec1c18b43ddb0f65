//! Verifies electronic digital signatures of Kazakhstan. No I/O, no clock.
