#!/usr/bin/env bash
# Seeds a real friendship network with the skein command: stopped in the middle, resumed, repeated.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/running.sh
FAILED=0
GRAPH=${SKEIN_GRAPH:-../shared/data/reed98.edges}
if [ ! -r "$GRAPH" ]; then
  GRAPH=$DATA/made.edges
  node -e 'import("./test/bench/harness/graph.ts").then(({ madeGraph }) => console.log(madeGraph(98).edges.map((e) => e.join(" ")).join("\n")))' > "$GRAPH"
fi
start_network || exit 1
export SKEIN_CONFIG_DIR=$DATA/config SKEIN_DATA_DIR=$DATA/data
seed() { npx skein seed --graph "$GRAPH" --posts 0-20 --seed 1 --server "$GRPC" "$@"; }

STARTED=$SECONDS
node clients/cli/bin.mjs seed --graph "$GRAPH" --posts 0-20 --seed 1 --server "$GRPC" 2> "$DATA/stopped" & SEEDING=$!
until grep -q '^follow' "$DATA"/config/seeded/*/done.txt 2>/dev/null; do
  kill -0 $SEEDING 2>/dev/null || { cat "$DATA/stopped"; echo 'not ok - seeding ended by itself'; exit 1; }
  sleep 0.2
done
kill -INT $SEEDING; wait $SEEDING
expect 'Ctrl-C stops it' '^130$' "$?"
expect 'and it says how to go on' 'run the same command to resume' "$(cat "$DATA/stopped")"

FIRST=$(seed 2>/dev/null); echo "$FIRST"
TOOK=$((SECONDS - STARTED))
PEOPLE=$(tr -s ' \t' '\n' < <(cut -d' ' -f1,2 "$GRAPH") | sort -un | grep -c .)
FOLLOWS=$((2 * $(grep -c '[0-9]' "$GRAPH")))
plain() { tr -d ',' <<< "$1"; }
expect "everybody is there: $PEOPLE" "^people  +[0-9]+ +$PEOPLE$" "$(plain "$FIRST")"
expect "and follows: $FOLLOWS" "^follows  +[0-9]+ +$FOLLOWS$" "$(plain "$FIRST")"
expect 'and has posted' '^posts  +[0-9]+ +[0-9]{4,}$' "$(plain "$FIRST")"
expect "within three minutes: $TOOK s" '^([0-9]|[0-9][0-9]|1[0-7][0-9])$' "$TOOK"

AGAIN=$(seed 2>/dev/null); echo "$AGAIN"
expect 'a second run doubles nothing and says so' 'nothing was missing' "$AGAIN"
for what in people follows posts; do
  expect "$what are as before" "^$what  +([0-9]+) +\1$" "$(plain "$AGAIN")"
  expect "$what are those of the first run" "$(awk -v what=$what '$1 == what { print $3 }' <<< "$FIRST")" "$AGAIN"
done
exit $FAILED
