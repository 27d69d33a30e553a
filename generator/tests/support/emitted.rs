//! Checks rules that hold for the files of every emitted crate, and returns the first violation.

use generator::emit::FileTree;

/// The longest name of a file or folder that every file system takes in its stride, in bytes.
const LONGEST_NAME: usize = 120;

/// Every file of Rust parses, and every path is one that can be written anywhere and leads nowhere else.
///
/// # Errors
/// Says which file it is, and what is wrong with it.
pub fn check(files: &FileTree) -> Result<(), String> {
    for (path, text) in files {
        path.split('/').try_for_each(check_name).map_err(|wrong| format!("{path:?}: {wrong}"))?;
        let folded = path.to_ascii_lowercase();
        if files.keys().any(|other| other != path && other.to_ascii_lowercase() == folded) {
            return Err(format!("{path:?}: another path differs from it only in the case of letters"));
        }
        // The runtime is compiled where it lives.
        if path.ends_with(".rs") && !path.starts_with("src/runtime/") {
            syn::parse_file(text).map_err(|error| format!("{path}: {error}"))?;
        }
    }
    for path in ["Cargo.toml", "rustfmt.toml"] {
        let text = files.get(path).map(String::as_str).unwrap_or_default();
        text.parse::<toml::Table>().map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(())
}

/// One step of a path: plain characters, not too many, and no name that Windows keeps for a device.
fn check_name(name: &str) -> Result<(), String> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_port = |prefix: &str| {
        let number = stem.strip_prefix(prefix);
        number.is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if name.is_empty() || name.len() > LONGEST_NAME {
        return Err(format!("a name of {} bytes", name.len()));
    }
    if DEVICES.contains(&stem.as_str()) || is_port("com") || is_port("lpt") {
        return Err(format!("`{name}` is a device on Windows"));
    }
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    if !name.chars().all(is_plain) || name.starts_with('.') || name.ends_with('.') {
        return Err(format!("`{name}` is not a plain name"));
    }
    Ok(())
}
