//! The contract with clients: their operations are valid, and those that run give what they did.

mod valid;
