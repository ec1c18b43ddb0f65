//! Who takes part in a case, and who speaks for them.

use super::{Party, Person, Representative};
use crate::chance::Chance;

/// How many people and organisations the world has; some meet in several cases.
const PEOPLE: usize = 900;
const ORGANISATIONS: usize = 240;
const BODIES: usize = 60;
const ADVOCATES: usize = 120;

/// The parties of a case of this kind.
pub(crate) fn of(seed: u64, kind: &str, order: bool, chance: &mut Chance) -> Vec<Party> {
    let mut cast = Cast { seed, chance };
    match kind {
        "CRIMINAL" => cast.criminal(),
        "ADMINISTRATIVE_OFFENCE" => cast.offence(),
        "ADMINISTRATIVE" => cast.administrative(),
        _ if order => vec![cast.organisation("CREDITOR"), cast.person("DEBTOR", "ADVOCATE", 5)],
        _ => cast.civil(),
    }
}

/// So many plaintiffs more, for a case of a crowd.
pub(crate) fn crowd(seed: u64, count: usize, chance: &mut Chance) -> Vec<Party> {
    let mut cast = Cast { seed, chance };
    (0..count).map(|_| cast.person("PLAINTIFF", "ADVOCATE", 10)).collect()
}

struct Cast<'a> {
    seed: u64,
    chance: &'a mut Chance,
}

impl Cast<'_> {
    fn civil(&mut self) -> Vec<Party> {
        let mut parties = vec![self.anybody("PLAINTIFF"), self.anybody("DEFENDANT")];
        if self.chance.percent(15) {
            parties.push(self.anybody("DEFENDANT"));
        }
        if self.chance.percent(20) {
            parties.push(self.anybody("THIRD_PARTY_WITHOUT_CLAIM"));
        }
        if self.chance.percent(4) {
            parties.push(self.anybody("THIRD_PARTY_WITH_CLAIM"));
        }
        parties
    }

    fn administrative(&mut self) -> Vec<Party> {
        let mut parties = vec![self.anybody("PLAINTIFF"), self.body("DEFENDANT")];
        if self.chance.percent(25) {
            parties.push(self.anybody("INTERESTED_PERSON"));
        }
        parties
    }

    fn offence(&mut self) -> Vec<Party> {
        let mut parties =
            vec![self.person("PERSON_HELD_LIABLE", "ADVOCATE", 15), self.body("AUTHORITY")];
        if self.chance.percent(20) {
            parties.push(self.person("VICTIM", "LEGAL_REPRESENTATIVE", 10));
        }
        parties
    }

    fn criminal(&mut self) -> Vec<Party> {
        let mut parties = vec![self.person("ACCUSED", "DEFENCE_COUNSEL", 100)];
        if self.chance.percent(12) {
            parties.push(self.person("ACCUSED", "DEFENCE_COUNSEL", 100));
        }
        parties.push(self.body("PROSECUTOR"));
        if self.chance.percent(70) {
            parties.push(self.person("VICTIM", "ADVOCATE", 30));
        }
        parties
    }

    fn anybody(&mut self, role: &'static str) -> Party {
        if self.chance.percent(55) {
            self.person(role, "ADVOCATE", 45)
        } else {
            self.organisation(role)
        }
    }

    fn person(&mut self, role: &'static str, capacity: &'static str, percent: u64) -> Party {
        let person = Person::natural(self.seed, self.chance.below(PEOPLE) as u64);
        let spoken_for = self.chance.percent(percent);
        let representatives = spoken_for.then(|| self.advocate(capacity)).into_iter().collect();
        Party { person, role, representatives }
    }

    fn organisation(&mut self, role: &'static str) -> Party {
        let person = Person::organisation(self.seed, self.chance.below(ORGANISATIONS) as u64);
        let capacity = *self.chance.pick(&["EMPLOYEE", "EMPLOYEE", "HEAD", "LEGAL_CONSULTANT"]);
        let representatives = vec![self.advocate(capacity)];
        Party { person, role, representatives }
    }

    fn body(&mut self, role: &'static str) -> Party {
        let person = Person::state_body(self.seed, self.chance.below(BODIES) as u64);
        let representatives = vec![self.advocate("EMPLOYEE")];
        Party { person, role, representatives }
    }

    fn advocate(&mut self, role: &'static str) -> Representative {
        let index = 4_000 + self.chance.below(ADVOCATES) as u64;
        let firm = matches!(role, "ADVOCATE" | "DEFENCE_COUNSEL" | "LEGAL_CONSULTANT")
            .then(|| format!("Учебная адвокатская контора № {}", index % 17 + 1));
        Representative { person: Person::natural(self.seed, index), role, firm }
    }
}
