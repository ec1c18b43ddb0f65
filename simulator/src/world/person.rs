//! Invented people and organisations, with numbers no living person and no real firm can bear.
//!
//! IIN begin with births of 1885 to 1899; BIN with a registration in the 1960s or 1970s, when
//! there was no register of legal persons. The checksums hold.

use crate::chance::Chance;

/// Someone who may be a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Name in Russian, as court systems print it.
    pub name: String,
    /// `PERSON`, `ORGANISATION` or `STATE_BODY`.
    pub kind: &'static str,
    /// IIN or BIN.
    pub number: String,
}

const SURNAMES: [&str; 24] = [
    "Мысалов",
    "Улгиев",
    "Сынаков",
    "Примеров",
    "Образцов",
    "Вымыслов",
    "Тестбаев",
    "Жобаев",
    "Макетов",
    "Шаблонов",
    "Условнов",
    "Эскизов",
    "Болжамов",
    "Киялов",
    "Ертегиев",
    "Легендаров",
    "Сказкин",
    "Чертежов",
    "Набросков",
    "Эталонов",
    "Демобеков",
    "Пробаев",
    "Модельбаев",
    "Синтетиков",
];

const MEN: [&str; 16] = [
    "Арман",
    "Ерлан",
    "Данияр",
    "Санжар",
    "Тимур",
    "Олжас",
    "Нурлан",
    "Бекзат",
    "Алексей",
    "Пётр",
    "Виктор",
    "Марат",
    "Асхат",
    "Ильяс",
    "Рустам",
    "Сергей",
];

const WOMEN: [&str; 16] = [
    "Айгуль",
    "Динара",
    "Салтанат",
    "Жанна",
    "Асель",
    "Гульнара",
    "Мадина",
    "Камила",
    "Ольга",
    "Анна",
    "Елена",
    "Аружан",
    "Сауле",
    "Ботагоз",
    "Марина",
    "Назгуль",
];

const FATHERS: [&str; 10] =
    ["Мысал", "Улги", "Сынак", "Нур", "Бек", "Дос", "Тимур", "Ер", "Асан", "Кайрат"];

const FIRMS: [&str; 20] = [
    "Мысал Трейд",
    "Образец Строй",
    "Пример Кредит",
    "Үлгі Құрылыс",
    "Макет Логистик",
    "Условный Дом",
    "Эталон Сервис",
    "Сынақ Агро",
    "Шаблон Медиа",
    "Прототип Энерго",
    "Вымысел Групп",
    "Болжам Телеком",
    "Киял Фарм",
    "Набросок Дизайн",
    "Ертегі Туризм",
    "Эскиз Девелопмент",
    "Демо Банк",
    "Легенда Ломбард",
    "Чертёж Проект",
    "Синтетика Плюс",
];

const BODIES: [&str; 8] = [
    "Учебный департамент государственных доходов",
    "Учебное управление земельных отношений",
    "Учебная инспекция труда",
    "Учебный департамент полиции",
    "Учебный акимат",
    "Учебное управление архитектуры",
    "Учебный департамент экологии",
    "Учебная служба юстиции",
];

impl Person {
    /// A natural person of the world, the same for the same index.
    pub fn natural(seed: u64, index: u64) -> Self {
        let mut chance = Chance::of(seed, "person", index);
        let woman = chance.percent(50);
        let given = chance.pick(if woman { &WOMEN } else { &MEN });
        let surname = chance.pick(&SURNAMES);
        let surname = if woman { format!("{surname}а") } else { (*surname).to_owned() };
        let father = chance.pick(&FATHERS);
        let patronymic =
            if woman { format!("{father}овна") } else { format!("{father}ович") };
        let number = iin(&mut chance, woman, index);
        Self { name: format!("{surname} {given} {patronymic}"), kind: "PERSON", number }
    }

    /// An organisation of the world, the same for the same index.
    pub fn organisation(seed: u64, index: u64) -> Self {
        let mut chance = Chance::of(seed, "organisation", index);
        let form = if chance.percent(80) { "ТОО" } else { "АО" };
        let name = format!("{form} «{}-{}»", chance.pick(&FIRMS), index + 1);
        Self { name, kind: "ORGANISATION", number: bin(&mut chance, index) }
    }

    /// A state body of the world, the same for the same index.
    pub fn state_body(seed: u64, index: u64) -> Self {
        let mut chance = Chance::of(seed, "state body", index);
        let name = format!("{} № {}", chance.pick(&BODIES), index + 1);
        Self { name, kind: "STATE_BODY", number: bin(&mut chance, 5_000 + index) }
    }

    /// The name of a judge: an invented person, surname and initials.
    pub fn judge(seed: u64, index: u64) -> String {
        let person = Self::natural(seed ^ 0x1f, index);
        short(&person.name)
    }
}

/// Surname and initials.
pub fn short(name: &str) -> String {
    let mut words = name.split_whitespace();
    let surname = words.next().unwrap_or_default();
    let initials: String =
        words.filter_map(|word| word.chars().next()).flat_map(|letter| [letter, '.']).collect();
    format!("{surname} {initials}").trim_end().to_owned()
}

fn iin(chance: &mut Chance, woman: bool, index: u64) -> String {
    let year = chance.between(85, 99);
    let (month, day) = (chance.between(1, 12), chance.between(1, 28));
    let sex = if woman { 2 } else { 1 };
    // Serials below 1000 are left to the people of the demo.
    with_checksum(|again| {
        format!("{year}{month:02}{day:02}{sex}{:04}", 1_000 + (index + again * 4_000) % 9_000)
    })
}

fn bin(chance: &mut Chance, index: u64) -> String {
    let (year, month) = (chance.between(60, 79), chance.between(1, 12));
    with_checksum(|again| format!("{year}{month:02}40{:05}", 1_000 + index + again * 10_000))
}

/// The first of the candidates for eleven digits that has a check digit, with it.
fn with_checksum(candidate: impl Fn(u64) -> String) -> String {
    (0..)
        .map(candidate)
        .find_map(|digits| check_digit(&digits).map(|check| format!("{digits}{check}")))
        .unwrap_or_default()
}

/// The twelfth digit; none where the first eleven are never used.
fn check_digit(digits: &str) -> Option<u32> {
    let sum = |weights: [u32; 11]| {
        digits
            .chars()
            .filter_map(|digit| digit.to_digit(10))
            .zip(weights)
            .map(|(digit, weight)| digit * weight)
            .sum::<u32>()
            % 11
    };
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]]
        .into_iter()
        .map(sum)
        .find(|check| *check < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_the_published_vectors() {
        assert_eq!(check_digit("85010110001"), Some(2));
        assert_eq!(check_digit("85061220123"), Some(3));
        assert_eq!(check_digit("85010110030"), Some(4), "second pass");
        assert_eq!(check_digit("85010110033"), None, "never used");
        assert_eq!(check_digit("99014000001"), Some(7));
    }

    #[test]
    fn a_person_is_the_same_each_time_and_others_are_not() {
        assert_eq!(Person::natural(1, 5), Person::natural(1, 5));
        assert_ne!(Person::natural(1, 5).number, Person::natural(1, 6).number);
        assert_eq!(short("Мысалова Айгуль Нуровна"), "Мысалова А.Н.");
    }
}
