//! `schema.graphql` is what the program prints.

use gateway::config::Sources;
use tests::data;

#[test]
fn keeps_the_printed_schema_in_the_repository() {
    let config = Sources::of_text("").load().expect("the settings compiled in are right");
    let printed = gateway::wire::gate(&config).sdl().to_owned();
    let kept =
        std::fs::read_to_string(data::workspace().join("schema.graphql")).unwrap_or_default();
    let line =
        kept.lines().zip(printed.lines()).take_while(|(one, other)| one == other).count() + 1;
    assert!(
        kept.trim_end() == printed.trim_end(),
        "schema.graphql differs from line {line}: cargo xtask drift --write"
    );
}
