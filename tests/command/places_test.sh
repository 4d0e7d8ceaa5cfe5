#!/usr/bin/env bash
# Where results may go, and what is left when there is no room, no thread or no time.
# usage: places_test.sh PATH/TO/samen PATH/TO/scenarios
. "$(dirname "$0")/expect.sh"
suite=$scenarios/validation

# Where results may go.
few=("$samen" run "$scenarios/maurice4.toml" --replicates 2 --quiet)
mkfifo pipe
expect "a pipe for results" 2 timeout 60 "${few[@]}" -o pipe
says err "'pipe' is a pipe or a device, which cannot hold a result file"
expect "a pipe for a scenario" 2 timeout 60 "$samen" run pipe
says err "pipe: a device or a pipe, no file"
expect "a pipe for a result file" 2 timeout 60 "$samen" verify pipe
says err "pipe: no result file of samen run (a pipe or a device)"
rm pipe
expect "a name that begins like an option" 0 "${few[@]}" -o -x.h5
says out "Answer: "; left "-x.h5 "
expect "a folder that begins like an option" 0 "$samen" claims "$scenarios/claims.toml" --quick \
  --only B25 --without-remains --quiet -o -tried
rm -r ./-tried
ln -s ./-x.h5 link.h5
expect "a link for results" 2 "${few[@]}" -o link.h5
says err "'link.h5' is a link to './-x.h5': choose another name, or replace it with --force"
expect "a link for results, asked" 0 "${few[@]}" -o link.h5 --force --seed 5
[ -L link.h5 ] && [ ! -e link.h5.part ] || fail "$what: the link is gone"
ln -sf nowhere.h5 link.h5
expect "a link to nothing for results" 2 "${few[@]}" -o link.h5
says err "is a link to 'nowhere.h5'"
rm ./-x.h5 link.h5
what="standard output that is closed"
"${few[@]}" -o closed.h5 >&- 2>err </dev/null
[ $? = 1 ] || fail "$what: wrong exit"
says err "cannot write to standard output: Bad file descriptor"
expect "verify of what it left" 0 "$samen" verify closed.h5
rm closed.h5

# The system gives no threads beyond a limit; for root the limit does not hold.
as_user=()
[ "$(id -u)" != 0 ] || as_user=(setpriv --reuid=65534 --clear-groups)
if "${as_user[@]}" "$samen" --version >out 2>err; then
  what="too few threads"
  mkdir open && chmod 777 open && chmod 711 .
  (ulimit -u 1; exec "${as_user[@]}" "${few[@]}" -o open/a.h5 --workers 3 >out 2>err)
  [ $? = 1 ] || fail "$what: wrong exit"
  [ -z "$(ls open)" ] || fail "$what: left $(ls open)"
  rm -r open
  says err "expected 3 threads, got 1 from the system"
  says err "ask for fewer with --workers"
else
  echo "not tried: too few threads (no other user may run $samen)"
fi

# A stopped command says what it keeps.
stopped() { # stopped WHAT PATTERN COMMAND…: SIGTERM when a file like PATTERN is there
  what=$1 pattern=$2
  shift 2
  "$@" >out 2>err </dev/null &
  wait_for "$pattern" $!
  kill -TERM $!
  wait $!
  [ $? = 143 ] || fail "$what: wrong exit"
}
stopped "claims that are stopped" 'tried/*.h5' "$samen" claims "$scenarios/claims.toml" -o tried --quiet
says err "result files are finished and kept in 'tried'; the same command with --force begins anew"
stopped "a validation that is stopped" 'kept/*.h5' "$samen" validate "$suite" -o kept --quiet
says err "result files are finished and kept in 'kept'; the same command with --force begins anew"
mkdir passing
stopped "a validation that keeps nothing" 'passing/.samen-*/*.part' env TMPDIR=passing \
  "$samen" validate "$suite" --quiet
says err "nothing was kept"
[ -z "$(ls -A passing)" ] || fail "$what: left $(ls -A passing)"
rm -r tried kept passing

# A batch that is stopped leaves nothing that looks like a result.
"$samen" run "$scenarios/hefboom8.toml" --replicates 1000000 -o long.h5 --quiet \
  --set 'run.record=["summary"]' >out 2>err &
wait_for 'long.h5.shards/*.part' $!
kill -TERM $!
wait $!
got=$?
what=interrupted
[ $got = 143 ] || fail "an interrupted batch: exit $got instead of 143"
says err "nothing was kept"; left ""

# A full disk: the reason is told, exit 1, nothing is left. 200 KB are too few for these results.
(ulimit -f 200
 "$samen" run "$scenarios/hefboom8.toml" --replicates 20 -o full.h5 --quiet >out 2>err)
[ $? = 1 ] || fail "a full disk: wrong exit"
what="full disk"; says err "File too large"; left ""

# Two batches on one name: the second is refused and the first unharmed.
"$samen" run "$scenarios/hefboom8.toml" --replicates 2000 --shard-size 100000 -o same.h5 --quiet \
  --set 'run.record=["summary"]' >/dev/null 2>&1 &
first=$!
wait_for 'same.h5*.part' $first
kill -STOP $first
expect "a second batch on the same name" 1 "$samen" run "$scenarios/hefboom8.toml" -o same.h5 --quiet
says err "another run is writing same.h5"
kill -CONT $first
wait $first || fail "the first of two batches was harmed"
rm -f same.h5

finish "results go where they may"
