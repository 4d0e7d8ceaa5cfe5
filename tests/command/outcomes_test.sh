#!/usr/bin/env bash
# README.md, scenarios/README.md and sim/model/ODD.md say what came out of the scenarios, of the claims of the
# documents, of the debates and of the published patterns: the same must come out today.
# usage: outcomes_test.sh PATH/TO/samen PATH/TO/project [--update]
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
    echo "FAILED: the table '$1' in $2 is old: tests/run --update-outcomes renews it"
    failures=$((failures + 1))
  fi
}
verdicts() { # verdicts TABLE: the table alone
  "$samen" verdicts runs/*.h5 --format markdown --only "$1" | sed -n '/^|/p' >table
}
# Only claims that could have failed count: the heading of the table says how many.
"$samen" verdicts runs/*.h5 --format markdown --only counts |
  sed -n -e 's/^\*\*\(Of .*\)\*\*$/\1\n/p' -e '/^|/p' >table
hold "verdicts counted" scenarios/README.md
sed -n '/^Of /p' table >headline
mv headline table
hold headline README.md
verdicts unsupported
hold "claims not supported" scenarios/README.md
verdicts verdicts
hold "claims" sim/model/ODD.md

# So many published patterns hold.
"$samen" validate --quiet --format markdown >table
hold validation sim/model/ODD.md

# A reason explains what came out, and what shows it does: another comparison of the same runs, or the
# same comparison with other settings, whose interval lies apart.
figures_of() { # figures_of SAYS COMPARISON FILE: the difference in a table of reasons
  awk -F ' *[|] *' -v says="$1" -v what="$2" '$2 == says && $4 == what { print $5; exit }' "$3"
}
apart() { # apart FIGURES FIGURES: "1.20 [1.00, 1.40]"
  printf '%s\n%s\n' "$1" "$2" | sed 's/[^[]*\[\(.*\)\]/\1/; s/−/-/g' |
    awk -F ', ' '{ low[NR] = $1; high[NR] = $2 } END { exit !(low[1] > high[2] || low[2] > high[1]) }'
}
reasons() { # reasons NAME FILE: rows of the table of reasons, of a scenario that has been run
  local says came_out comparison figures why told settings shown setting done=
  "$samen" summary "$1.h5" --format markdown --only reasons 2>shown | sed '1,/^| -/d' >"$1.reasons" || true
  while IFS='|' read -r _ says came_out comparison figures why told settings shown _; do
    for text in says came_out comparison figures why told settings shown; do
      printf -v $text '%s' "$(sed 's/^ *//; s/ *$//' <<<"${!text}")"
    done
    [[ $done == *"<$says|$why>"* ]] && continue # an entry of several points is told once
    [ "$told" = yes ] || continue
    done+="<$says|$why>"
    if [ -n "$settings" ]; then
      local set=()
      IFS=';' read -ra all <<<"$settings"
      for setting in "${all[@]}"; do set+=(--set "${setting# }"); done
      "$samen" run "$2" "${set[@]}" --quiet -o contrast.h5 --force >shown
      "$samen" summary contrast.h5 --format markdown --only reasons >contrast.reasons
      shown=$(figures_of "$says" "$comparison" contrast.reasons)
      if ! apart "$figures" "$shown"; then
        echo "FAILED: '$says' in $1: $figures as it stands and $shown with $settings are not apart" >&2
        failures=$((failures + 1))
      fi
      shown="$shown with \`${settings//; /\`, \`}\`"
    fi
    echo "| \`$1\` | $says | $came_out | $comparison $figures | $why | $shown |"
  done <"$1.reasons" >>reasons_shown
  # A reason for what did not come out is old.
  while IFS= read -r why; do
    grep -qF "| $why |" reasons_shown || {
      echo "FAILED: $1 explains what is not so: $why" >&2
      failures=$((failures + 1))
    }
  done < <(awk -F ' *[|] *' '{ print $6 }' "$1.reasons" | sort -u)
}

# A debate says what its picture says.
{
  echo "| debate | question | what came out |"
  echo "| --- | --- | --- |"
  for file in "$project"/scenarios/debates/*.toml; do
    name=$(basename "$file" .toml)
    kind=$(sed -n 's/^#  *samen run .* --picture //p' "$file")
    "$samen" run "$file" --quiet -o "$name.h5" >shown
    "$samen" plot "$name.h5" --picture "$kind" -o pictures --force >shown
    reasons "$name" "$file"
    echo "| [$(sed -n 's/^title = "\(X[0-9]*\).*/\1/p' "$file")](debates/$name.toml)" \
      "| $(sed -n 's/^question = "\(.*\)"$/\1/p' "$file")" \
      "| $(sed -n 's/^<title[^>]*>\(.*\)<\/title>$/\1/p' "pictures/$kind.svg" | head -1) |"
  done
} >table
hold debates scenarios/README.md

# A scenario says what it asks and what its closing sentence answers.
{
  echo "| scenario | what it asks | what came out | as expected |"
  echo "| --- | --- | --- | --- |"
  for name in hefboom8 hefboom8_steps exercise simple_problem maurice4 keten transition9 hotspots \
    buurtcampus passend_onderwijs energiefabriek hattem5 part_up green_deal insufficient_forms \
    drop_one flanders grid equal_money times_ten public_euro renewal outside; do
    "$samen" run "$project/scenarios/$name.toml" --quiet -o "$name.h5" >shown
    cp shown said
    reasons "$name" "$project/scenarios/$name.toml"
    cp said shown
    echo "| [\`$name\`]($name.toml)" \
      "| $(sed -n 's/^Question: *//p' shown) | $(sed -n 's/^Answer: *\(.\)/\U\1/p' shown)" \
      "| $(sed -n 's/^Came out: \([0-9]* of [0-9]*\) comparisons* came out as expected/\1/p' shown) |"
  done
} >table
hold scenarios scenarios/README.md
{
  echo "| case | expected, or found | came out | compared, as it stands | why | shown by |"
  echo "| --- | --- | --- | --- | --- | --- |"
  cat reasons_shown
} >table
hold reasons scenarios/README.md

# An answer with its doubt, and under every set that fits what research found; the number of sets
# does not depend on the speed of the computer.
answer() { # answer NAME SETS REPLICATES: of a scenario that has been run
  "$samen" doubt "$project/scenarios/$1.toml" --points "$2" -o "$1.doubt" --quiet >shown
  "$samen" summary "$1.h5" >shown
  echo "> **$(sed -n 's/^Question: *//p' shown)**"
  sed -n '/^Answer: /,/^Results: /p' shown | sed '/^Results: /d; s/^Answer: *//; s/^ */> - /'
  "$samen" run "$project/scenarios/$1.toml" --ensemble --replicates "$3" --quiet -o "$1_sets.h5" \
    --set 'run.record=["outcomes"]' --set 'run.arms=["alone", "together"]' >shown
  sed -n 's/^Answer: .*\(In [0-9]* of [0-9]* sets.*\)$/> - \1/p' shown
}
but() { # but NAME WORDS SETTING…: the same answer with other settings
  local name=$1 words=$2 settings
  shift 2
  printf -v settings '`%s`, ' "$@"
  "$samen" run "$project/scenarios/$name.toml" "${@/#/--set=}" --quiet -o but.h5 --force >shown
  sed -n "s/^Answer: With these assumptions \(.*\)/> - $words (${settings%, }) \1/p" shown
}
{
  answer hefboom8 512 100
  but hefboom8 "Without match" levers.match=0
  but hefboom8 "With a mission from outside" 'levers.mission="given"'
  but hefboom8 "Without a puller and start money" levers.puller=0 levers.seed_money=0
  but hefboom8 "Where boards learn from what paid" 'decision.rule="payoff"'
} >table
hold answer README.md
{ cat table; echo; answer flanders 64 10; } >both
mv both table
hold answers scenarios/README.md
[ $failures = 0 ] && echo "what is published is what comes out"
exit $((failures > 0))
