#!/usr/bin/env bash
# What the documents show, and what they tell a reader to type.
# usage: documents_test.sh PATH/TO/samen PATH/TO/scenarios
. "$(dirname "$0")/expect.sh"

# The answer and the picture above the fold of the README are those of today.
readme=$scenarios/../README.md
expect "hefboom8 as in the README" 0 "$samen" run "$scenarios/hefboom8.toml" -o r.h5 --quiet --force
shown=$(sed -n 's/^Answer: //p' out)
grep -qF "$shown" "$readme" || fail "$what: the README does not say '$shown'"
expect "the picture in the README" 0 "$samen" plot r.h5 --picture progress -o picture
values() { grep -o '<title[^>]*>[^<]*' "$1" | sed 's/.*>//'; } # headline, and what hovering shows
[ "$(values picture/progress.svg)" = "$(values "$scenarios/hefboom8.svg")" ] ||
  fail "the picture in the README: scenarios/hefboom8.svg is old"
expect "check a design" 0 "$samen" check "$scenarios/grid.toml"
says out "× 25 design points"
rm -rf ./*.h5 picture

# Every command of the documents runs as written, in order: each document for itself, except that
# the document on analyses has the files that the first one makes.
of_document() { # of_document FILE: in a folder that is there
  while IFS= read -r line; do
    # With sanitizers large batches take hours; other tests check their parts one by one.
    large='grid|doubt|long\.h5|parts\.h5|claims|verdicts|validate|calibrate'
    [[ -n ${SAMEN_SANITIZED:-} && $line =~ $large ]] && continue
    # Other tests run these in full and compare what comes out.
    case $line in
      "samen claims scenarios/claims.toml") line+=" --quick" ;;
      "samen doubt scenarios/hefboom8.toml") line+=" --points 64" ;;
      "samen validate"*) line+=" --replicates 32" ;;
    esac
    expect "documents: $line" 0 env PATH="$(dirname "$samen"):$PATH" sh -c "$line"
  done < <(sed -n '/^```sh/,/^```/p' "$1" | sed -n '/^\(samen\|h5repack\) /{s/ *#.*//;p}')
}
for document in README.md analysis/README.md scenarios/README.md; do
  mkdir documents
  ln -s "$scenarios" documents/scenarios
  if [ $document = analysis/README.md ]; then mv ./*.h5 documents; fi
  cd documents || exit 1
  of_document "$scenarios/../$document"
  case $document in
    README.md) [ -s hefboom8.html ] && mv hefboom8.h5 no_puller.h5 .. ;;
    analysis/README.md) [ -s hefboom8_pictures/ledger.gp ] && [ -s runs.csv ] ;;
    *) [ -n "${SAMEN_SANITIZED:-}" -o -s grid_pictures/phase.svg ] ;;
  esac || fail "$document: an analysis left no file"
  cd .. && rm -rf documents
done

finish "the documents say what is so"
