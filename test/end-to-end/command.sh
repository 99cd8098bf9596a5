#!/usr/bin/env bash
# Runs the README's commands of the skein command, line by line.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/running.sh
FAILED=0
start_network || exit 1
export SKEIN_CONFIG_DIR=$DATA/config SKEIN_DATA_DIR=$DATA/data SKEIN_GRPC_PORT=${GRPC##*:} SKEIN_HTTP_PORT=${HTTP##*:}
printf '0 1\n1 2\n2 0\n' > "$DATA/few.edges"

LINES=$(sed -n '/^## The skein command/,/^`npx skein --help`/p' README.md | grep -E '^(npx|echo) ' | sed "s|FILE|$DATA/few.edges|")
expect 'the README has its lines' '^1[0-9]$' "$(wc -l <<< "$LINES")"
while read -r line; do
  case $line in
    *' tail '*)
      node clients/cli/bin.mjs tail > "$DATA/tail.txt" 2>&1 & TAIL=$!
      for _ in $(seq 300); do curl -s "$HTTP/metrics" | grep -q '^skein_rpc_started_total{.*StreamHomeTimeline"} 1' && break; sleep 0.1; done ;;
    *) TEXT=$(eval "$line" 2>&1 < /dev/null); expect "as written: ${line%%#*}" '^0$' "$?"; echo "$TEXT" | tail -4 ;;
  esac
done <<< "$LINES"
for _ in $(seq 100); do grep -q 'Hello, #world' "$DATA/tail.txt" && break; sleep 0.1; done
expect 'what was posted appears in tail' 'Hello, #world' "$(cat "$DATA/tail.txt")"
expect 'and in home' 'Hello, #world' "$(npx skein home)"
expect 'who was granted a role has it' 'role operator' "$(npx skein whoami --as barbara)"
kill -INT "$TAIL"; wait "$TAIL"; expect 'Ctrl-C ends tail' '^130$' "$?"

# A different Node version of the machine starts the Node of the checkout.
OLD=$(type -ap node | grep -v /node_modules/ | head -1)
OLD=${OLD:-node}
expect "under $("$OLD" --version)" 'donald' "$("$OLD" clients/cli/bin.mjs whoami 2>&1)"
cp clients/cli/bin.mjs "$DATA/bin.mjs"
expect 'without an install it says what to do' 'run make setup' "$("$OLD" "$DATA/bin.mjs" whoami 2>&1)"
exit $FAILED
