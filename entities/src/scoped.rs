//! Which rows exist for a viewer: the only place that turns a [`Scope`] into SQL.
//!
//! | scope | public | closed | sealed |
//! |---|---|---|---|
//! | `Public` | yes | no | no |
//! | `Persons` | yes | where one of them is a party or a representative | no |
//! | `Courts` | yes | in these courts | in these courts |
//! | `All` | yes | yes | yes |
//!
//! A part (party, event, hearing) with a visibility of its own follows the same table, as if its
//! case had that visibility.

use domain::scope::Scope;

use crate::db::Db;
use crate::person::PersonDigest;
use crate::sql::Sql;

/// A scope made ready for statements.
#[derive(Debug, Clone)]
pub(crate) enum Viewer {
    Public,
    Persons(Vec<PersonDigest>),
    Courts(Vec<String>),
    All,
}

impl Viewer {
    pub(crate) fn of(db: &Db, scope: &Scope) -> Self {
        match scope {
            Scope::Public => Self::Public,
            Scope::Persons(numbers) if numbers.is_empty() => Self::Public,
            Scope::Persons(numbers) => {
                Self::Persons(numbers.iter().map(|number| db.digest(number)).collect())
            }
            Scope::Courts(courts) if courts.is_empty() => Self::Public,
            Scope::Courts(courts) => {
                Self::Courts(courts.iter().map(|court| court.as_str().to_owned()).collect())
            }
            Scope::All => Self::All,
        }
    }

    /// Adds the condition that the row of `cases` named `alias` exists for the viewer.
    pub(crate) fn visible_to(&self, sql: &mut Sql, alias: &str) {
        if matches!(self, Self::All) {
            sql.push("1 = 1");
        } else {
            self.row_visible_to(sql, &format!("{alias}.visibility"), alias);
        }
    }

    /// Adds the condition that a row with the visibility in `column`, of the case named `alias`,
    /// exists for the viewer. Whether the case does is another condition.
    pub(crate) fn row_visible_to(&self, sql: &mut Sql, column: &str, alias: &str) {
        match self {
            Self::Public => {
                sql.push(column).push(" = 'PUBLIC'");
            }
            Self::Persons(_) => {
                sql.push("(").push(column).push(" = 'PUBLIC' OR (").push(column);
                sql.push(" = 'CLOSED' AND ");
                self.takes_part(sql, alias);
                sql.push("))");
            }
            Self::Courts(_) => {
                sql.push("(").push(column).push(" = 'PUBLIC' OR ");
                self.takes_part(sql, alias);
                sql.push(")");
            }
            Self::All => {
                sql.push("1 = 1");
            }
        }
    }

    /// Adds the condition that the viewer takes part in the case named `alias`, or is its court.
    fn takes_part(&self, sql: &mut Sql, alias: &str) {
        match self {
            Self::Public => {
                sql.push("1 = 0");
            }
            Self::Persons(digests) => {
                sql.push("EXISTS (SELECT 1 FROM party_persons pp WHERE pp.case_id = ");
                sql.push(alias).push(".case_id AND ");
                sql.within("pp.person_digest", digests.iter().cloned()).push(")");
            }
            Self::Courts(courts) => {
                sql.within(&format!("{alias}.court_id"), courts.iter().cloned());
            }
            Self::All => {
                sql.push("1 = 1");
            }
        }
    }
}
