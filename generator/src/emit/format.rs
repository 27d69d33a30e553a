//! Rust source as rendered in, Rust source as printed out.

/// Sets the page, or says why the text is not Rust: a mistake in a template.
pub fn format(path: &str, text: &str, header: &str) -> Result<String, String> {
    let file = syn::parse_file(text).map_err(|error| {
        let start = error.span().start();
        let line = text.lines().nth(start.line.saturating_sub(1)).unwrap_or_default();
        let around: String = line.chars().skip(start.column.saturating_sub(60)).take(120).collect();
        format!("the template renders {path} to something that is not Rust: {error}, near `{around}`")
    })?;
    Ok(format!("{header}\n\n{}", space(&prettyplease::unparse(&file))))
}

/// Puts a blank line between items and between methods, which prettyplease does not.
fn space(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 20);
    let (mut previous, mut item) = ("", "");
    for line in text.lines() {
        if separates(item, previous, line) {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push('\n');
        previous = line;
        if !line.starts_with([' ', '}', ')', ']', '/', '#']) {
            item = line;
        }
    }
    spaced
}

/// Whether a blank line belongs between two lines; `item` is the line that opened the item above.
fn separates(item: &str, previous: &str, line: &str) -> bool {
    let grouped = |words: &[&str]| {
        let belongs = |line: &str| words.iter().any(|word| line.starts_with(word));
        belongs(item) && belongs(line)
    };
    let indentation = |line: &str| line.len() - line.trim_start().len();
    if previous.starts_with("//!") || previous.starts_with("#![") {
        return !line.starts_with("//!") && !line.starts_with("#![");
    }
    match indentation(line) {
        0 if line.starts_with(['}', ')', ']']) => false,
        0 if previous.starts_with("//") => false,
        0 => {
            indentation(previous) == 0
                && previous.ends_with(['}', ';'])
                && !grouped(&["use "])
                && !grouped(&["mod ", "pub mod "])
        }
        4 => previous == "    }" && line != "}",
        _ => false,
    }
}
