//! Recognises the patterns that describe a Twilio identifier.

/// The prefixes of messages.
const MESSAGE: [&str; 2] = ["SM", "MM"];

/// Returns the prefixes that the pattern allows, if it is the pattern of a SID: `^AC[0-9a-fA-F]{32}$`.
pub(super) fn prefixes(pattern: &str) -> Option<Vec<String>> {
    let start = pattern.strip_prefix('^')?.strip_suffix("[0-9a-fA-F]{32}$")?;
    let variants = start.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(start);
    let prefixes: Vec<String> = variants.split('|').map(str::to_owned).collect();
    let is_prefix = |prefix: &String| prefix.len() == 2 && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    // A message starts with SM or MM, even if the pattern allows only one of them.
    let prefixes = if prefixes.iter().all(|prefix| MESSAGE.contains(&prefix.as_str())) {
        MESSAGE.map(str::to_owned).to_vec()
    } else {
        prefixes
    };
    prefixes.iter().all(is_prefix).then_some(prefixes)
}
