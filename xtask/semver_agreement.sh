#!/bin/sh
# Compares the verdicts of `cargo xtask diff` with those of the compiler on the two generated crates: for each overlay in
# generator/tests/changes, and for the consecutive revisions in ../shared/corpus where these are at hand. The compiler
# says "breaking" where `cargo semver-checks` does, which reads what rustdoc makes of both crates and does not compare
# types; or where generator/tests/changes/caller.rs, which writes every type out, does not compile.
#
#   cargo install cargo-semver-checks --locked
#   xtask/semver_agreement.sh [NAME...]        # all, or the overlays of these names
#
# Prints a table, and what differs at its end. Takes some ten seconds for each comparison; needs no network once the
# dependencies of the generated crate are there.
set -eu
project=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$project"
cargo build --quiet --release --package xtask
xtask=${CARGO_TARGET_DIR:-target}/release/xtask
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$project/target}/semver"
same=0 ours_only=0 theirs_only=0 odd=""

# The features of the products alone: what sends requests is the same on both sides.
features() { grep -o '^"[a-z0-9-]*" = \[\]' "$1/Cargo.toml" | cut -d'"' -f2 | paste -sd, -; }

# Whether the caller compiles against the crate of a folder.
call() {
    mkdir -p "$work/caller/src"
    cp generator/tests/changes/caller.rs "$work/caller/src/lib.rs"
    list=$(features "$1/crate" | sed 's/[^,]*/"&"/g')
    printf '[package]\nname = "caller"\nversion = "0.1.0"\nedition = "2024"\n[workspace]\n[dependencies]\n%s\n' \
        "things = { path = \"$1/crate\", default-features = false, features = [$list] }" >"$work/caller/Cargo.toml"
    if cargo check --quiet --manifest-path "$work/caller/Cargo.toml" >"$work/log" 2>&1; then
        echo fine
    elif grep -q '^error.*could not compile `caller`' "$work/log"; then
        echo breaking
    else
        cat "$work/log" >&2
        exit 1
    fi
}

compare() { # name, old folder, new folder, whether the caller is for it
    for side in "$2" "$3"; do
        "$xtask" generate --specs "$side" --out "$side/crate" >/dev/null 2>"$work/log" || { cat "$work/log"; exit 1; }
        # The new side has the names of the old one.
        if [ "$side" = "$2" ]; then cp "$2/names.lock" "$3/"; fi
    done
    ours=$("$xtask" diff "$2" "$3" --format json 2>/dev/null | sed -n 's/^  "verdict": "\{0,1\}\([a-z]*\)"\{0,1\},$/\1/p')
    code=0
    cargo semver-checks --manifest-path "$3/crate/Cargo.toml" --baseline-root "$2/crate" --release-type minor \
        --only-explicit-features --baseline-features "$(features "$2/crate")" \
        --current-features "$(features "$3/crate")" >"$work/log" 2>&1 || code=$?
    lints=$(sed -n 's/^--- failure \([a-z_]*\):.*/\1/p' "$work/log" | paste -sd' ' -)
    grep -q 'Summary' "$work/log" || { cat "$work/log"; exit 1; }
    semver="fine"
    if [ "$code" -ne 0 ]; then semver="breaking"; fi
    caller="-"
    if [ -n "${4:-}" ]; then caller=$(call "$3"); fi
    theirs="not breaking"
    if [ "$semver" = breaking ] || [ "$caller" = breaking ]; then theirs="breaking"; fi
    case "$ours/$theirs" in
        breaking/breaking | [!b]*/not*) same=$((same + 1)) verdict="yes" ;;
        breaking/not*) ours_only=$((ours_only + 1)) verdict="no" odd="$odd $1" ;;
        *) theirs_only=$((theirs_only + 1)) verdict="NO" odd="$odd $1" ;;
    esac
    printf '| %-40s | %-8s | %-13s | %-8s | %-4s | %s\n' "$1" "${ours%null}" "$semver" "$caller" "$verdict" "$lints"
}

printf '| %-40s | %-8s | %-13s | %-8s | %-4s | %s\n' change diff semver-checks caller same lints
printf '|---|---|---|---|---|---\n'
changes=generator/tests/changes
for overlay in "$changes"/overlays/*.yaml; do
    name=$(basename "$overlay" .yaml)
    case " $* " in "  " | *" $name "*) ;; *) continue ;; esac
    rm -rf "$work/old" "$work/new"
    mkdir -p "$work/old" "$work/new/overlays"
    cp "$changes/base.yaml" "$work/old/"
    cp "$changes/base.yaml" "$work/new/"
    cp "$overlay" "$work/new/overlays/"
    compare "$name" "$work/old" "$work/new" caller
done
previous=""
for revision in ../shared/corpus/revisions/*.yaml; do
    if [ -n "$previous" ] && [ $# -eq 0 ] && [ -f "$revision" ]; then
        rm -rf "$work/old" "$work/new"
        mkdir -p "$work/old" "$work/new"
        cp "$previous" "$work/old/accounts_v1.yaml"
        cp "$revision" "$work/new/accounts_v1.yaml"
        compare "$(basename "$previous" .yaml) to $(basename "$revision" .yaml | cut -d- -f2-)" "$work/old" "$work/new"
    fi
    previous=$revision
done
echo
echo "$same agree; $ours_only are breaking to diff alone, $theirs_only to the compiler alone:$odd"
