//! Finds the components that no operation uses, after all operations have been read.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic, same_of};
use crate::source::Kind;

/// The sections whose components can become part of the crate, and the singular of each.
const SECTIONS: [(&str, &str); 7] = [
    ("schemas", "schema"),
    ("parameters", "parameter"),
    ("requestBodies", "request body"),
    ("responses", "response"),
    ("headers", "header"),
    ("examples", "example"),
    ("securitySchemes", "security scheme"),
];

impl Resolver<'_> {
    /// Reports the first unused component of each section, and how many more there are.
    pub(super) fn unused_components(&mut self) {
        let source = self.source;
        for (section, what) in SECTIONS {
            let Some(components) = source.resolve_pointer(&format!("/components/{section}")) else { continue };
            let Kind::Mapping(entries) = source.kind(components) else { continue };
            let is_unused =
                |name: &str| !name.starts_with("x-") && !self.followed.contains(&(section, name.to_owned()));
            let mut unused = entries.iter().filter(|entry| is_unused(&entry.key));
            let Some(first) = unused.next() else { continue };
            let message = format!("no operation leads to the {what} `{}`, and it is left out", first.key);
            self.diagnostics.push(
                Diagnostic::new(Code::UnusedComponent, message + &same_of(unused.count()))
                    .at(source.locate_entry(components, first))
                    .help("refer to it where it belongs, or remove it, in an overlay"),
            );
        }
    }
}
