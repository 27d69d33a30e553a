//! Returns the singular of an English noun.

/// The singular of a snake-case English noun; words in `aws`, `us`, `ss` or `is` have none.
pub(crate) fn singular(word: &str) -> String {
    let (start, last) = word.rsplit_once('_').map_or(("", word), |(start, last)| (start, last));
    let ends_with = |endings: &[&str]| endings.iter().any(|ending| last.ends_with(ending));
    let cut = |count: usize| last[..last.len() - count].to_owned();
    let last = if last.len() < 4 || ends_with(&["aws", "us", "ss", "is", "sms", "dns"]) {
        last.to_owned()
    } else if ends_with(&["ies"]) {
        format!("{}y", cut(3))
    } else if ends_with(&["sses", "shes", "ches", "xes", "uses"]) {
        cut(2)
    } else if ends_with(&["s"]) {
        cut(1)
    } else {
        last.to_owned()
    };
    if start.is_empty() { last } else { format!("{start}_{last}") }
}
