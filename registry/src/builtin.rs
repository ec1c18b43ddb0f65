//! The mapping files that come with the program.

macro_rules! mappings {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../mappings/", $name, ".toml")))),*]
    };
}

/// Every mapping that comes with the program: code of the registry and text of the file.
pub const ALL: &[(&str, &str)] = mappings![
    "kz-archive",
    "kz-cabinet",
    "kz-torelik",
    "sk-info-sud",
    "sk-obcan-justice",
    "uk-cath",
    "us-florida",
    "us-lasc",
    "us-scotus",
];

/// The text of a mapping, by the code of its registry.
pub fn mapping(code: &str) -> Option<&'static str> {
    ALL.iter().find(|(name, _)| *name == code).map(|(_, text)| *text)
}
