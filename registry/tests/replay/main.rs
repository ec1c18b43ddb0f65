//! The REST adapter against recorded answers of real court systems, served over HTTP.

mod compare;
mod conformance;
mod ours;
mod rules;
mod slovakia;
