//! The lists of case management, read to their end, hold the whole world.

use std::collections::HashSet;

use registry::capability::Listing;
use registry::port::{Item, Registry};

use crate::systems::{Systems, call, found};

/// All items of a list, and how many pages they took.
async fn all(systems: &Systems, listing: Listing) -> (Vec<Item>, usize) {
    let (mut items, mut cursor, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = systems.torelik.list(listing, cursor.as_deref(), &call()).await;
        let page = found(&page);
        assert!(page.complete, "{:?}", page.reason);
        items.extend(page.value.items.iter().cloned());
        pages += 1;
        match &page.value.next {
            Some(next) => cursor = Some(next.clone()),
            None => return (items, pages),
        }
    }
}

#[tokio::test]
async fn the_list_of_cases_is_the_world_with_its_parts() {
    let systems = Systems::start(250).await;
    let (items, pages) = all(&systems, Listing::Cases).await;
    assert!(pages >= 2, "{pages} pages");
    let mut ids = HashSet::new();
    for item in &items {
        let Item::Case(answer) = item else { panic!("{item:?}") };
        assert!(ids.insert(answer.case.key.upstream_id.clone().expect("an id")));
        assert_eq!(answer.parts.len(), 3, "parties, hearings and history");
    }
    assert_eq!(items.len(), systems.world().cases.len());
}

#[tokio::test]
async fn the_list_of_hearings_names_their_cases() {
    let systems = Systems::start(400).await;
    let (items, _) = all(&systems, Listing::Hearings).await;
    let today = systems.world().options.today;
    let mut ahead = 0;
    for item in &items {
        let Item::Hearing { hearing, case: Some(case) } = item else { panic!("{item:?}") };
        let id: u64 = case.key.upstream_id.as_deref().and_then(|id| id.parse().ok()).expect("id");
        let known = systems.world().case(id).expect("the case");
        assert_eq!(
            (&case.key.number, &case.key.court, &hearing.court),
            (&known.number, &known.court, &known.court)
        );
        assert_eq!(case.visibility, known.visibility);
        let day = hearing.when.starts_on.expect("a day");
        assert!(known.hearings.iter().any(|known| known.starts_at.date() == day));
        ahead += usize::from(day >= today);
    }
    assert!(ahead > 5, "{ahead} hearings ahead");
}

#[tokio::test]
async fn the_list_of_courts_is_that_of_the_directory() {
    let systems = Systems::start(5).await;
    let (items, _) = all(&systems, Listing::Courts).await;
    assert_eq!(items.len(), systems.world().courts.len());
    let directory = domain::court::Directory::kazakhstan();
    for item in &items {
        let Item::Court(court) = item else { panic!("{item:?}") };
        assert!(directory.court(&court.court).is_some(), "{}", court.court);
    }
}
