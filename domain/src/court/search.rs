//! Finds courts by what people call them.
//!
//! Names differ between systems and languages by letters (Қонаев, Конаев), by order of words and
//! by dashes; a search that minds them finds nothing.

use super::Court;

/// The names of one court, folded for comparison.
#[derive(Debug, Clone)]
pub(super) struct Names(Vec<String>);

/// How well a name answers a question; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The name itself.
    Whole,
    /// The beginning of the name.
    Beginning,
    /// Every word begins some word of the name; the fewer words are left over, the better.
    Words(usize),
}

impl Names {
    pub(super) fn of(court: &Court) -> Self {
        let name = &court.name;
        let names = [&name.kk, &name.ru, &name.en, &name.original];
        let names = names.into_iter().flatten().chain(&court.aliases);
        Self(names.map(|name| fold(name)).collect())
    }

    /// How well the best of the names answers `question`, which is folded; none where none does.
    pub(super) fn fit(&self, question: &str) -> Option<Fit> {
        self.0.iter().filter_map(|name| fit(name, question)).min()
    }
}

fn fit(name: &str, question: &str) -> Option<Fit> {
    if name == question {
        return Some(Fit::Whole);
    }
    if name.strip_prefix(question).is_some_and(|rest| rest.starts_with(' ')) {
        return Some(Fit::Beginning);
    }
    let words: Vec<&str> = name.split(' ').collect();
    let asked: Vec<&str> = question.split(' ').collect();
    let found = asked.iter().all(|asked| words.iter().any(|word| word.starts_with(asked)));
    found.then(|| Fit::Words(words.len().saturating_sub(asked.len())))
}

/// Lower case, Kazakh letters as the Russian ones they are written with elsewhere, one blank
/// between words, no other signs.
pub(super) fn fold(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase).map(letter);
    let spaced: String = letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn letter(c: char) -> char {
    match c {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        'ё' => 'е',
        c => c,
    }
}
