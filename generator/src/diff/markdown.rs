//! Writes changes as Markdown, for a pull request or a changelog.

use super::{Change, Changes, Class};
use std::fmt::Write as _;

impl Changes {
    /// Returns the verdict and a section for each class, for a pull request.
    pub fn markdown(&self) -> String {
        let mut text = format!("**{}**\n", sentence(&self.summary()));
        for class in Class::ALL.into_iter().filter(|class| self.count(*class) > 0) {
            let _ = write!(text, "\n### {}\n\n", heading(class));
            let hidden = class == Class::Docs && self.count(class) > 10;
            if hidden {
                let _ = write!(text, "<details><summary>{} changes</summary>\n\n", self.count(class));
            }
            for (module, changes) in self.by_module() {
                for change in changes.iter().filter(|change| change.class == class) {
                    let _ = writeln!(text, "- {}{} ({})", prefix(module), change.message, place(change));
                }
            }
            if hidden {
                text.push_str("\n</details>\n");
            }
        }
        text
    }

    /// Returns a section for each class without locations, for users of the crate.
    pub fn changelog(&self) -> String {
        let mut text = String::new();
        for class in Class::ALL.into_iter().filter(|class| self.count(*class) > 0) {
            let _ = write!(text, "\n### {}\n\n", heading(class));
            if class == Class::Docs {
                let _ = match self.count(class) {
                    1 => writeln!(text, "- One item says something else."),
                    count => writeln!(text, "- {count} items say something else."),
                };
                continue;
            }
            for change in self.iter().filter(|change| change.class == class) {
                let _ = writeln!(text, "- {}{}.", prefix(&change.module), change.message);
            }
        }
        text
    }
}

fn heading(class: Class) -> &'static str {
    match class {
        Class::Breaking => "Breaking",
        Class::Additive => "Added",
        Class::Wire => "Sent or read differently",
        Class::Docs => "Documentation",
    }
}

/// Returns the module of a change as a prefix; empty for the crate itself.
fn prefix(module: &str) -> String {
    if module.is_empty() { String::new() } else { format!("`{module}`: ") }
}

fn place(change: &Change) -> String {
    match &change.place {
        Some(place) => format!("`{}`, {}:{}", change.code, place.file, place.line),
        None => format!("`{}`", change.code),
    }
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + characters.as_str())
}
