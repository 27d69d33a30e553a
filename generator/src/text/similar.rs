//! The search for the name that an unknown one is a misspelling of.

/// The maximum number of names that are compared with an unknown one. Real documents have fewer.
const SIMILAR_LIMIT: usize = 2_000;

/// The maximum length of a name that is compared, in bytes: comparing takes quadratic time.
const WORD_LIMIT: usize = 100;

/// Returns the name that is most similar to an unknown one, if one is.
pub(crate) fn similar<'w>(words: impl Iterator<Item = &'w str>, word: &str) -> Option<&'w str> {
    if word.len() > WORD_LIMIT {
        return None;
    }
    words
        .take(SIMILAR_LIMIT)
        .filter(|known| known.len() <= WORD_LIMIT)
        .map(|known| (strsim::jaro_winkler(known, word), known))
        .filter(|(similarity, _)| *similarity > 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}
