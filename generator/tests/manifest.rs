//! Snapshots each mistake in `crate.toml` as users see it.

mod support;

use generator::diagnostic::Diagnostics;
use generator::manifest::Manifest;

/// Returns the diagnostics of a manifest, which must be refused.
fn said(text: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    assert!(Manifest::read("crate.toml", text, &mut diagnostics).is_none(), "{text}");
    support::rendered(&diagnostics.into_sorted())
}

#[test]
fn every_wrong_value_is_told_in_one_run() {
    let text = "name = 'A b'\nversion = 'one'\ndescription = ''\nspecs = ['a.yaml']\noverlays = ['b.yaml', 'b.yaml']\n";
    insta::assert_snapshot!(said(text));
}

#[test]
fn a_key_that_is_nearly_one_is_told_with_what_was_meant() {
    insta::assert_snapshot!(said("name = 'a'\nversoin = '0.1.0'\n"));
}

#[test]
fn everything_that_is_wrong_is_told_in_one_run() {
    insta::assert_snapshot!(said("name = 'A b'\nversoin = '0.1.0'\nspec = 1\nspecs = 'a.yaml'\nguide = [1]\n= 3\n"));
    insta::assert_snapshot!(said("name = 'A b'\nversoin = '0.1.0'\nspec = 1\nguide = 'x'\nspecs = []\n"));
}

#[test]
fn what_a_broken_manifest_names_is_known_all_the_same() {
    let (specs, overlays) = Manifest::listed("name = 3\nspecs = ['a.yaml', 1]\n= 3\noverlays = ['b.yaml']\n");
    assert_eq!((specs, overlays), (vec!["a.yaml".to_owned()], vec!["b.yaml".to_owned()]));
}
