//! Ids round-trip, and nothing else opens.

use domain::key::{CaseKey, PartKey};
use registry::capability::Part;

use super::{NodeId, NotAnId, Sealer};

fn case(upstream_id: Option<&str>) -> CaseKey {
    CaseKey {
        registry: "kz-torelik".into(),
        court: "kz-7599".into(),
        number: "7599-23-00-2/1234".to_owned(),
        upstream_id: upstream_id.map(str::to_owned),
    }
}

fn sealer() -> Sealer {
    Sealer::new(&[7; 32]).unwrap()
}

#[test]
fn every_kind_of_id_round_trips() {
    let key = PartKey { registry: "kz-archive".into(), local: "55".to_owned() };
    let mut nodes = vec![
        NodeId::Case(case(None)),
        NodeId::Case(case(Some("42"))),
        NodeId::Court("kz-7599".into()),
        NodeId::BoardRow(uuid::Uuid::from_u128(7)),
        NodeId::Outage { registry: "kz-cabinet".into(), began_ms: 5 },
    ];
    nodes.extend(Part::ALL.map(|part| NodeId::Part { part, case: case(None), key: key.clone() }));
    for node in nodes {
        let id = sealer().id(&node);
        assert_eq!(sealer().open_id(&id), Ok(node.clone()));
        assert_eq!(sealer().id(&node), id, "an id must not change");
        assert!(!id.contains("7599"));
    }
}

#[test]
fn what_was_not_sealed_here_does_not_open() {
    let id = sealer().id(&NodeId::Case(case(None)));
    let other = Sealer::new(&[8; 32]).unwrap().id(&NodeId::Case(case(None)));
    let mut altered = id.clone().into_bytes();
    altered[10] ^= 1;
    let altered = String::from_utf8_lossy(&altered).into_owned();
    let cursor = sealer().cursor("cases", "x");
    for bad in ["", "1", "Q2FzZTox", "№ 5", other.as_str(), altered.as_str(), cursor.as_str()] {
        assert_eq!(sealer().open_id(bad), Err(NotAnId), "{bad}");
    }
    assert_eq!(sealer().open_id(&"A".repeat(10_000)), Err(NotAnId));
}

#[test]
fn a_cursor_is_good_for_its_own_list_only() {
    let cursor = sealer().cursor("cases", "2023-01-01|7");
    assert_eq!(sealer().open_cursor("cases", &cursor), Ok("2023-01-01|7".to_owned()));
    assert_eq!(sealer().open_cursor("hearings", &cursor), Err(NotAnId));
    let id = sealer().id(&NodeId::Case(case(None)));
    assert_eq!(sealer().open_cursor("cases", &id), Err(NotAnId));
}
