#!/usr/bin/env bash
# What generating takes, and what compiling the output takes, beside ploidy on the same document.
#
#   xtask/benchmarks/compile_times.sh [DOCUMENT]
#
# DOCUMENT defaults to Twilio's official 2010 document in ../shared/corpus, or to ours in specs/ where
# the corpus is missing. RUNS=5 says how often each thing is measured; the medians are printed, as a
# Markdown table. Needs cargo, crates.io, bash 5 and GNU time (Debian: `apt-get install time`).
#
# Everything is kept in ${TMPDIR:-/tmp}/twilio-compile-times, so that a second call builds neither ploidy
# nor the dependencies again; remove it when done. The tools take turns, so that a machine that slows
# down slows both.
set -euo pipefail

readonly PLOIDY_VERSION=0.15.0
readonly RUNS=${RUNS:-5}
project=$(cd "$(dirname "$0")/../.." && pwd)
readonly project
readonly work=${TMPDIR:-/tmp}/twilio-compile-times
# Without incremental compilation, whose cache would be measured otherwise.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$work/target} CARGO_INCREMENTAL=0

main() {
  local document=${1:-$project/../shared/corpus/specs/twilio_api_v2010.yaml}
  if [[ $# == 0 && ! -f $document ]]; then
    document=$project/specs/twilio_api_v2010.yaml
    echo "../shared/corpus is not here, so this measures specs/twilio_api_v2010.yaml" >&2
  fi
  /usr/bin/time --format %M true 2>/dev/null || fail "GNU time is not installed as /usr/bin/time"
  [[ -f $document ]] || fail "$document is not a file"
  prepare "$document"
  for ((run = 0; run <= RUNS; run++)); do
    measure "$run" generate-ours "$CARGO_TARGET_DIR/release/xtask" generate --specs "$work/specs" --out "$out/ours$run"
    measure "$run" generate-ploidy "$work/bin/ploidy" generate rust "$work/specs/${document##*/}" --output "$out/ploidy$run"
  done
  for ((run = 0; run <= RUNS; run++)); do
    check "$run" ours
    check "$run" ploidy
  done
  print_table "${document##*/}"
}

fail() {
  echo "error: $*" >&2
  exit 1
}

# Builds both tools, and makes a folder of the one document, which needs no crate.toml.
prepare() {
  rm -rf "$work/specs" "$work/figures"
  mkdir -p "$work/specs" "$work/figures"
  # A new folder for each run, so that neither tool can skip what is there: and none is removed before the end, for
  # making files takes longer on a disk where others were just removed.
  out=$(mktemp -d "$work/out.XXXXXX")
  trap 'rm -rf "$out"' EXIT
  cp "$1" "$work/specs/"
  (cd "$project" && cargo build --release --package xtask)
  if [[ $("$work/bin/ploidy" --version 2>/dev/null) != "ploidy $PLOIDY_VERSION" ]]; then
    cargo install ploidy --version "$PLOIDY_VERSION" --locked --root "$work"
  fi
}

# Checks the crate alone: cargo takes a touched file for a changed one, and leaves the dependencies.
check() {
  touch "$out/$2$RUNS/src/lib.rs"
  measure "$1" "check-$2" cargo check --quiet --manifest-path "$out/$2$RUNS/Cargo.toml"
}

# Runs a command and notes its seconds and the peak memory of its largest process, in MB. Run 0 warms up.
measure() {
  local started=$EPOCHREALTIME
  /usr/bin/time --quiet --output "$work/kilobytes" --format %M "${@:3}" >"$work/output" 2>&1 ||
    fail "${*:3}: $(cat "$work/output")"
  local ended=$EPOCHREALTIME
  if [[ $1 != 0 ]]; then
    awk "BEGIN { print $ended - $started }" >>"$work/figures/$2.seconds"
    awk '{ print $1 / 1000 }' "$work/kilobytes" >>"$work/figures/$2.megabytes"
  fi
}

median() {
  sort --general-numeric-sort "$work/figures/$1" | awk '{ line[NR] = $1 } END { print line[int((NR + 1) / 2)] }'
}

lines() {
  find "$out/$1$RUNS/src" -name '*.rs' -exec cat {} + | wc -l
}

print_table() {
  echo
  echo "\`$1\` ($(wc -c <"$work/specs/$1") bytes), median of $RUNS runs, $(rustc --version | cut -d ' ' -f 1,2):"
  echo
  echo "| | ours | ploidy $PLOIDY_VERSION | ours / ploidy |"
  echo "|---|---|---|---|"
  row "generate: whole process, s" 3 "$(median generate-ours.seconds)" "$(median generate-ploidy.seconds)"
  row "generate: peak memory, MB" 0 "$(median generate-ours.megabytes)" "$(median generate-ploidy.megabytes)"
  row "\`cargo check\` of the output, s" 2 "$(median check-ours.seconds)" "$(median check-ploidy.seconds)"
  row "\`cargo check\`: rustc's peak memory, MB" 0 "$(median check-ours.megabytes)" "$(median check-ploidy.megabytes)"
  row "lines of the output" 0 "$(lines ours)" "$(lines ploidy)"
}

row() {
  awk -v what="$1" -v digits="$2" -v ours="$3" -v theirs="$4" \
    'BEGIN { printf "| %s | %.*f | %.*f | %.2f |\n", what, digits, ours, digits, theirs, ours / theirs }'
}

main "$@"
