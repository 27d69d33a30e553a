//! Writes changes as Markdown, for a pull request or a changelog.

use super::{Change, Changes, Class};
use std::fmt::Write as _;

impl Changes {
    /// A section for each class and the verdict above them, for a pull request.
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

    /// The same for those who use the crate: without places.
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

/// Where it is, unless it is the crate itself.
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
