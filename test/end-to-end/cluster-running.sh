# For scripts: starts the cluster profile with two processes of each service, with its own engines and ports at the given offset;
# with SKEIN_ENGINES_OFFSET, on the engines there. Sets OUT. Stops the cluster at the end.
. test/end-to-end/expect.sh
# PATIENCE is for machines that have other work: a service can take minutes to start there.
OUT=$(mktemp -d) FAILED=0 PATIENCE=180
# Engines that run as another user need access to this folder.
chmod 711 "$OUT"
if [ -z "${SKEIN_ENGINES_OFFSET:-}" ]; then export SKEIN_ENGINES_OFFSET=$1 SKEIN_ENGINES_DIR=${SKEIN_ENGINES_DIR:-$OUT/run}; fi
export SKEIN_REPLICAS=2 NODE_OPTIONS=--disable-warning=TimeoutNegativeWarning
export SKEIN_GRPC_PORT=${SKEIN_GRPC_PORT:-$((20051 + SKEIN_ENGINES_OFFSET * 10))}
export SKEIN_HTTP_PORT=${SKEIN_HTTP_PORT:-$((20052 + SKEIN_ENGINES_OFFSET * 10))}

start_cluster() {
  node mesh/cluster/main.ts run > "$OUT/out.txt" 2>&1 &
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

eventually() { # what, pattern, command ...; within PATIENCE seconds
  local what=$1 pattern=$2 text='' end=$((SECONDS + PATIENCE)); shift 2
  while [ $SECONDS -lt $end ]; do
    text=$("$@" 2>&1)
    if grep -qE -- "$pattern" <<< "$text"; then echo "ok - $what"; return; fi
    sleep 0.2
  done
  echo "not ok - $what: no /$pattern/ in: $text"; FAILED=1
}

pid_of() { node mesh/cluster/main.ts status --json | node -pe 'JSON.parse(require("fs").readFileSync(0, "utf8")).find((each) => each.node === process.argv[1])?.pid ?? ""' "$1"; }
