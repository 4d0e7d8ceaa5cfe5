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
# Rules meet in state, never in signatures: no rule includes another (what effort yields is shared),
# no rule has an argument that may be forgotten, and nothing but the schedule knows a mechanism.
found=$(grep -rnE '#include "model/world/(world|views|state|layout)\.hpp"' sim/model/rules) &&
  fail "a rule includes the world, which is composed of it; mechanism.hpp is enough:"$'\n'"$found"
found=$(grep -rn '#include "model/rules/' sim/model/rules | grep -v '"model/rules/working/output.hpp"') &&
  fail "a rule includes another:"$'\n'"$found"
argument='(const )?[A-Za-z_][A-Za-z0-9_:<>]*( const)?[&*]* [&*]?[a-z_0-9]+ = '
found=$(grep -rnE "[(,] *$argument[^=;]*([,)]|$)|^ +$argument[^;(]*(,|\) \{)$|= \{\}[,)]" sim/model/rules |
  grep -vE '(if|for|while|switch) \(' |
  grep -vE '^[^:]+:[0-9]+: *//') && fail "a rule has a default argument:"$'\n'"$found"
found=$(grep -rn '#include "model/rules/' sim --include=*.hpp --include=*.cpp |
  grep -vE '^sim/model/(rules/|schedule\.hpp)|"model/rules/working/output.hpp"') &&
  fail "not only the schedule knows mechanisms:"$'\n'"$found"
# The arrows: command -> io -> experiment -> scenario -> model, demo -> scenario, command -> analysis
# -> the result format of io, and analysis -> words.
refuse "sim/model points outside itself" \
  '#include "(scenario|experiment|io|words|demo|command|analysis)/' sim/model
refuse "sim/scenario points outside itself, or to what a browser lacks" \
  '#include ("(experiment|io|words|demo|command|analysis)/|<(thread|mutex|atomic|fstream|iostream|filesystem|chrono|tbb|hdf5))' \
  sim/scenario
refuse "sim/scenario throws, which a browser cannot" '\b(throw|try|catch)\b *[({a-z]' sim/scenario/*.cpp
found=$(grep -rn '<toml++' sim analysis tests --include=*.hpp --include=*.cpp | grep -v '^sim/scenario/toml\.hpp') &&
  fail "toml++ is included by another way than scenario/toml.hpp:"$'\n'"$found"
refuse "sim/experiment points to io" '#include "(io|words|demo|command|analysis)/|<hdf5|<toml' sim/experiment
refuse "sim/io points to threads or upwards" '<(thread|tbb)|#include "(words|demo|command|analysis)/' sim/io
refuse "sim/words points outside itself" \
  '#include "(model|scenario|experiment|io|demo|command|analysis)/' sim/words
refuse "the engine in the browser knows more than model and scenario" \
  '#include ("(experiment|io|command|analysis)/|<(thread|iostream|fstream))' \
  sim/demo/engine.cpp sim/demo/description.cpp sim/demo/description.hpp
refuse "the page points outside itself" '(src|href)="?(https?:)?//|@import|fetch\(|XMLHttpRequest|WebSocket' \
  sim/demo
refuse "the command knows more of analysis than what judges and its tables" \
  '#include "analysis/(results|narrative|pictures|verbs)/' sim/command
refuse "what a verb is knows more than files" \
  '#include "(model|experiment|analysis)/' sim/command/command.hpp sim/command/command.cpp
found=$(grep -rnE '#include "(model|scenario|experiment|io|command)/' analysis |
  grep -vE '"(command/command|scenario/(nearest|toml|former_arms)|io/(results_format|results_file|stored_rows|output_file|harmless_output|interruption|hdf5))\.hpp"') && fail "analysis knows more than the result file and what a verb is:"$'\n'"$found"
# The rooms of analysis: verbs -> pictures -> narrative -> output -> statistics -> results.
above=verbs
for room in pictures narrative output statistics results; do
  refuse "analysis/$room points upwards" "#include \"analysis/($above)/" "analysis/$room"
  above="$above|$room"
done
refuse "analysis includes by another path than its own" '#include "(results|statistics|output|narrative|pictures|verbs)/' analysis
for room in results statistics output narrative pictures verbs; do
  grep -rL 'namespace samen::analysis\|samen::Command' "analysis/$room" --include='*.?pp' | grep . &&
    fail "analysis/$room has files outside namespace samen::analysis"
done
# Words stand in sim/words, and so does the list of languages.
refuse "analysis knows a language by name" 'Language\("|[Dd]utch|"(en|nl)"' \
  analysis/{results,statistics,output,narrative,pictures,verbs}
# The C library's exp, log and pow differ between machines.
refuse "sim/model calls the C library for what must be the same everywhere" \
  'std::(exp|log|pow|tanh|sin|cos|erf|lgamma)\b' sim/model

# The tables of ODD.md are what the program says today.
between() { sed -n "/<!-- $1: begin -->/,/<!-- $1: end -->/p" sim/model/ODD.md | sed '1d;$d'; }
for what in parameters observables schedule; do
  [ "$(between $what)" = "$("$samen" describe $what --format markdown)" ] ||
    fail "the table of $what in sim/model/ODD.md is old: tests/run --update-odd renews it"
done

# Struct, section and header of a mechanism have one name.
for header in sim/model/rules/*/*.hpp; do
  file=$(basename "$header" .hpp)
  section=$(sed -n 's/.*string_view name = "\([a-z_]*\)".*/\1/p' "$header")
  struct=$(sed -n 's/^struct ParametersOf<\(.*\)> {$/\1/p' "$header" | sed 's/\B[A-Z]/_&/g' | tr '[:upper:]' '[:lower:]')
  [ "$file $file" = "$section $struct" ] ||
    fail "$header has the section '$section' and the struct of '$struct': all three have one name"
done

# Beside the documents' words that users type stand the terms of the field.
while read -r header word term; do
  sed "/^#pragma once/q" "sim/model/rules/$header.hpp" | grep -q "$term" ||
    fail "the head of $header.hpp does not say '$term'"
  for what in parameters observables; do
    "$samen" describe $what --format markdown | grep -qi "$word ($term" ||
      fail "describe $what does not say '$word ($term)'"
  done
done <<'END'
leading/pulling puller convener
meeting/beacons beacons milestones
meeting/elan élan momentum
organisation/spaces white.space slack
END

# README is one page; every place to which a document points is there, down to the heading.
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
