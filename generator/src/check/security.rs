//! Checks the security requirements of a document. The crate sends HTTP Basic credentials.

use super::keys::Object;
use super::{Check, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Entry, Kind, NodeId};

impl<'a> Check<'a> {
    /// Checks a `security`: variants, each of schemes that hold together.
    pub(super) fn requirements(&mut self, items: &'a [NodeId], place: Place<'a>) {
        let mut is_basic = false;
        let mut other = None;
        for item in items {
            let Kind::Mapping(schemes) = self.source.kind(*item) else {
                self.wrong_kind("an item of `security`", "a mapping", *item);
                return;
            };
            for entry in schemes {
                match self.source.kind(entry.value) {
                    Kind::Sequence(scopes) => self.texts(&entry.key, scopes),
                    _ => self.wrong_kind(&format!("`{}`", entry.key), "a list", entry.value),
                }
            }
            let unfit = schemes.iter().find(|entry| !self.is_basic(&entry.key, Place { mapping: *item, entry }));
            match unfit {
                Some(entry) => other = other.or(Some((entry, *item))),
                None => is_basic |= !schemes.is_empty(),
            }
        }
        match other {
            // Where Basic is one of several, it is sent.
            Some((entry, mapping)) => self.other_scheme(Place { mapping, entry }),
            None if is_basic => {}
            None => self.no_scheme(place),
        }
    }

    /// Returns true if the scheme is HTTP Basic, or is not defined, which is reported elsewhere.
    fn is_basic(&mut self, name: &'a str, place: Place<'a>) -> bool {
        let source = self.source;
        let schemes = source.child(source.root(), "components").and_then(|node| source.child(node, "securitySchemes"));
        let scheme = schemes.and_then(|schemes| source.child(schemes, name)).and_then(|scheme| self.follow(scheme));
        let Some(scheme) = scheme else {
            self.repeated.add((Code::UndefinedSecurityScheme, name, 0), || {
                let message = format!("`{name}` is not defined in `components.securitySchemes`");
                Diagnostic::new(Code::UndefinedSecurityScheme, message)
                    .at(source.locate_entry(place.mapping, place.entry))
                    .help("the crate sends HTTP Basic credentials")
            });
            return true;
        };
        self.text(scheme, "type") == Some("http")
            && self.text(scheme, "scheme").is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic"))
    }

    fn other_scheme(&mut self, place: Place<'a>) {
        let source = self.source;
        self.repeated.add((Code::UnsupportedSecurity, &place.entry.key, 0), || {
            let message = format!("`{}` is not HTTP Basic, which is what the crate sends", place.entry.key);
            Diagnostic::new(Code::UnsupportedSecurity, message)
                .at(source.locate_entry(place.mapping, place.entry))
                .help("a `Transport` of the caller's own can put others in their place")
        });
    }

    fn no_scheme(&mut self, place: Place<'a>) {
        let source = self.source;
        self.repeated.add((Code::UnsupportedSecurity, "", 0), || {
            Diagnostic::new(
                Code::UnsupportedSecurity,
                "no credentials are wanted, and the crate sends them all the same",
            )
            .at(source.locate_entry(place.mapping, place.entry))
        });
    }

    /// Checks that a security scheme has the keys that its type requires.
    pub(super) fn security_scheme(&mut self, node: NodeId, entries: &'a [Entry], under: Option<Place<'a>>) {
        let needed: &[&str] = match self.text(node, "type") {
            Some("http") => &["scheme"],
            Some("apiKey") => &["name", "in"],
            Some("oauth2") => &["flows"],
            Some("openIdConnect") => &["openIdConnectUrl"],
            _ => &[],
        };
        for name in needed {
            if !entries.iter().any(|entry| entry.key == *name) {
                self.missing_key(Object::SecurityScheme, name, node, under);
            }
        }
    }
}
