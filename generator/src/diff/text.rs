//! Writes changes as text for a terminal, grouped by resource.

use super::{Change, Changes, Class};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

impl Changes {
    /// Returns the changes for a terminal, with or without colours. The last line is the verdict.
    pub fn text(&self, colours: bool) -> String {
        let mut text = String::new();
        let paint = |style: Style, words: &str| match colours {
            true => format!("{style}{words}{style:#}"),
            false => words.to_owned(),
        };
        for (module, changes) in self.by_module() {
            let module = if module.is_empty() { "the crate" } else { module };
            let _ = writeln!(text, "{}", paint(Style::new().bold(), module));
            for change in changes {
                let class = paint(style(change.class), &format!("{:>8}", change.class.word()));
                let _ = writeln!(text, "  {class}  {} [{}]", change.message, change.code);
                let _ = writeln!(text, "            {}", paint(Style::new().dimmed(), &place(change)));
            }
            text.push('\n');
        }
        text.push_str(&paint(self.verdict().map_or(Style::new(), style).bold(), &self.summary()));
        text.push('\n');
        text
    }

    /// Returns one line with the verdict and the number of changes of each class.
    pub fn summary(&self) -> String {
        let Some(verdict) = self.verdict() else { return "no change for callers".to_owned() };
        let counts: Vec<String> = Class::ALL
            .into_iter()
            .filter(|class| self.count(*class) > 0)
            .map(|class| format!("{} {}", self.count(class), class.word()))
            .collect();
        format!("verdict: {} ({})", verdict.word(), counts.join(", "))
    }
}

/// Returns the item and the location of a change, such as `api::v2010::Call at specs/x.yaml:12`.
fn place(change: &Change) -> String {
    let place = change.place.as_ref().map(|place| format!(" at {}:{}", place.file, place.line));
    format!("{}{}", change.item, place.unwrap_or_default())
}

fn style(class: Class) -> Style {
    let colour = match class {
        Class::Breaking => AnsiColor::Red,
        Class::Additive => AnsiColor::Green,
        Class::Wire => AnsiColor::Yellow,
        Class::Docs => AnsiColor::Cyan,
    };
    colour.on_default()
}
