#!/usr/bin/env bash
# The command as a user types it: exit codes, streams, files left behind.
# usage: command_test.sh PATH/TO/samen PATH/TO/scenarios
. "$(dirname "$0")/expect.sh"

expect "help" 0 "$samen" --help
says out "usage: samen VERB"; says out "summary"; says out "example:"; silent err
expect "no verb" 2 "$samen"
expect "version" 0 "$samen" --version
says out "samen 0."
expect "wrong verb" 2 "$samen" rnu
says err "unknown verb 'rnu' (did you mean 'run'?)"
mkdir -p half/bin && cp "$samen" half/bin && ln -s "$(dirname "$samen")/../lib" half/lib
expect "a verb of a build that broke off" 2 half/bin/samen compare a.h5
says err "'compare' is not built yet: scenarios/demo --build builds all verbs"
echo $$ >half/bin/being_built
expect "a verb that the demo builds now" 2 half/bin/samen compare a.h5
says err "'compare' is not built yet: scenarios/demo is building it now; try again in a minute"
true & wait $!
echo $! >half/bin/being_built
expect "a verb whose builder has ended" 2 half/bin/samen compare a.h5
says err "scenarios/demo --build builds all verbs"
expect "a wrong verb there" 2 half/bin/samen comapre
says err "unknown verb 'comapre' (did you mean 'compare'?)"
rm -r half
for verb in run new check describe summary compare survival howmany explain sensitivity plot report export claims verdicts judge doubt doubts validate calibrate; do
  expect "help of $verb" 0 "$samen" $verb --help
  says out "usage: samen $verb"; says out "example:"
done
left ""

expect "a spreadsheet to fill in" 0 "$samen" new --template --language nl
says out "naam;sector;inkomsten"; silent err
cp out partners.csv
expect "a scenario of one's own" 0 "$samen" new partners.csv --language nl --title "Onze tafel" -o ours.toml
says err "3 partners, 2 goals"; says ours.toml '# Onze tafel'; says ours.toml 'kind = "cheque"'; silent out
expect "a check of it" 0 "$samen" check ours.toml
says out "ours.toml: fine"; silent err
expect "not over what is there" 2 "$samen" new partners.csv -o ours.toml
says err "exists"
expect "over it with force" 0 "$samen" new partners.csv --language nl -o ours.toml --force
printf 'name,sector\nA,governement\nB\nC\n' >wrong.csv
expect "a spreadsheet with a mistake" 2 "$samen" new wrong.csv
says err "wrong.csv:2: column 'sector' of 'A': expected one of"; says err "did you mean 'government'?"
expect "a matrix of nobody's trust" 2 "$samen" new partners.csv --trust no.csv -o other.toml
says err "no.csv: cannot read this file"
expect "a language that is not there" 2 "$samen" new partners.csv --language fr -o other.toml
says err "--language: expected 'en' or 'nl'"
# Title, three partners with eight answers each, of which a wrong one is asked again; goals, no pairs.
none() { for n in 1 2 3 4 5 6 7 8; do echo; done; }
{ printf '%s\n' Ours A goverment 'civil society' 10 '' limited 1 '' '' '' B; none; echo C; none
  printf '%s\n' '' roof '' n n; } >answers
expect "answers" 0 sh -c "'$samen' new -o asked.toml <answers"
says err "expected one of"; says err "did you mean"; says asked.toml 'name = "roof"'; says asked.toml 'income = 10'
expect "a check of the answers" 0 "$samen" check asked.toml
expect "answers that end too soon" 2 sh -c "head -n 9 answers | '$samen' new -o broken.toml"
says err "no file is written"
[ -e broken.toml ] && fail "$what: it is there"
rm partners.csv ours.toml wrong.csv answers asked.toml

expect "check" 0 "$samen" check "$scenarios"/*.toml
says out "hefboom8.toml: fine"
expect "check of other kinds" 0 "$samen" check "$scenarios"/validation/{calibration,ensemble,first}.toml
says out "calibration.toml: fine – a calibration: "; says out "ensemble.toml: fine – an ensemble: "; says out "first.toml: fine – a parameter set: "
printf '[claims]\n[[claim]]\nid = "B25"\n' >broken.toml
printf '[[goal]]\nname = "g"\n[[organisation]]\nname = "club"\nnumber = 3\n[[table]]\nname = "round"\npuller = 0.8\n' >own.toml
expect "check of a broken claims file, and one after it" 2 "$samen" check broken.toml own.toml
says err "missing key 'claim.source'"; says out "own.toml: fine"
grep -q "broken.toml: fine" out && fail "$what: fine before the errors"
expect "a lever that the table states itself" 2 "$samen" run own.toml --set levers.puller=0 --quiet
says err 'table."round".puller acts'; silent out
expect "that lever of the table" 0 "$samen" run own.toml --set 'table."round".puller=0' --dry-run
expect "a name that is no UTF-8" 2 "$samen" run own.toml -o $'latin\351.h5'
says err "'latin\\xe9.h5' is not UTF-8"
expect "a set of parameters" 0 "$samen" run own.toml --parameters "$scenarios/validation/first.toml" --dry-run
rm broken.toml own.toml
expect "describe" 0 "$samen" describe parameters --format json
says out '"neutral": "0"'
says out '"parameter": "trust.loss"'
expect "describe what" 2 "$samen" describe parmeters
says err "did you mean 'parameters'?"

expect "run" 0 "$samen" run "$scenarios/maurice4.toml" --replicates 3 --workers 2
says out "Question: Does good conversation"; says out "The arms"; says out "n, runs"
says out "Expected: "; says out "The tables"; says out "together − alone"; says out "Answer: "; says err "12 of 12 runs (100%)"
left "maurice4.h5 "
expect "overwrite the scenario" 2 "$samen" run maurice4.h5 -o maurice4.h5 --force
expect "overwrite something else" 2 "$samen" run "$scenarios/maurice4.toml" -o err --force
says err "exists and is no result file"
expect "write to a folder" 2 "$samen" run "$scenarios/maurice4.toml" -o .
says err "is a folder"
expect "run again" 2 "$samen" run "$scenarios/maurice4.toml" --replicates 3
says err "'maurice4.h5' exists"
expect "run with force" 0 "$samen" run "$scenarios/maurice4.toml" --replicates 2 --force --quiet
silent err
expect "summary" 0 "$samen" summary maurice4.h5
says out "8 runs"
expect "what tips partners" 0 "$samen" run "$scenarios/maurice4.toml" --replicates 5 --tips -o tips.h5
says err "finding what tips each of 4 partners"
expect "a report with what tips them" 0 "$samen" report tips.h5 --language nl
grep -q "de kleinste verandering van één ding die het doet kantelen" tips.html || fail "$what: no tips"
grep -q "dat doet samen run --tips" tips.html && fail "$what: says that nobody looked"
expect "the same runs as without" 0 "$samen" verify tips.h5
expect "what tips a part" 2 "$samen" run "$scenarios/maurice4.toml" --tips --shard 1/2 -o part.h5
says err "--tips belongs to a whole batch"
expect "what tips partners in one arm" 2 "$samen" run "$scenarios/maurice4.toml" --tips --set 'run.arms=["together"]' -o part.h5
says err "'alone' is not in run.arms"
rm tips.h5 tips.html
suite=$scenarios/validation
expect "configurations" 0 "$samen" check "$suite"/v*.toml
expect "validate" 0 "$samen" validate "$suite" --only V1 --only V3 --format markdown
says err "(100%)"
# A quick part of the suite gives what the table of ODD.md says.
grep '^| V' out >rows
while IFS= read -r row; do
  grep -qF -- "$row" "$scenarios/../sim/model/ODD.md" ||
    fail "validate: ODD.md lacks '$row'; tests/run --update-odd renews it"
done <rows
rm rows
left "maurice4.h5 "
expect "validate, kept" 0 "$samen" validate "$suite" --only V1 --replicates 16 --quiet -o kept
expect "judge" 0 "$samen" judge kept/v01_decay.h5 --format csv --only criteria
says out "V1,first period"
expect "validate, not over what is kept" 2 "$samen" validate "$suite" --only V1 --replicates 16 -o kept
says err "exists"
rm -r kept
expect "validate what" 2 "$samen" validate "$suite" --only V99
says err "no pattern 'V99'"
expect "validate, all moved" 0 "$samen" validate "$suite" --only V1 --replicates 16 --spread 0.1 --draws 3 --format csv
says err "(100%)"; says out "# spread"; says out "V1,"
cp out once
expect "validate, all moved again" 0 "$samen" validate "$suite" --only V1 --replicates 16 --spread 0.1 --draws 3 --format csv --workers 1
cmp -s out once || fail "$what: other draws"
rm once
expect "validate, draws of nothing" 2 "$samen" validate "$suite" --draws 3
says err "--draws needs --spread"
expect "validate, too far" 2 "$samen" validate "$suite" --spread 1.5
says err "between 0 and 1"
expect "validate, moved and kept" 2 "$samen" validate "$suite" --corridors -o kept
says err "--output is for one set"
printf '[trust]\nloss = 0.15\n[delivery]\nmatching = 0\n' >others.toml
expect "validate, without a value" 0 "$samen" validate "$suite" --only V1 --replicates 16 --ablate others.toml --format csv
says out "delivery.matching,0.82,0,0,1,V1,"; says out "all of them,"
says err "(100%)"
printf '[delivery]\nmatching = 0.82\n[leaving]\ncontagion = 0\n' >others.toml
expect "validate, without what is not there" 2 "$samen" validate "$suite" --only V1 --ablate others.toml
says err "states no other value"
expect "validate, moved in two ways" 2 "$samen" validate "$suite" --ablate others.toml --corridors
says err "ask for one"
rm others.toml
printf 'include = "%s/v01_decay.toml"\n[run]\nlayouts = 3\n' "$suite" >drawn.toml
expect "a case of several layouts, once" 0 "$samen" run drawn.toml --replicates 4 -o once.h5
says err "'run.layouts' acts in samen validate"
rm once.h5
expect "a case of several layouts" 0 "$samen" validate drawn.toml --replicates 12 --quiet -o kept --format csv
[ "$(ls kept)" = "$(printf 'drawn.2.h5\ndrawn.3.h5\ndrawn.h5')" ] || fail "$what: kept $(ls kept)"
says out "V1,first period"
"$samen" summary kept/drawn.3.h5 | grep -qE "n, runs +4$" || fail "$what: other than a third of the runs"
for layout in drawn drawn.2 drawn.3; do h5dump -y -w 1 -d /net_value kept/$layout.h5 | tail -n +2; done >values
[ "$(grep -E '^ +-?[0-9]' values | sort -u | wc -l)" = 12 ] || fail "$what: layouts of the same luck"
rm -r kept drawn.toml values
printf 'include = "%s/v01_decay.toml"\n[trust]\nloss = 0.3\n' "$suite" >own.toml
expect "validate with a parameter of its own" 2 "$samen" validate own.toml
says err "'trust.loss' is a common parameter"
rm own.toml
expect "common parameter for all" 0 "$samen" validate "$suite" --only V1 --replicates 16 --quiet --set trust.loss=0.3
printf '[trust]\nloss = 0.3\n' >common.toml
cp out by_setting
expect "common set for all" 0 "$samen" validate "$suite" --only V1 --replicates 16 --quiet --parameters common.toml
cmp -s out by_setting || fail "validate: a file of parameters is not the same as settings"
rm common.toml by_setting
calibration() { # calibration LEAST RANGE: of V1 by one parameter, few sets
  printf '[calibration]\ntitle = "few"\nfit = ["V1"]\nleast = %s\nwaves = 2\nreplicates = 8\nseeds = [1, 2]\n' "$1" >few.toml
  printf '[design]\nkind = "sobol"\nsize = 2\n[design.factors]\ndelivery.shadow = %s\n' "$2" >>few.toml
}
calibration 1 '[1.8, 2.4]'
expect "calibrate" 0 "$samen" calibrate few.toml --configurations "$suite/v01_decay.toml" --quiet -o trials.csv \
  --ensemble ensemble.toml --set delivery.patience=12 --set delivery.change_cost=3.5
says out "wave 2: "; says out "Too few are kept to say"; says trials.csv "1.0,"
expect "check of what it leaves" 0 "$samen" check ensemble.toml
says out "an ensemble: "
expect "run under it" 0 "$samen" run "$scenarios/maurice4.toml" --ensemble=ensemble.toml --replicates 5 --quiet -o sets.h5
says out "sets that fit the evidence"; says out "Sets are no sample"
expect "plot of the sets" 0 "$samen" plot sets.h5 --picture sets -o pictures
expect "doubt under it" 0 "$samen" doubt "$scenarios/maurice4.toml" --ensemble=ensemble.toml --points 4 --replicates 5 --quiet -o sets.doubt
says out "as it stands, ensemble"
expect "claims under it" 0 "$samen" claims "$scenarios/claims.toml" --ensemble=ensemble.toml --only B25 --replicates 8 --quiet -o across
says out "stand in nine of ten of "; says out "with the central set"
says across/sets.csv "B25,"; says across/sets.json "stands"
rm -r trials.csv ensemble.toml sets.h5 sets.doubt pictures across
calibration 1 '[0, 0.01]'
expect "calibrate where nothing fits" 1 "$samen" calibrate few.toml --configurations "$suite/v01_decay.toml" --quiet --ensemble ensemble.toml
says out "Nothing fits: no set holds at least 1 of 1 patterns"; says out "Nearest came:"
[ -e ensemble.toml ] && fail "$what: an ensemble of nothing"
calibration 2 '[1.8, 2.4]'
expect "calibrate by more patterns than there are" 2 "$samen" calibrate few.toml --configurations "$suite/v01_decay.toml"
says err "'calibration.least' must be at most 1"
calibration 4 '[1.8, 2.4]'; sed -i '/^fit = /d' few.toml
expect "a pattern over several layouts counts once" 2 "$samen" calibrate few.toml --configurations "$suite/v08_survival.toml"
says err "'calibration.least' must be at most 3"
rm few.toml
printf '[calibration]\ntitle = "a"\nfit = ["V1"]\n[design]\nkind = "lhs"\nsize = 2\n[design.factors]\nlevers.match = [0, 1]\n' >few.toml
expect "calibrate a lever" 2 "$samen" calibrate few.toml --configurations "$suite"
says err "'levers.match' is no common parameter"
mkdir -p own/validation
cp "$scenarios/hefboom8.toml" own
cp "$suite/v06_match.toml" own/validation
printf '[calibration]\ntitle = "a"\nfit = ["V99"]\n[design]\nkind = "lhs"\nsize = 2\n[design.factors]\ntrust.gain = [0.05, 0.1]\n' \
  >own/validation/few.toml
expect "a calibration by a pattern that is not there" 2 "$samen" check own/validation/few.toml
says err "few.toml: no pattern 'V99'"
rm -r own few.toml
expect "summary of nothing" 2 "$samen" summary none.h5
says err "none.h5: no such file"
expect "other arms than those of the question" 0 "$samen" run "$scenarios/maurice4.toml" \
  --replicates 5 -o two.h5 --quiet --set 'run.arms=["nothing", "only_together"]'
says out "Answer: With these assumptions only together ends"
expect "an arm by its former name" 2 "$samen" compare two.h5 --of choice --against nothing
says err "the arm 'choice' is called 'together' now"
expect "one replicate" 0 "$samen" run "$scenarios/maurice4.toml" --replicates 1 -o one.h5 --quiet
says out "too few pairs of runs for an answer: 1"
rm -f ./*.h5

"$samen" run - -o piped.h5 --quiet --replicates 2 <"$scenarios/hefboom8.toml" >out 2>err ||
  fail "a scenario from standard input"
rm -f piped.h5

expect "dry run" 0 "$samen" run "$scenarios/hefboom8.toml" --dry-run
says out "800 runs: 4 arms × 200 replicates"; says out "MB of results"
expect "claims" 0 "$samen" claims "$scenarios/claims.toml" --quick --only B25,D30 -o tried
says out "B25-survival"; says out "supported"; says err "of 288 runs (100%)"
says out "could have failed"; says out "built in"
[ "$(ls tried | tr '\n' ' ')" = "hefboom8-together.h5 verdicts.csv verdicts.json " ] ||
  fail "claims left $(ls tried)"
grep -q '^B25,B25 D25,supported,' tried/verdicts.csv || fail "no verdict on B25 in verdicts.csv"
expect "verdicts again" 0 "$samen" verdicts tried/*.h5 --format markdown --only unsupported
expect "claims again" 2 "$samen" claims "$scenarios/claims.toml" --quick --only B25,D30 -o tried
says err "exists"
expect "claims in another world" 0 "$samen" claims "$scenarios/claims.toml" --quick --only B25 \
  --set levers.match=0 -o tried --force --quiet
silent err
expect "doubt" 0 "$samen" doubt "$scenarios/maurice4.toml" --points 6 --replicates 6 \
  --set levers.match=1
says err "assumptions act"; says out "own money only"; says out "change no run"
[ "$(ls maurice4.doubt | tr '\n' ' ')" = \
  "scenario.h5 scenario_own_money.h5 sets.h5 sets_own_money.h5 " ] ||
  fail "doubt left $(ls maurice4.doubt)"
expect "the sets again, bit by bit" 0 "$samen" verify maurice4.doubt/sets.h5
expect "a doubt of what is varied" 0 "$samen" doubt "$scenarios/grid.toml" --dry-run
says err "has a design of 25 points, which is left out"
expect "outcomes alone" 0 "$samen" run "$scenarios/maurice4.toml" --replicates 6 --quiet -o few.h5 \
  --set 'run.record=["outcomes"]'
expect "outcomes alone, verified" 0 "$samen" verify few.h5
expect "outcomes alone, one run again with all" 0 "$samen" rerun few.h5 --run 3 -o again.h5
expect "outcomes alone, told" 2 "$samen" explain few.h5
says err "from which a run is told"
for part in 1 2; do
  "$samen" run "$scenarios/maurice4.toml" --replicates 6 --quiet -o parts.h5 --shard $part/2 \
    --set 'run.record=["outcomes"]' >out 2>err || fail "outcomes alone, in parts: $(cat err)"
done
"$samen" merge parts.h5 >out 2>err || fail "outcomes alone, merged: $(cat err)"
"$samen" export few.h5 -o few.csv && "$samen" export parts.h5 -o parts.csv
cmp few.csv parts.csv >err 2>&1 || fail "outcomes alone, merged, are others"
rm few.h5 again.h5 parts.h5 few.csv parts.csv
h5ls maurice4.doubt/sets.h5 >out
says out net_value
grep -q society_net out && fail "sets of a doubt hold more than outcomes"
for file in "$scenarios"/keten.toml "$scenarios"/hattem5.toml; do
  expect "doubt where organisations state their own" 0 "$samen" doubt "$file" --points 2 \
    --replicates 5 -o own.doubt --force --quiet
done
rm -r own.doubt
expect "doubt again" 2 "$samen" doubt "$scenarios/maurice4.toml" --points 6 --replicates 6
says err "exists"
expect "doubt without outside money" 0 "$samen" doubt "$scenarios/maurice4.toml" --points 6 \
  --replicates 6 --force --quiet
says out "no money comes from outside"; silent err
[ "$(ls maurice4.doubt | tr '\n' ' ')" = "scenario.h5 sets.h5 " ] ||
  fail "a doubt without outside money left $(ls maurice4.doubt)"
expect "how long doubt takes" 0 "$samen" doubt "$scenarios/maurice4.toml" --dry-run
says out "assumptions"; says out "MB of results"
expect "doubt of a spread that is none" 2 "$samen" doubt "$scenarios/maurice4.toml" --spread 2
says err "--spread must be 0.001 to 0.9, got 2"
expect "doubt of one arm" 2 "$samen" doubt "$scenarios/maurice4.toml" --set 'run.arms=["alone"]'
says err "compares with nothing"
rm -rf maurice4.doubt
expect "claims without what remains" 0 "$samen" claims "$scenarios/claims.toml" --quick \
  --only B25,D30 --without-remains -o tried --force
says err "of 96 runs (100%)"; says out "not tried"
expect "how long claims take" 0 "$samen" claims "$scenarios/claims.toml" --dry-run
says out "claims,"; says out "MB of results"
expect "an unknown claim" 2 "$samen" claims "$scenarios/claims.toml" --only B99
says err "no claim 'B99'"
expect "verdicts on a file without claims" 2 "$samen" verdicts none.h5
rm -rf tried

expect "bad input" 2 "$samen" run "$scenarios/hefboom8.toml" --set levers.pullr=1 --set trust.gain=7
says err "unknown key 'levers.pullr' (did you mean 'puller'?)"
says err "'trust.gain' = 7 1/month is outside [0, 1]"; silent out
expect "bad option" 2 "$samen" run "$scenarios/hefboom8.toml" --replicats 3
says err "did you mean '--replicates'?"
expect "no workers" 2 "$samen" run "$scenarios/hefboom8.toml" --workers 0
says err "--workers must be 1 to"
expect "negative seed" 2 "$samen" run "$scenarios/hefboom8.toml" --seed -1
says err "'run.seed' = -1"
: >empty.toml
expect "an empty scenario" 2 "$samen" run empty.toml
says err "empty.toml: a scenario needs at least one [[goal]]"
rm empty.toml
expect "a device for a scenario" 2 "$samen" run /dev/null
says err "/dev/null: a device or a pipe, no file"
expect "no such scenario" 2 "$samen" run none.toml
says err "none.toml: cannot read this file"
expect "replicates below one" 2 "$samen" run "$scenarios/hefboom8.toml" --replicates 0
says err "'run.replicates' = 0 runs is outside [1, 10000000]"
left ""

# The results of another setting differ; the results of another number of workers do not.
"$samen" run "$scenarios/maurice4.toml" --replicates 2 --quiet -o a.h5 --workers 1 >out 2>err
"$samen" run "$scenarios/maurice4.toml" --replicates 2 --quiet -o b.h5 --workers 3 >out 2>err
"$samen" run "$scenarios/maurice4.toml" --replicates 2 --quiet -o c.h5 --set trust.loss=0.3 >out 2>err
expect "same for any workers" 0 h5diff a.h5 b.h5 /trajectory_hash
# Nor do the results of a computer with narrower registers differ, if this computer lets the loader
# pretend and the engine was built for all levels (tests/run --all).
loader=/lib64/ld-linux-x86-64.so.2
if [ -e "$(dirname "$samen")/../lib/libsamen_engine.so" ] && [ -x $loader ]; then
  for level in x86-64-v2 x86-64-v3; do
    $loader --glibc-hwcaps-mask $level "$samen" run "$scenarios/maurice4.toml" --replicates 2 --quiet \
      -o narrow.h5 --force >out 2>err
    expect "same for registers of $level" 0 h5diff a.h5 narrow.h5 /trajectory_hash
    expect "the variant for $level" 0 h5dump -d /provenance narrow.h5
    case $level in x86-64-v2) says out '"instruction_set": "x86-64"' ;; *) says out "$level" ;; esac
  done
else
  echo "not tried: computers with narrower registers (the engine was built for this one alone)"
fi
expect "not the same for another setting" 1 h5diff a.h5 c.h5 /trajectory_hash
rm -f ./*.h5

finish "the command does what it says"
