//! The table of parties, with the words of their names and the digests of their numbers.

use std::collections::HashMap;

use domain::case::Visibility;
use domain::coded::CodeList;
use domain::key::PartKey;
use domain::party::{Party, Representative};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::table::Table;
use super::{PartRows, PartSet};
use crate::cases::insert_words;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::id::CaseId;
use crate::row::{Row, code_of};
use crate::sql::{Sql, VALUES_MAX, kept};
use crate::words::words_of;

pub(super) static TABLE: Table = Table {
    name: "parties",
    id: "party_id",
    unique: "case_id, registry_id, local_id",
    columns: &[
        "name",
        "kind_code",
        "kind_original",
        "role_code",
        "role_original",
        "representatives",
        "status",
        "visibility",
    ],
    read: 8,
    order: "t.position, t.party_id",
};

pub(super) fn values(party: &Party) -> Vec<Value> {
    // The numbers of persons are written nowhere but as digests.
    let representatives: Vec<Representative> = party
        .representatives
        .iter()
        .map(|one| Representative { person_number: None, ..one.clone() })
        .collect();
    let [kind_code, kind_original] = super::events::coded(party.kind.as_ref());
    let [role_code, role_original] = super::events::coded(party.role.as_ref());
    vec![
        party.name.clone().into(),
        kind_code,
        kind_original,
        role_code,
        role_original,
        serde_json::to_value(representatives).unwrap_or_default().into(),
        party.status.clone().into(),
        code_of(&party.visibility).into(),
    ]
}

pub(super) fn read(row: &mut Row<'_>, key: PartKey) -> Result<Party> {
    Ok(Party {
        key,
        name: row.text()?,
        kind: row.coded(CodeList::PartyKind)?,
        role: row.coded(CodeList::PartyRole)?,
        person_number: None,
        representatives: row.json("parties.representatives")?,
        status: row.text()?,
        visibility: row.code("parties.visibility")?,
    })
}

/// Replaces the words and the digests of the parties that were written, and removes those of
/// parties that vanished.
pub(super) async fn write_persons(
    db: &Db,
    tx: &Tx,
    sets: &[(&PartSet<'_>, Uuid)],
    written: &[QueryResult],
) -> Result<()> {
    let parties = told(sets);
    let mut ids: Vec<Uuid> = Vec::with_capacity(written.len());
    let mut words: Vec<[Value; 4]> = Vec::new();
    let mut persons: Vec<[Value; 4]> = Vec::new();
    for result in written {
        let mut row = Row::new(result);
        let party_id = row.id()?;
        let registry: String = row.next()?;
        let case_id = CaseId(row.id()?);
        let local: String = row.next()?;
        let Some(party) = parties.get(&(case_id, registry.as_str(), local)) else {
            continue;
        };
        ids.push(party_id);
        if party.visibility == Visibility::Public {
            words.extend(
                words_of(party.name.as_deref())
                    .into_iter()
                    .map(|word| [party_id.into(), case_id.into(), word.into(), true.into()]),
            );
        }
        let numbers = party.person_number.iter().map(|number| (number, "PARTY"));
        let theirs = party.representatives.iter().filter_map(|one| one.person_number.as_ref());
        for (number, capacity) in numbers.chain(theirs.map(|number| (number, "REPRESENTATIVE"))) {
            let digest = db.digest(number);
            persons.push([party_id.into(), case_id.into(), digest.into(), capacity.into()]);
        }
    }
    remove_old(tx, sets, &ids).await?;
    insert_words(tx, &words).await?;
    for chunk in persons.chunks(VALUES_MAX / 4) {
        let mut sql = Sql::new(
            "INSERT INTO party_persons (party_id, case_id, person_digest, capacity) VALUES ",
        );
        sql.tuples(chunk.iter().cloned()).push(" ON CONFLICT DO NOTHING");
        tx.run(sql).await?;
    }
    Ok(())
}

fn told<'s>(sets: &[(&'s PartSet<'_>, Uuid)]) -> HashMap<(CaseId, &'s str, String), &'s Party> {
    let mut parties = HashMap::new();
    for (set, _) in sets {
        if let PartRows::Parties(rows) = set.rows {
            for party in rows {
                let key = (set.case, set.registry.as_str(), kept(&party.key.local));
                parties.insert(key, party);
            }
        }
    }
    parties
}

async fn remove_old(tx: &Tx, sets: &[(&PartSet<'_>, Uuid)], ids: &[Uuid]) -> Result<()> {
    for chunk in ids.chunks(VALUES_MAX / 2) {
        for (table, column) in [("case_words", "owner_id"), ("party_persons", "party_id")] {
            let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE "));
            sql.within(column, chunk.iter().copied());
            tx.run(sql).await?;
        }
    }
    // The digests of vanished parties go with them; words have no foreign key to follow.
    let mut sql = Sql::new("DELETE FROM case_words AS w WHERE ");
    sql.within("w.case_id", sets.iter().map(|(set, _)| set.case));
    sql.push(
        " AND w.of_party \
         AND NOT EXISTS (SELECT 1 FROM parties p WHERE p.party_id = w.owner_id)",
    );
    tx.run(sql).await?;
    Ok(())
}
