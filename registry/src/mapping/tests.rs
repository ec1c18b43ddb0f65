//! Mapping files that are right, and what is said of those that are not.

use super::Mapping;

#[test]
fn reads_every_mapping_that_comes_with_the_program() {
    for (code, text) in crate::builtin::ALL {
        let mapping = Mapping::parse(&format!("{code}.toml"), text)
            .unwrap_or_else(|problems| panic!("{}", listed(&problems)));
        assert_eq!(mapping.registry().as_str(), *code, "the file is named after its registry");
    }
}

fn listed(problems: &[super::MappingProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
