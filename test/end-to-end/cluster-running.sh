# For scripts: starts the cluster profile with two processes of each service, with its own engines and ports at the given offset;
# with SKEIN_ENGINES_OFFSET, on the engines there. Sets OUT. Stops the cluster at the end.
. test/end-to-end/expect.sh
OUT=$(mktemp -d) FAILED=0
# Engines that run as another user need access to this folder.
chmod 711 "$OUT"
if [ -z "${SKEIN_ENGINES_OFFSET:-}" ]; then export SKEIN_ENGINES_OFFSET=$1 SKEIN_ENGINES_DIR=${SKEIN_ENGINES_DIR:-$OUT/run}; fi
export SKEIN_REPLICAS=2 NODE_OPTIONS=--disable-warning=TimeoutNegativeWarning
export SKEIN_GRPC_PORT=${SKEIN_GRPC_PORT:-$((20051 + SKEIN_ENGINES_OFFSET * 10))}
export SKEIN_HTTP_PORT=${SKEIN_HTTP_PORT:-$((20052 + SKEIN_ENGINES_OFFSET * 10))}
export SKEIN_EDGE_PORT=0 SKEIN_EDGE_ADMIN_PORT=0

# Runs the command of `make run-cluster` without make, so that its pid and exit code are those of the cluster. EDGE=1 as there.
start_cluster() {
  bash -c "$(make -s -n run-cluster EDGE="${EDGE:-}" LAYOUT="${SKEIN_LAYOUT:-}" | tail -n 1)" > "$OUT/out.txt" 2>&1 &
  CLUSTER=$!
  until grep -q 'is running' "$OUT/out.txt"; do
    kill -0 "$CLUSTER" 2>/dev/null || { cat "$OUT/out.txt"; echo 'the cluster did not start'; return 1; }
    sleep 0.3
  done
}

stop_cluster() {
  end_process "${CLUSTER:-}"
  local code=$?
  CLUSTER=
  return $code
}

trap 'stop_cluster; rm -rf "$OUT"' EXIT

pid_of() { node mesh/cluster/main.ts status --json | node -pe 'JSON.parse(require("fs").readFileSync(0, "utf8")).find((each) => each.node === process.argv[1])?.pid ?? ""' "$1"; }
