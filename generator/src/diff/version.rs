//! Computes the next version from the most severe change, by the rules of SemVer as cargo reads it.

use super::Class;

/// The number of a version that goes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bump {
    /// `1.2.3` becomes `2.0.0`.
    Major,
    /// `1.2.3` becomes `1.3.0`.
    Minor,
    /// `1.2.3` becomes `1.2.4`.
    Patch,
}

impl Bump {
    /// Returns the part of the version that a change raises. Before 1.0.0 that is the minor number for breaking
    /// changes, and the patch number for all others.
    fn of(class: Class, is_early: bool) -> Self {
        match (class, is_early) {
            (Class::Breaking, false) => Self::Major,
            (Class::Breaking, true) | (Class::Additive, false) => Self::Minor,
            _ => Self::Patch,
        }
    }
}

/// Returns the version after a release with changes up to this class, and the number that goes up.
///
/// Returns `None` if `version` does not have exactly three numbers. The maintainer decides what follows a pre-release.
pub fn bump(version: &str, verdict: Option<Class>) -> Option<(String, Option<Bump>)> {
    let numbers: Vec<u64> = version.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [major, minor, patch] = numbers[..] else { return None };
    let Some(class) = verdict else { return Some((version.to_owned(), None)) };
    let bump = Bump::of(class, major == 0);
    let (major, minor, patch) = match bump {
        Bump::Major => (major.checked_add(1)?, 0, 0),
        Bump::Minor => (major, minor.checked_add(1)?, 0),
        Bump::Patch => (major, minor, patch.checked_add(1)?),
    };
    Some((format!("{major}.{minor}.{patch}"), Some(bump)))
}

#[cfg(test)]
mod tests {
    use super::{Class, bump};

    #[test]
    fn the_number_that_goes_up_depends_on_the_change_and_on_the_first_number() {
        let next = |version, class| bump(version, class).map(|(version, _)| version);
        for (class, early, late) in [
            (Some(Class::Breaking), "0.4.0", "2.0.0"),
            (Some(Class::Additive), "0.3.8", "1.4.0"),
            (Some(Class::Wire), "0.3.8", "1.3.8"),
            (Some(Class::Docs), "0.3.8", "1.3.8"),
            (None, "0.3.7", "1.3.7"),
        ] {
            assert_eq!(next("0.3.7", class).as_deref(), Some(early));
            assert_eq!(next("1.3.7", class).as_deref(), Some(late));
        }
        for odd in ["1.0.0-rc.1", "1.0", "", "1.0.x", "1.0.18446744073709551615"] {
            assert_eq!(next(odd, Some(Class::Docs)), None, "{odd}");
        }
    }
}
