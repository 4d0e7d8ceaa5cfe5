#!/usr/bin/env bash
# A long batch: killed, interrupted, without room, split over tasks, stopped by a rule, run again.
# Whatever happens, finished runs are kept, and the final file is that of a batch to which nothing
# happened.
# usage: batch_test.sh PATH/TO/samen PATH/TO/scenarios; SAMEN_KILLS=40 kills more often (default: 6)
set -u
samen=$1 scenarios=$2
kills=${SAMEN_KILLS:-6}
landscape=$(cd "$(dirname "$0")/../experiment" && pwd)/landscape.toml
folder=$(mktemp -d "${TMPDIR:-/tmp}/samen batch XXXXXX")
cd "$folder" || exit 1
mounted=
trap 'for disk in $mounted; do umount "$folder/$disk"; done; rm -rf "$folder"' EXIT
failures=0
RANDOM=7  # the moments of the kills, the same each time

fail() { echo "FAILED: $1"; head -n 4 out err | sed 's/^/    /'; failures=$((failures + 1)); }

# expect WHAT EXIT-CODE COMMAND…: runs it, keeps stdout in out and stderr in err.
expect() {
  what=$1 code=$2
  shift 2
  "$@" >out 2>err </dev/null
  got=$?
  [ $got = "$code" ] || fail "$what: exit $got instead of $code"
}
says() { grep -qF -- "$2" "$1" || fail "$what: '$2' is not in $1"; }
left() { [ "$(ls | grep -v -e '^out$' -e '^err$' | tr '\n' ' ')" = "$1" ] || fail "$what: left $(ls)"; }
same() { # same FILE FILE: except for times and provenance
  # Exit 0 is not enough: if columns differ in length, h5diff only says that it cannot compare them,
  # as it does if both are empty; h5ls tells the lengths.
  h5diff -c --exclude-path /wall_seconds --exclude-path /provenance "$1" "$2" >out 2>err &&
    ! grep -qv 'is an empty dataset$' out && diff <(h5ls -r "$1") <(h5ls -r "$2") >out ||
    fail "$what: $1 and $2 differ"
}
hashes() { h5dump -y -w 1 -d /trajectory_hash "$1" | sed -n 's/^ *\([0-9][0-9]*\),\{0,1\}$/\1/p'; }
shards() { find "$1.shards" -name '*.h5' -printf '%f %i %T@\n' 2>/dev/null | sort; }
wait_for() { # wait_for PATTERN PROCESS: until such a file is there, or the process is gone
  while ! compgen -G "$1" >/dev/null && kill -0 "$2" 2>/dev/null; do sleep 0.005; done
}
# halted FILE PATTERN COMMAND…: starts a batch into FILE and halts it (SIGSTOP) when a file like
# PATTERN is there and FILE is not; `halted` is its process. On a busy computer the batch may be done
# before this script looks: then the batch runs once more.
halted() {
  local file=$1 pattern=$2 tries
  shift 2
  for ((tries = 0; tries < 50; tries++)); do
    "$@" >halted.out 2>halted.err </dev/null &
    halted=$!
    wait_for "$pattern" $halted
    kill -STOP $halted 2>/dev/null && compgen -G "$pattern" >/dev/null && [ ! -e "$file" ] && return
    kill -CONT $halted 2>/dev/null
    wait $halted
    rm -rf "$file"
  done
  fail "$what: no batch could be halted in $tries tries"
}

# Shards of 128 runs: 32 replicates of four arms.
batch=("$samen" run "$scenarios/maurice4.toml" --quiet --set 'run.record=["summary", "events"]')
long=("${batch[@]}" --replicates 400 --shard-size 128)

# ---- In shards as in one go ---------------------------------------------------------------------
expect "in one go" 0 "${batch[@]}" --replicates 400 -o whole.h5
begin=$(date +%s%N)
expect "in shards" 0 "${long[@]}" -o a.h5
milliseconds=$((($(date +%s%N) - begin) / 1000000))
same whole.h5 a.h5; left "a.h5 whole.h5 "
# A file without room for its last bytes is no file.
what="no room for the last bytes"
(ulimit -f $((($(stat -c %s a.h5) - 1) / 1024)); exec "${long[@]}" -o cut.h5 >out 2>err)
got=$?
[ $got = 1 ] || fail "$what: exit $got instead of 1"
says err "File too large"; [ ! -e cut.h5 ] || fail "$what: a file is there"
rm -rf cut.h5 cut.h5.shards
hashes whole.h5 >hashes.txt
[ "$(wc -l <hashes.txt)" = 1600 ] || fail "the batch has not 1600 hashes"
expect "a part of the batch" 0 "${long[@]}" -o part.h5 --shard 1/2
mv part.h5.shards/*-0000000000-*.h5 part.h5
(same whole.h5 part.h5 >/dev/null; [ $failures -gt 0 ]) || fail "a part passes for the whole"
rm -r part.h5 part.h5.shards
expect "a finished batch" 0 "${long[@]}" -o a.h5 --resume
says out "'a.h5' is finished; nothing was left to do"; says out "1600 runs"
expect "a batch of one shard" 0 "${batch[@]}" --replicates 3 -o a.h5 --force
rm a.h5

# ---- Killed -------------------------------------------------------------------------------------
# A published part is whole, and stays.
check_shards() {
  shards a.h5 >now
  [ -z "$(comm -23 before now)" ] || fail "$what: published shards are lost or changed"
  comm -13 before now | cut -d' ' -f1 | while read -r shard; do
    first=$((10#$(cut -d- -f2 <<<"$shard"))) last=$(cut -d- -f3 <<<"${shard%.h5}")
    hashes "a.h5.shards/$shard" >out 2>err
    [ -s out ] && sed -n "$((first + 1)),$((10#$last + 1))p" hashes.txt | cmp -s - out ||
      { fail "$what: $shard is not whole"; touch broken; }
  done
  mv now before
}
what="killed at any moment" starts=0 killed=0
: >before
while [ $killed -lt "$kills" ] && [ $starts -lt $((10 * kills)) ]; do
  starts=$((starts + 1))
  "${long[@]}" -o a.h5 --resume >/dev/null 2>&1 &
  moment=$((RANDOM * milliseconds / 32768)) # anywhere in the time that the whole batch takes
  sleep "$((moment / 1000)).$(printf '%03d' $((moment % 1000)))"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
  [ $? = 137 ] && killed=$((killed + 1))
  if [ -e a.h5 ]; then  # the batch was done: the next one begins anew
    same whole.h5 a.h5
    rm -rf a.h5 a.h5.shards
    : >before
  fi
  check_shards
done
[ $killed = "$kills" ] || fail "only $killed of $starts kills hit a batch"
expect "resumed after kills" 0 "${long[@]}" -o a.h5 --resume
same whole.h5 a.h5; left "a.h5 before hashes.txt whole.h5 "
[ -e broken ] && failures=$((failures + 1))
rm -f a.h5 before

# The series of a batch lie in the file that grows, its parts say where.
series=("$samen" run "$scenarios/hefboom8.toml" --quiet --replicates 200)
placed=("${series[@]}" --set 'run.compress="always"' --shard-size 64)
expect "series in one go" 0 "${series[@]}" --set 'run.compress="always"' -o b.h5
what="killed while series are written" starts=0 n=0
while [ $n -lt "$kills" ] && [ $starts -lt $((10 * kills)) ]; do
  starts=$((starts + 1))
  seen=$(shards a.h5 | wc -l)
  "${placed[@]}" -o a.h5 --resume >/dev/null 2>&1 &
  while [ "$(shards a.h5 | wc -l)" -le "$seen" ] && kill -0 $! 2>/dev/null; do sleep 0.005; done
  sleep "0.0$((RANDOM % 10))"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
  [ $? = 137 ] && n=$((n + 1))
  # Less than twice the result: what no part refers to was given back.
  [ ! -d a.h5.shards ] || [ "$(du -sk a.h5.shards | cut -f1)" -lt $(($(du -k b.h5 | cut -f1) * 21 / 10)) ] ||
    fail "$what: $(du -ak a.h5.shards)"
  [ ! -e a.h5 ] || { same b.h5 a.h5; rm a.h5; }
done
[ $n -gt 0 ] || fail "$what: no kill hit a batch"
expect "series resumed after kills" 0 "${placed[@]}" -o a.h5 --resume
same b.h5 a.h5; left "a.h5 b.h5 hashes.txt whole.h5 "
rm a.h5
for damage in "changed" "cut off" "gone"; do
  halted a.h5 'a.h5.shards/*.h5' "${placed[@]}" -o a.h5
  kill -9 $halted
  wait $halted 2>/dev/null
  rm -f halted.out halted.err
  case $damage in
    changed) for file in a.h5.shards/growing-*; do
        half=$(($(stat -c %s "$file") / 2))
        head -c $half /dev/zero | tr '\0' '\132' | dd of="$file" conv=notrunc bs=1M 2>/dev/null
      done ;;
    "cut off") truncate -s 100000 a.h5.shards/growing-* ;;
    gone) rm a.h5.shards/growing-* ;;
  esac
  expect "series $damage" 2 "${placed[@]}" -o a.h5 --resume
  says err "is damaged: remove it, then --resume"
  rm a.h5.shards/*.h5
  expect "without what was $damage" 0 "${placed[@]}" -o a.h5 --resume
  same b.h5 a.h5
  rm a.h5
done
rm b.h5

# The batch is killed while its parts are merged.
for task in 1 2; do expect "task $task of 2" 0 "${long[@]}" -o a.h5 --shard $task/2; done
shards a.h5 >before
for merging in "merge a.h5" "run"; do
  for ((n = 0, tries = 0; n < (kills + 2) / 3 && tries < 10 * kills; tries++)); do
    what="killed in $merging"
    rm -f a.h5.part a.h5.shards/growing-*
    case $merging in
      run) "${long[@]}" -o a.h5 --resume >/dev/null 2>&1 & ;;
      *) "$samen" $merging >/dev/null 2>&1 & ;;
    esac
    case $merging in
      run) wait_for 'a.h5.shards/growing-*' $! ;;
      *) wait_for a.h5.part $! ;;
    esac
    sleep "0.00$((RANDOM % 10))"
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    [ $? = 137 ] && [ ! -e a.h5 ] && n=$((n + 1))
    if [ -e a.h5 ]; then  # too late: all parts are merged once more
      rm -rf a.h5 a.h5.shards
      for task in 1 2; do expect "task $task of 2" 0 "${long[@]}" -o a.h5 --shard $task/2; done
      shards a.h5 >before
    fi
    shards a.h5 | cmp -s - before || fail "$what: shards are lost"
  done
  [ $n -gt 0 ] || fail "$what: no kill hit a merge in $tries tries"
done
expect "merged after kills" 0 "${long[@]}" -o a.h5 --resume
same whole.h5 a.h5; left "a.h5 before hashes.txt whole.h5 "
rm -f a.h5 before

# The batch is killed after the merge, before the shards are removed.
for task in 1 2; do expect "task $task of 2" 0 "${long[@]}" -o a.h5 --shard $task/2; done
expect "merge and keep" 0 "$samen" merge a.h5 --keep
expect "resumed when all is done" 0 "${long[@]}" -o a.h5 --resume
says out "is finished"; left "a.h5 hashes.txt whole.h5 "
rm a.h5

# ---- Interrupted --------------------------------------------------------------------------------
for signal in TERM:143 INT:130; do
  what="SIG${signal%:*}"
  for ((tries = 0; tries < 10; tries++)); do
    halted a.h5 'a.h5.shards/*.h5' "${long[@]}" -o a.h5
    kill -"${signal%:*}" $halted
    kill -CONT $halted
    wait $halted
    got=$?
    [ $got = 0 ] || break
    rm a.h5  # halted after its last look for a signal: the batch was as good as done
  done
  mv halted.out out
  mv halted.err err
  [ $got = "${signal#*:}" ] || fail "$what: exit $got"
  says err "interrupted; what is finished is kept in 'a.h5.shards': the same command with --resume goes on"
  left "a.h5.shards hashes.txt whole.h5 "
  compgen -G 'a.h5.shards/*.part' >/dev/null && fail "$what: left a part"
  expect "neither resumed nor anew" 2 "${long[@]}" -o a.h5
  says err "'a.h5.shards' holds parts of a batch: go on with --resume, or begin anew with --force"
  expect "parts of another seed" 2 "${long[@]}" -o a.h5 --resume --seed 5
  says err "holds parts of another scenario, seed or version"
  # The batch goes on with shards of another size.
  expect "resumed after $signal" 0 "${batch[@]}" --replicates 400 --shard-size 200 -o a.h5 --resume
  same whole.h5 a.h5; left "a.h5 hashes.txt whole.h5 "
  rm a.h5
done
what="interrupted before a shard is finished"
"${batch[@]}" --replicates 1000000 --shard-size 2000000 -o a.h5 >out 2>err &
wait_for 'a.h5.shards/*.part' $!
kill -TERM $!
wait $!
says err "nothing was kept"; left "hashes.txt whole.h5 "

what="its folder renamed"
halted a.h5 'a.h5.shards/*.h5' "${long[@]}" -o a.h5
mv a.h5.shards moved
kill -TERM $halted
kill -CONT $halted
wait $halted
mv halted.out out
mv halted.err err
says err "'a.h5.shards' is no longer there: what is finished is where it went"
mv moved a.h5.shards
expect "resumed after it has its name again" 0 "${long[@]}" -o a.h5 --resume
same whole.h5 a.h5; left "a.h5 hashes.txt whole.h5 "
rm a.h5
mkdir elsewhere
ln -s elsewhere a.h5.shards
expect "a link for the folder of its parts" 1 "${long[@]}" -o a.h5 --resume
says err "'a.h5.shards' is a link"
[ -z "$(ls elsewhere)" ] || fail "$what: wrote through it"
rm -r elsewhere a.h5.shards

# ---- Beginning anew -----------------------------------------------------------------------------
expect "another result" 0 "${batch[@]}" --replicates 3 -o a.h5
expect "resumed on another result" 2 "${long[@]}" -o a.h5 --resume
says err "holds the results of another scenario, seed or version"
"${long[@]}" -o a.h5 --force >out 2>err &
wait_for 'a.h5.shards/*.h5' $!
kill -9 $! 2>/dev/null
wait $! 2>/dev/null
shards a.h5 >before
expect "resumed where another result is to be replaced" 0 "${long[@]}" -o a.h5 --force --resume
same whole.h5 a.h5
"${long[@]}" -o a.h5 --seed 5 --force >out 2>err &
wait_for 'a.h5.shards/*.h5' $!
kill -9 $! 2>/dev/null
wait $! 2>/dev/null
expect "anew in spite of parts" 0 "${long[@]}" -o a.h5 --force
same whole.h5 a.h5; left "a.h5 before hashes.txt whole.h5 "
rm a.h5 before

# ---- Two at a time ------------------------------------------------------------------------------
what="two batches in one folder"
halted a.h5 'a.h5.shards/*.h5' "${long[@]}" -o a.h5
for more in --resume --force "--shard 1/2"; do
  expect "a second batch with $more" 1 "${long[@]}" -o a.h5 $more
  says err "another run is writing a.h5.shards"
done
expect "merging what is still written" 1 "$samen" merge a.h5
says err "another run is writing a.h5.shards"
kill -CONT $halted
wait $halted || fail "the first of two batches was harmed"
same whole.h5 a.h5
rm a.h5
halted_task() { # task 1 of 3, before its last part
  rm -rf a.h5.shards
  halted a.h5 'a.h5.shards/runs-0000000000-*.h5' "${long[@]}" -o a.h5 --shard 1/3
  [ "$(shards a.h5 | wc -l)" -lt 9 ] && return
  kill -CONT $halted
  wait $halted
  false
}
for ((tries = 0; tries < 10; tries++)); do halted_task && break; done
expect "the same task twice" 1 "${long[@]}" -o a.h5 --shard 1/3
says err "another run is writing a.h5.shards as task 1"
expect "another task beside it" 0 "${long[@]}" -o a.h5 --shard 2/3
says out "task 2 of 3 is finished; when all are, 'samen merge a.h5' puts them together"
expect "all of it beside a task" 1 "${long[@]}" -o a.h5 --resume
kill -CONT $halted
wait $halted || fail "the first of two tasks was harmed"
rm halted.out halted.err
expect "merged too early" 2 "$samen" merge a.h5
says err "are missing"; [ ! -e a.h5 ] || fail "$what: left a result"
expect "a task done before" 0 "${long[@]}" -o a.h5 --shard 2/3
expect "the last task" 0 "${long[@]}" -o a.h5 --shard 3/3
expect "the tasks merged" 0 "$samen" merge a.h5
same whole.h5 a.h5; left "a.h5 hashes.txt whole.h5 "
rm a.h5
# A share for each task, though all would fit into one shard.
for task in 1 2; do
  expect "task $task of two" 0 "${batch[@]}" --replicates 400 -o a.h5 --shard $task/2
done
[ "$(shards a.h5 | wc -l)" = 2 ] || fail "two tasks made $(shards a.h5)"
expect "a whole that goes on with tasks" 0 "${batch[@]}" --replicates 400 -o a.h5 --resume
same whole.h5 a.h5
rm a.h5

for wrong in 0/3 4/3 x 1/2/3 -1/2 1/0 3; do
  expect "task $wrong" 2 "${long[@]}" -o a.h5 --shard=$wrong
  says err "--shard must be i/n"
done
expect "a shard of no runs" 2 "${batch[@]}" -o a.h5 --shard-size 0
says err "--shard-size must be 1 or more"

# ---- Tasks of GNU parallel ----------------------------------------------------------------------
if command -v parallel >/dev/null; then
  ln -s "$scenarios/parallel" launcher
  mkdir 'in {} and {#}'
  expect "names that parallel would replace" 0 env PATH="$(dirname "$samen"):$PATH" ./launcher \
    "$scenarios/maurice4.toml" 'in {} and {#}/a {%}.h5' 3 -- --replicates 400 --shard-size 128 \
    --set 'run.record=["summary", "events"]' --set 'scenario.title={#} of {}'
  expect "the title" 0 h5dump -a title 'in {} and {#}/a {%}.h5'
  says out '"{#} of {}"'
  expect "without that title" 0 env PATH="$(dirname "$samen"):$PATH" ./launcher \
    "$scenarios/maurice4.toml" a.h5 3 -- --replicates 400 --set 'run.record=["summary", "events"]'
  same whole.h5 a.h5
  rm -r a.h5 launcher 'in {} and {#}'
else
  echo "not tried: scenarios/parallel (no GNU parallel)"
fi

# ---- What can be merged -------------------------------------------------------------------------
for task in 1 2; do expect "a task" 0 "${long[@]}" -o a.h5 --shard $task/2; done
expect "a task of another seed" 0 "${long[@]}" -o b.h5 --shard 1/2 --seed 5
expect "a task in other shards" 0 "${batch[@]}" --replicates 400 -o c.h5 --shard-size 256 --shard 1/2
expect "merging by name" 0 "$samen" merge a.h5.shards/*.h5 -o d.h5
same whole.h5 d.h5
expect "merging over a result" 2 "$samen" merge a.h5.shards/*.h5 -o d.h5
says err "'d.h5' exists"
rm d.h5
expect "merging batches" 2 "$samen" merge a.h5.shards/*-0000000128-*.h5 b.h5.shards/*.h5 -o d.h5
says err "are of different batches"
expect "merging what overlaps" 2 "$samen" merge a.h5.shards/*.h5 c.h5.shards/*.h5 -o d.h5
says err "some of which another shard holds too"
expect "merging a part" 2 "$samen" merge a.h5.shards/*-0000000128-*.h5 -o d.h5
says err "runs 0 to 127 are missing"
expect "merging the beginning" 2 "$samen" merge a.h5.shards/*-0000000000-*.h5 -o d.h5
says err "runs 128 to 1599 are missing of 1600"
expect "merging something else" 2 "$samen" merge hashes.txt -o d.h5
says err "'hashes.txt' is no shard"
expect "merging nothing" 2 "$samen" merge none.h5
says err "there is no folder 'none.h5.shards'"
for damage in 0 1000 100000; do
  truncate -s $damage a.h5.shards/*-0000000128-*.h5
  expect "resumed with a damaged shard" 2 "${long[@]}" -o a.h5 --resume
  says err "runs-0000000128-0000000255.h5 is damaged: remove it"
  expect "merged with a damaged shard" 2 "$samen" merge a.h5
  says err "runs-0000000128-0000000255.h5 is damaged: remove it"
done
rm a.h5.shards/*-0000000128-*.h5
expect "resumed without it" 0 "${long[@]}" -o a.h5 --resume
same whole.h5 a.h5
expect "a shard as a result" 0 mv "$(find c.h5.shards -name '*.h5' | sort | head -1)" d.h5
expect "resumed on a shard" 2 "${long[@]}" -o d.h5 --resume
says err "or a part"
expect "verify of a shard" 2 "$samen" verify d.h5
says err "holds a part of a batch"
rm -rf ./*.h5.shards a.h5 d.h5

# ---- Nowhere to write ---------------------------------------------------------------------------
expect "a folder that is not there" 1 "${long[@]}" -o none/a.h5
says err "No such file or directory"; left "hashes.txt whole.h5 "
touch a.h5.shards
expect "a file for a folder" 1 "${long[@]}" -o a.h5
says err "a.h5.shards"
rm a.h5.shards

mkdir disk
if mount -t tmpfs -o size=3m none disk 2>/dev/null; then
  mounted=disk
  expect "a full disk" 1 "${long[@]}" -o disk/a.h5
  says err "No space left"
  says err "kept in 'disk/a.h5.shards': the same command with --resume goes on"
  kept=$(shards disk/a.h5)
  [ "$(wc -l <<<"$kept")" -ge 2 ] || fail "$what: kept $kept"
  compgen -G 'disk/a.h5.shards/*.part' >/dev/null && fail "$what: left a part"
  mount -o remount,size=64m disk
  for task in 1 2; do expect "task $task goes on there" 0 "${long[@]}" -o disk/a.h5 --shard $task/2; done
  expect "merged without the series" 2 "$samen" merge disk/a.h5
  says err "finish the batch with the command that began it and --resume"
  expect "room again" 0 "${long[@]}" -o disk/a.h5 --resume
  same whole.h5 disk/a.h5
  rm disk/a.h5
  for task in 1 2; do expect "task $task there" 0 "${long[@]}" -o disk/a.h5 --shard $task/2; done
  size=$(($(du -sk disk/a.h5.shards | cut -f1) + $(du -k whole.h5 | cut -f1) / 2))
  mount -o remount,size=${size}k disk
  expect "merged where only the shards have room" 1 "$samen" merge disk/a.h5
  says err "No space left"; says err "the shards are kept"
  expect "resumed where only the shards have room" 1 "${long[@]}" -o disk/a.h5 --resume
  says err "No space left"; says err "kept in 'disk/a.h5.shards'"
  [ "$(shards disk/a.h5 | wc -l)" = 13 ] || fail "$what: not all shards are kept"
  compgen -G 'disk/a.h5.shards/*.part' >/dev/null && fail "$what: left a part"
  [ "$(ls disk)" = a.h5.shards ] || fail "$what: left $(ls disk)"
  mount -o remount,size=64m disk
  expect "a disk with room again" 0 "${long[@]}" -o disk/a.h5 --resume
  same whole.h5 disk/a.h5
  [ "$(ls disk)" = a.h5 ] || fail "$what: left $(ls disk)"
  mount -o remount,ro disk
  expect "a disk that is read-only" 1 "${long[@]}" -o disk/b.h5
  says err "making disk/b.h5.shards: Read-only file system"
  umount disk
  mounted=
else  # no mounts: a limit on the size of a file; a shard keeps to it, the whole file does not
  echo "not tried: a full disk, a read-only one (not root)"
  (ulimit -f 1000; trap '' XFSZ; exec "${long[@]}" -o a.h5 >out 2>err)
  [ $? = 1 ] || fail "a full disk: wrong exit"
  what="a full disk"
  says err "File too large"; says err "kept in 'a.h5.shards'"
  expect "room again" 0 "${long[@]}" -o a.h5 --resume
  same whole.h5 a.h5
  rm a.h5
fi
rmdir disk

# ---- Designs, landscapes, all that can be recorded ----------------------------------------------
expect_same() { # expect_same WHAT SHARD-SIZE SCENARIO OPTION…
  local name=$1 size=$2
  shift 2
  expect "$name in one go" 0 "$samen" run "$@" --quiet -o b.h5
  "$samen" run "$@" --quiet -o a.h5 --shard-size "$size" >out 2>err &
  wait_for 'a.h5.shards/*.h5' $!
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
  expect "$name resumed" 0 "$samen" run "$@" --quiet -o a.h5 --shard-size "$size" --resume
  same b.h5 a.h5
}
again() { rm -f ./*.h5; }
expect_same "a design" 200 "$scenarios/grid.toml" --replicates 20
expect "verify a design" 0 "$samen" verify a.h5
says out "1 worker: "; says out "2 workers: "; says out "all the same, bit by bit"
expect "rerun at a design point" 0 "$samen" rerun a.h5 --run 1650 -o r.h5
says out "run 1650 is the same, bit by bit"
expect "its point" 0 h5dump -y -w 1 -d /point r.h5
grep -q '^ *20,$' out || fail "$what: not 20"  # 20 replicates of a point stand together: 1650 / (4 x 20)
again

expect_same "a landscape" 1 "$landscape" --replicates 2
expect "verify a landscape" 0 "$samen" verify a.h5
expect "rerun of a landscape" 0 "$samen" rerun a.h5 --run 4 -o r.h5
says out "run 4 is the same, bit by bit"
again
expect_same "all of it" 64 "$scenarios/maurice4.toml" --replicates 50 \
  --set 'run.record=["tables", "organisations", "pairs", "events", "decisions"]'
h5dump -y -w 1 -d /decision_run a.h5 >out 2>err
says out " 199,"  # the last run makes decisions too, under its number in the whole

# ---- Run again ----------------------------------------------------------------------------------
expect "verify" 0 "$samen" verify a.h5
says out "2 workers: "; [ ! -s err ] || fail "$what: complains"
for run in 16 17 18 19 199; do
  expect "rerun of run $run" 0 "$samen" rerun a.h5 --run $run
  says out "run $run is the same, bit by bit; it is row $((run % 4)) of a-run-$run.h5"
done
expect "rerun of no run" 2 "$samen" rerun a.h5 --run 200
says err "--run must be 0 to 199"
expect "verify of a rerun" 2 "$samen" verify a-run-17.h5
says err "holds a part of a batch"
# One bit of a hash is turned over, in a hash without a line break, which grep could not find.
bytes() { h5dump -d /trajectory_hash -s "$1" -c 1 -b LE -o raw a.h5 >/dev/null && od -An -tx1 raw; }
run=101
while bytes $run | grep -q 0a; do run=$((run + 1)); done
place=$(LC_ALL=C grep -obUaP "$(bytes $run | sed 's/ /\\x/g')" a.h5 | head -1 | cut -d: -f1)
printf "\\x$(printf '%02x' $((0x$(bytes $run | cut -c 2-3) ^ 1)))" |
  dd of=a.h5 bs=1 seek="$place" conv=notrunc 2>/dev/null
for verb in verify "rerun --run $run -o r.h5" summary; do
  expect "$verb of an altered file" 2 "$samen" $verb a.h5
  says err "a.h5: damaged – run $run is not what was written"
done
LC_ALL=C sed -i 's/"program": "samen [0-9]/"program": "samen 9/' b.h5
expect "verify of another version" 0 "$samen" verify b.h5
says err "written by samen 9."
rm -f ./*.h5.shards ./a*.h5 b.h5 r.h5

# ---- Until it is known well enough --------------------------------------------------------------
known=("$samen" run "$scenarios/maurice4.toml" --set 'run.record=["summary"]' --replicates)
rule() { echo "run.until={observable=\"net_value\", half_width=$1}"; }
expect "known at the second look" 0 "${known[@]}" 500 --set "$(rule 45)" -o a.h5
says err "128 replicates: net_value known to ± "; says err "256 replicates: net_value known to ± "
grep -q "512 replicates\|500 replicates" err && fail "$what: did not stop"
says out "1024 runs"
[ "$(hashes a.h5 | wc -l)" = 1024 ] || fail "$what: not 1024 runs"
h5dump -a stop_rule a.h5 >out 2>err
says out "stopped at 256 of at most 500 replicates, when net_value of together"
h5dump -y -a planned_runs a.h5 >out 2>err
says out "1024"
expect "finished by its rule" 0 "${known[@]}" 500 --set "$(rule 45)" -o a.h5 --resume
says out "is finished"
expect "verify what was stopped" 0 "$samen" verify a.h5
# The result is the same for shards of any size, killed or not.
for size in 64 700 1500; do
  "${known[@]}" 500 --set "$(rule 45)" -o b.h5 --shard-size $size --quiet >out 2>err &
  wait_for 'b.h5.shards/*.h5' $!
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
  expect "resumed until known" 0 "${known[@]}" 500 --set "$(rule 45)" -o b.h5 --shard-size $size --resume
  same a.h5 b.h5
  rm b.h5
done
halted b.h5 'b.h5.shards/*.h5' "${known[@]}" 500 --set "$(rule 1)" -o b.h5 --shard-size 64 --quiet
kill -9 $halted
wait $halted 2>/dev/null
rm -f halted.out halted.err
expect "merged without its rule" 2 "$samen" merge b.h5
says err "ends by its stop rule (run.until)"
rm -rf b.h5.shards
expect "never known" 0 "${known[@]}" 500 --set "$(rule 1)" -o b.h5
says err "500 replicates: net_value known to ± "; says out "2000 runs"
h5dump -a stop_rule b.h5 >out 2>err
says out "stopped at 500 of at most 500 replicates, though net_value of together"
expect "a part of a batch without end" 2 "${known[@]}" 500 --set "$(rule 1)" -o c.h5 --shard 1/2
says err "run.until cannot be split"
expect "fewer than the first look" 0 "${known[@]}" 20 --set "$(rule 1)" -o c.h5
says out "80 runs"
rm -f ./*.h5

[ $failures = 0 ] && echo "a batch survives ($killed kills in $starts starts)"
exit $((failures > 0))
