//! Recorded answers of real court systems, asked through the whole gateway.

mod conformance;
