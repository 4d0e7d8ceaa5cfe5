#!/usr/bin/env bash
# The scenarios of the README: what each asks and what comes out, as rows of a table.
# usage: outcomes.sh PATH/TO/samen PATH/TO/scenarios
set -euo pipefail
samen=$1 scenarios=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "| scenario | what it asks | what came out |"
echo "|---|---|---|"
for name in hefboom8 simple_problem maurice4 keten transition9 hotspots buurtcampus passend_onderwijs \
  energiefabriek hattem5 part_up green_deal insufficient_forms drop_one flanders grid; do
  "$samen" run "$scenarios/$name.toml" -o "$folder/$name.h5" --quiet >"$folder/out"
  question=$(sed -n 's/^Question: *//p' "$folder/out")
  answer=$(sed -n 's/^Answer: *\(.\)/\U\1/p' "$folder/out")
  echo "| [\`$name\`](scenarios/$name.toml) | $question | $answer |"
done
