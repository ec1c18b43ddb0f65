//! Registries: how each court system is.

mod list;
