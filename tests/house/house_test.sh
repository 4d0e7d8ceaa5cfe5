#!/usr/bin/env bash
# Rules of the source tree that no compiler checks.
# usage: house_test.sh PATH/TO/samen PATH/TO/project
set -u
samen=$1
cd "$2" || exit 1
failures=0
fail() { echo "FAILED: $1"; failures=$((failures + 1)); }
refuse() { # refuse WHAT PATTERN PATH…
  what=$1 pattern=$2
  shift 2
  found=$(grep -rnE -- "$pattern" "$@") && fail "$what:"$'\n'"$found"
}

# The core knows no files, threads, clock, printing or environment, and no other room.
refuse "sim/model includes what it may not know" \
  '#include *(<(thread|mutex|future|atomic|fstream|iostream|cstdio|chrono|random|filesystem|cstdlib)>|"\.\./|<tbb|<hdf5|<toml)' sim/model
# The arrows: main -> io -> experiment -> model, io -> results_format, results_file <- analysis.
refuse "sim/model points outside itself" '#include "(experiment|io|demo|analysis)/' sim/model
refuse "sim/experiment points to io" '#include "(io|demo)/|<hdf5|<toml' sim/experiment
refuse "sim/io points to threads" '<(thread|tbb)' sim/io
refuse "the engine in the browser knows more than the model" \
  '#include ("(experiment|io|analysis)/|<(thread|iostream|fstream|toml|nlohmann))' \
  sim/demo/engine.cpp sim/demo/setting_bytes.hpp
refuse "the page points outside itself" '(src|href)="?(https?:)?//|@import|fetch\(|XMLHttpRequest|WebSocket' \
  sim/demo
found=$(grep -rnE '#include "(model|experiment|io)/' analysis |
  grep -vE '"io/(results_format|results_file|stored_rows|output_file|harmless_output|interruption|hdf5|nearest)\.hpp"') && fail "analysis knows more than the result file:"$'\n'"$found"
# The C library's exp, log and pow differ between machines.
refuse "sim/model calls the C library for what must be the same everywhere" \
  'std::(exp|log|pow|tanh|sin|cos|erf|lgamma)\b' sim/model

# The tables of ODD.md are what the program says today.
between() { sed -n "/<!-- $1: begin -->/,/<!-- $1: end -->/p" sim/model/ODD.md | sed '1d;$d'; }
for what in parameters observables; do
  [ "$(between $what)" = "$("$samen" describe $what --format markdown)" ] ||
    fail "the table of $what in sim/model/ODD.md is old: tests/run --update-odd renews it"
done

# README is a page; what documents point to is there, to the heading.
lines=$(wc -l <README.md)
[ "$lines" -le 130 ] || fail "README.md has $lines lines: 130 at most, the rest belongs into the rooms"
anchors_of() { # as GitHub names headings: small letters, no punctuation, blanks as hyphens
  sed -n 's/^##* *//p' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/[^[:alnum:] _-]//g; s/ /-/g'
}
for document in $(git ls-files '*.md'); do
  while IFS= read -r target; do
    path=${target%%#*}
    file=$(dirname "$document")/$path
    [ -n "$path" ] || file=$document
    [ -e "$file" ] || { fail "$document points to '$target', which is not there"; continue; }
    [[ $target != *'#'* ]] || anchors_of "$file" | grep -qxF -- "${target#*#}" ||
      fail "$document points to '$target': no such heading"
  done < <(grep -oE '\]\([^) ]+\)' "$document" | sed 's/^](//; s/)$//' | grep -vE '^https?:')
done

[ $failures = 0 ] && echo "the house is in order"
exit $((failures > 0))
