//! Documents: what is open to whom.

mod access;
