#!/usr/bin/env bash
# scenarios/demo while another process holds the locks of apt: the demo waits, and gives up only on
# other trouble. Programs of the same names stand in for those of the system.
# usage: demo_test.sh PATH/TO/project
set -u
project=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0
fail() { echo "FAILED: $1"; failures=$((failures + 1)); cat "$folder/out"; }

mkdir "$folder/bin"
stand_in() { # stand_in NAME: from standard input
  { echo "#!/usr/bin/env bash"; cat; } >"$folder/bin/$1"
  chmod +x "$folder/bin/$1"
}
stand_in dpkg-query <<<'exit 1' # nothing is installed
stand_in sleep <<<'exit 0'
stand_in sudo <<<'exec "$@"'
stand_in apt-get <<PROGRAM
echo "\$*" >>"$folder/asked"
if [ "\$(wc -l <"$folder/asked")" -le "\$(cat "$folder/busy")" ]; then
  cat "$folder/complaint" >&2
  exit 100
fi
PROGRAM
demo() {
  rm -f "$folder/asked"
  PATH="$folder/bin:$PATH" "$project/scenarios/demo" --deps >"$folder/out" 2>&1
}

echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1 (apt-get)" \
  >"$folder/complaint"
echo 3 >"$folder/busy"
demo || fail "a busy apt is not waited for"
grep -q "Waiting: another process is using apt" "$folder/out" || fail "it does not say that it waits"
[ "$(grep -c update "$folder/asked")" = 4 ] || fail "updated after other than four tries"
tail -1 "$folder/asked" | grep -q "install .* ninja-build" || fail "nothing was installed"

echo 1000 >"$folder/busy"
demo && fail "waits for ever"
[ "$(wc -l <"$folder/asked")" -le 100 ] || fail "waits too long"

echo "E: Unable to locate package g++" >"$folder/complaint"
demo && fail "trouble that waiting does not mend is passed over"
[ "$(wc -l <"$folder/asked")" = 1 ] || fail "waits on trouble that waiting does not mend"
grep -q "Unable to locate package" "$folder/out" || fail "it does not say what the trouble is"

[ $failures = 0 ] && echo "the demo waits for apt"
exit $((failures > 0))
