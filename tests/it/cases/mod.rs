//! Cases: one, many at once, searched.

mod portfolio;
mod search;
mod view;
