#!/usr/bin/env bash
# Runs the command of `make run EDGE=1` and the lines that it prints; test-cluster does the same with `make run-cluster EDGE=1`.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
. test/end-to-end/expect.sh
. test/end-to-end/edge-calls.sh
get_grpcurl
OUT=$(mktemp -d) FAILED=0
trap 'end_process "${NETWORK:-}"; rm -rf "$OUT"' EXIT
free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
export SKEIN_GRPC_PORT SKEIN_HTTP_PORT SKEIN_EDGE_PORT=0 SKEIN_EDGE_ADMIN_PORT=0 SKEIN_DATA_DIR=$OUT/data SKEIN_LOG_LEVEL=warn
SKEIN_GRPC_PORT=$(free_port) SKEIN_HTTP_PORT=$(free_port)
: > "$OUT/out.txt"
RUN=$(make -s -n run EDGE=1 | tail -n 1)
bash -c "$RUN" > "$OUT/out.txt" 2>&1 &
NETWORK=$! SECONDS=0
until grep -q 'The edge is running' "$OUT/out.txt"; do
  if [ $SECONDS -ge $PATIENCE ] || ! kill -0 "$NETWORK" 2> /dev/null; then cat "$OUT/out.txt"; echo 'make run EDGE=1 did not start'; exit 1; fi
  sleep 0.1
done
edge_calls "$OUT/out.txt" ''
taken() { SKEIN_EDGE_PORT=$(sed -n 's/^  Page  https:.*:\([0-9]*\)\/$/\1/p' "$OUT/out.txt") SKEIN_GRPC_PORT=$(free_port) SKEIN_HTTP_PORT=$(free_port) SKEIN_DATA_DIR=$OUT/second \
  timeout 120 bash -c "$RUN"; }
expect 'a second edge does not share the port of the first' 'SKEIN_EDGE_PORT\): another process listens there' "$(taken 2>&1)"
end_process "$NETWORK"; expect 'SIGTERM stops both cleanly' '^0$' "$?"
NETWORK=
exit $FAILED
