#!/usr/bin/env bash
# What operators do with a cluster, by the skein command: two processes of each service, an event that nobody can take, the
# ops service killed. Engines and services of its own; where SKEIN_ENGINES_OFFSET is set, the engines there, and with
# RUNNING=yes the services, too.
set -u
cd "$(dirname "$0")/../.." || exit 1
OUT=$(mktemp -d) FAILED=0
if [ -z "${SKEIN_ENGINES_OFFSET:-}" ]; then export SKEIN_ENGINES_OFFSET=700 SKEIN_ENGINES_DIR=${SKEIN_ENGINES_DIR:-$OUT/run}; fi
export SKEIN_REPLICAS=2
export SKEIN_GRPC_PORT=${SKEIN_GRPC_PORT:-$((20051 + SKEIN_ENGINES_OFFSET * 10))}
export SKEIN_HTTP_PORT=${SKEIN_HTTP_PORT:-$((20052 + SKEIN_ENGINES_OFFSET * 10))}
export NODE_OPTIONS=--disable-warning=TimeoutNegativeWarning
# Engines that are run as another user have to go through it.
chmod 711 "$OUT"
stop_cluster() { [ -n "${CLUSTER:-}" ] && kill -TERM "$CLUSTER" 2>/dev/null && wait "$CLUSTER"; CLUSTER=; }
trap 'stop_cluster; rm -rf "$OUT"' EXIT
expect() { # what, pattern, text
  if grep -qE -- "$2" <<< "$3"; then echo "ok - $1"; else echo "not ok - $1: no /$2/ in: $3"; FAILED=1; fi
}
eventually() { # what, pattern, command ...
  local what=$1 pattern=$2 text='' end=$((SECONDS + 30)); shift 2
  while [ $SECONDS -lt $end ]; do
    text=$("$@" 2>&1)
    if grep -qE -- "$pattern" <<< "$text"; then echo "ok - $what"; return; fi
    sleep 0.2
  done
  echo "not ok - $what: no /$pattern/ in: $text"; FAILED=1
}
if [ "${RUNNING:-}" != yes ]; then
  node mesh/cluster/main.ts run > "$OUT/out.txt" 2>&1 &
  CLUSTER=$!
  until grep -q 'is running' "$OUT/out.txt"; do
    kill -0 "$CLUSTER" 2>/dev/null || { cat "$OUT/out.txt"; echo 'the cluster did not start'; exit 1; }
    sleep 0.3
  done
fi
pid_of() { node mesh/cluster/main.ts status --json | node -pe 'JSON.parse(require("fs").readFileSync(0, "utf8")).find((each) => each.node === process.argv[1])?.pid ?? ""' "$1"; }
set -a
. <(node mesh/cluster/main.ts settings | grep -E '^SKEIN_(DATA_DIR|USER_ADDRESSES)=')
SKEIN_CONFIG_DIR=$OUT/config
set +a
skein() { node clients/cli/bin.mjs "$@"; }

OPAL=opal$RANDOM$RANDOM
echo 'correct horse' | skein signup "$OPAL" > /dev/null
expect 'an account without the role is refused' 'ROLE_REQUIRED' "$(skein figures 2>&1)"
skein grant "$OPAL" operator > /dev/null
for service in user graph post timeline ops; do
  expect "figures: two processes of $service" '^2$' "$(skein figures skein_build | grep -c "^$service-.* serving")"
done
expect 'lags, as the log knows them' '^post +timeline-fan-out +7 +[0-9]' "$(skein lag --topic post)"
expect 'log level: all processes of a service, and no others' '^post-[0-9a-f]{8}, post-[0-9a-f]{8}: info for 5s$' "$(skein log-level info --for 5s --service post)"
expect 'a service that is not there' 'NOT_FOUND' "$(skein log-level info --for 5s --service weather 2>&1)"
expect 'rebuild' "^@$OPAL is built anew; entries: [0-9]+" "$(skein rebuild "@$OPAL")"

POISON=$(node test/doors/poison-event.ts user)
eventually 'what no consumer can read is a dead letter, of each group' "graph~user~$POISON" skein dead-letters list
eventually 'of each group' "post~user~$POISON" skein dead-letters list
expect 'tried again it is given up on again' 'given up on again|can not|EOF' "$(skein dead-letters retry "graph~user~$POISON" 2>&1)"
for ops in ops-1 ops-2; do kill -9 "$(pid_of $ops)"; done
eventually 'both processes of the ops service are killed: letters are there when one is back' "graph~user~$POISON" skein dead-letters list
expect 'discarded' '^discarded' "$(skein dead-letters discard "graph~user~$POISON" 2>&1)"
expect 'discarded' '^discarded' "$(skein dead-letters discard "post~user~$POISON" 2>&1)"
expect 'and gone' '^0$' "$(skein dead-letters list 2>&1 | grep -c "$POISON")"
stop_cluster
exit $FAILED
