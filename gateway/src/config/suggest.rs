//! The known word nearest to a mistyped one.

/// The one of `known` that `word` most likely meant, if any is near enough.
pub(super) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let allowed = word.chars().count().div_ceil(3).max(1);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be put in, left out, changed or swapped with their neighbour.
fn distance(left: &str, right: &str) -> usize {
    let right = right.chars().collect::<Vec<_>>();
    let mut above: Vec<usize> = Vec::new();
    let mut row = (0..=right.len()).collect::<Vec<_>>();
    let mut before = None;
    for (at, sign) in left.chars().enumerate() {
        let mut next = vec![at + 1];
        for (column, other) in right.iter().enumerate() {
            let change = row[column] + usize::from(sign != *other);
            let mut least = change.min(row[column + 1] + 1).min(next[column] + 1);
            let swapped =
                column > 0 && before == Some(*other) && right.get(column - 1) == Some(&sign);
            if swapped {
                least = least.min(above[column - 1] + 1);
            }
            next.push(least);
        }
        above = std::mem::replace(&mut row, next);
        before = Some(sign);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = ["listen", "stop_grace", "trusted_proxies"];
        assert_eq!(nearest("lisetn", known), Some("listen"));
        assert_eq!(nearest("stopgrace", known), Some("stop_grace"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn counts_steps_between_words() {
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
