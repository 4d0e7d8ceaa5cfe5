#!/usr/bin/env bash
# The verdicts on the claims of the documents, and the findings of the debates, that README.md and
# sim/model/ODD.md publish are those of the runs of today.
# usage: claims_test.sh PATH/TO/samen PATH/TO/project [--update]
set -euo pipefail
samen=$(realpath "$1") project=$(realpath "$2") update=${3:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

"$samen" claims "$project/scenarios/claims.toml" -o runs --quiet >shown
failures=0
hold() { # hold MARK FILE: the file 'table' stands between two marks of a file
  local file=$project/$2
  if [ "$update" = --update ]; then
    sed -i -e "/<!-- $1: begin -->/,/<!-- $1: end -->/{//!d}" -e "/<!-- $1: begin -->/r table" \
      "$file"
  elif ! diff <(sed -n "/<!-- $1: begin -->/,/<!-- $1: end -->/p" "$file" | sed '1d;$d') table; then
    echo "FAILED: the table '$1' in $2 is old: tests/run --update-claims renews it"
    failures=$((failures + 1))
  fi
}
verdicts() { # verdicts TABLE
  "$samen" verdicts runs/*.h5 --format markdown --only "$1" | sed -n '/^|/p' >table
}
verdicts counts
hold "verdicts counted" README.md
verdicts unsupported
hold "claims not supported" README.md
verdicts verdicts
hold "claims" sim/model/ODD.md

# A debate is what its picture says.
{
  echo "| debate | question | what came out |"
  echo "| --- | --- | --- |"
  for file in "$project"/scenarios/debates/*.toml; do
    name=$(basename "$file" .toml)
    kind=$(sed -n 's/^#  *samen run .* --picture //p' "$file")
    "$samen" run "$file" --quiet -o "$name.h5" >shown
    "$samen" plot "$name.h5" --picture "$kind" -o pictures >shown
    echo "| [$(sed -n 's/^title = "\(X[0-9]*\).*/\1/p' "$file")](scenarios/debates/$name.toml)" \
      "| $(sed -n 's/^question = "\(.*\)"$/\1/p' "$file")" \
      "| $(sed -n 's/^<title[^>]*>\(.*\)<\/title>$/\1/p' "pictures/$kind.svg" | head -1) |"
  done
} >table
hold debates README.md
[ $failures = 0 ] && echo "the verdicts are those of today"
exit $((failures > 0))
