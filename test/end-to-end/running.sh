# For scripts: starts the network on free ports with its own data, and stops it. Sets GRPC, HTTP, DATA.
. test/end-to-end/programs.sh
. test/end-to-end/expect.sh
DATA=$(mktemp -d)
OUT=$DATA/out.txt

start_network() {
  SKEIN_GRPC_PORT=0 SKEIN_HTTP_PORT=0 SKEIN_DATA_DIR=$DATA/data SKEIN_LOG_LEVEL=warn node services/main.ts > "$OUT" 2>&1 &
  NETWORK=$!
  local tries=0
  until grep -q '^  HTTP ' "$OUT"; do
    kill -0 "$NETWORK" 2>/dev/null && [ $((tries += 1)) -lt 600 ] || { cat "$OUT"; echo "the network did not start"; return 1; }
    sleep 0.1
  done
  GRPC=$(sed -n 's/^  gRPC \([^ ]*\).*/\1/p' "$OUT")
  HTTP=$(sed -n 's/^  HTTP \([^ ]*\).*/\1/p' "$OUT")
}

stop_network() {
  end_process "${NETWORK:-}"
  local code=$?
  NETWORK=
  return $code
}

trap 'stop_network; rm -rf "$DATA"' EXIT
