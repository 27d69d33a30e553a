//! Decides which document an overlay corrects, from its path and its `extends`.

/// Returns true if the overlay corrects the document: if its `extends` leads to the document, or else if the document
/// is the only one with the same file name.
pub(crate) fn corrects<'a>(
    overlay: &str,
    extends: &str,
    document: &str,
    documents: impl IntoIterator<Item = &'a str>,
) -> bool {
    let target = format!("{overlay}/../{extends}");
    let target = path(&target);
    let known: Vec<Vec<&str>> = documents.into_iter().map(path).collect();
    match known.contains(&target) {
        true => path(document) == target,
        false => {
            let is_only = known.iter().filter(|known| known.last() == target.last()).count() == 1;
            is_only && path(document).last() == target.last()
        }
    }
}

/// The parts of a path without steps back.
fn path(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in text.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." if parts.last().is_some_and(|last| *last != "..") => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::corrects;

    #[test]
    fn of_two_files_of_one_name_the_one_is_meant_that_the_path_leads_to() {
        let documents = ["specs/a/x.yaml", "specs/b/x.yaml", "specs/y.yaml"];
        let corrected = |overlay: &str, extends: &str| {
            let is_corrected = |document: &&str| corrects(overlay, extends, document, documents);
            documents.into_iter().filter(is_corrected).collect::<Vec<_>>()
        };
        assert_eq!(corrected("specs/overlays/x.overlay.yaml", "../b/x.yaml"), ["specs/b/x.yaml"]);
        assert_eq!(corrected("specs/overlays/b/x.names.yaml", "../.././b/x.yaml"), ["specs/b/x.yaml"]);
        assert_eq!(corrected("specs/overlays/x.overlay.yaml", "../x.yaml"), [""; 0]);
        assert_eq!(corrected("overlay.yaml", "https://example.com/y.yaml"), ["specs/y.yaml"]);
        assert_eq!(corrected("specs/overlays/x.overlay.yaml", "../z.yaml"), [""; 0]);
    }
}
