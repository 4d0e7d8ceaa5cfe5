#!/usr/bin/env bash
# The verdicts on the claims of the documents that README.md and sim/model/ODD.md publish are those
# of the runs of today.
# usage: claims_test.sh PATH/TO/samen PATH/TO/project [--update]
set -euo pipefail
samen=$(realpath "$1") project=$(realpath "$2") update=${3:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

"$samen" claims "$project/scenarios/claims.toml" -o runs --quiet >shown
failures=0
hold() { # hold TABLE MARK FILE: a table stands between two marks of a file
  local file=$project/$3
  "$samen" verdicts runs/*.h5 --format markdown --only "$1" | sed -n '/^|/p' >table
  if [ "$update" = --update ]; then
    sed -i -e "/<!-- $2: begin -->/,/<!-- $2: end -->/{//!d}" -e "/<!-- $2: begin -->/r table" \
      "$file"
  elif ! diff <(sed -n "/<!-- $2: begin -->/,/<!-- $2: end -->/p" "$file" | sed '1d;$d') table; then
    echo "FAILED: the table '$2' in $3 is old: tests/run --update-claims renews it"
    failures=$((failures + 1))
  fi
}
hold counts "verdicts counted" README.md
hold unsupported "claims not supported" README.md
hold verdicts "claims" sim/model/ODD.md
[ $failures = 0 ] && echo "the verdicts are those of today"
exit $((failures > 0))
