# What the tests of the command share; to be sourced. Each runs in an empty folder, gone at its end.
set -u
samen=$1 scenarios=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0

fail() { echo "FAILED: $1"; sed 's/^/    /' out err; failures=$((failures + 1)); }

# expect WHAT EXIT-CODE COMMAND…: runs it, keeps stdout in out and stderr in err.
expect() {
  what=$1 code=$2
  shift 2
  "$@" >out 2>err </dev/null
  got=$?
  [ $got = "$code" ] || fail "$what: exit $got instead of $code"
}
says() { grep -qF -- "$2" "$1" || fail "$what: '$2' is not in $1"; }
silent() { [ ! -s "$1" ] || fail "$what: $1 is not empty"; }
left() { [ "$(ls | grep -v -e '^out$' -e '^err$' | tr '\n' ' ')" = "$1" ] || fail "$what: left $(ls)"; }
wait_for() { # wait_for PATTERN PROCESS: until such a file is there, or the process is gone
  while ! compgen -G "$1" >/dev/null && kill -0 "$2" 2>/dev/null; do sleep 0.005; done
}
finish() { # finish WHAT: says so if nothing failed
  [ $failures = 0 ] && echo "$1"
  exit $((failures > 0))
}
