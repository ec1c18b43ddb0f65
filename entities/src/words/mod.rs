//! Folds texts into words that compare alike however they were typed.
//!
//! Both databases store and compare these words by their bytes, so that the same question gives
//! the same answer on both, whatever their own ideas of letter case.

use std::collections::BTreeSet;

/// Words of one text that are kept at most.
const WORDS_MAX: usize = 400;
/// Characters of one word that are kept.
const WORD_CHARS_MAX: usize = 64;
/// Words of a question that are looked at.
const TERMS_MAX: usize = 8;

/// The text in lower case, with Latin look-alikes as Cyrillic letters, `ё` as `е`, and single
/// blanks.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            // Combining marks after a base letter: й and ё may come in two pieces.
            '\u{306}' if folded.ends_with('и') => {
                folded.pop();
                folded.push('й');
            }
            '\u{300}'..='\u{36f}' => {}
            _ if character.is_whitespace() || character.is_control() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ => folded.push(look_alike(character)),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn look_alike(character: char) -> char {
    match character {
        'a' => 'а',
        'c' => 'с',
        'e' | 'ё' => 'е',
        'i' => 'і',
        'k' => 'к',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        _ => character,
    }
}

/// The words a text can be found by: each word, and what is left of it after each inner sign, so
/// that `2/1234` finds `7599-23-00-2/1234`.
pub(crate) fn words_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in texts {
        for word in fold(text).split(' ') {
            for tail in tails(word) {
                if words.len() == WORDS_MAX {
                    return words;
                }
                words.insert(tail.chars().take(WORD_CHARS_MAX).collect());
            }
        }
    }
    words
}

/// The beginnings of words that a question asks for; all of them must be there.
pub(crate) fn terms_of(question: &str) -> Vec<String> {
    let mut terms: Vec<String> = fold(question)
        .split(' ')
        .map(trimmed)
        .filter(|term| !term.is_empty())
        .map(|term| term.chars().take(WORD_CHARS_MAX).collect())
        .collect();
    terms.sort_by_key(|term: &String| std::cmp::Reverse(term.chars().count()));
    terms.dedup();
    terms.truncate(TERMS_MAX);
    terms
}

/// The first text after all that begin with `prefix`, in the order of bytes.
pub(crate) fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_alphanumeric())
}

fn tails(word: &str) -> Vec<&str> {
    let word = trimmed(word);
    let mut found = Vec::new();
    let mut after_sign = true;
    for (start, character) in word.char_indices() {
        if character.is_alphanumeric() {
            if after_sign {
                found.push(word.split_at(start).1);
            }
            after_sign = false;
        } else {
            after_sign = true;
        }
    }
    found
}

#[cfg(test)]
mod tests;
