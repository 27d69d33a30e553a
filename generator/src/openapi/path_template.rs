//! Path templates, such as `/Accounts/{Sid}.json`.

/// Returns the names between the braces of a path template.
pub(crate) fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}
