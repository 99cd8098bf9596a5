#!/usr/bin/env bash
# Tests the contract's HTTP rules with a real Envoy. Envoy must accept the configuration, refuse two wrong ones (which proves
# that it checks), and send every route to its own RPC.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/end-to-end/programs.sh

config=edge/envoy/transcode.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

passed=0
pass() { echo "ok: $1"; passed=$((passed + 1)); }
fail() { echo "not ok: $1"; sed 's/^/  /' "$work/log"; echo "envoy: $passed passed, 1 failed"; exit 1; }
validates() { "$envoy" --mode validate -c "$1" -l error >"$work/log" 2>&1; }

get_envoy
envoy=$ENVOY
"$envoy" --version | grep -o "/$ENVOY_VERSION/" >"$work/log" || fail "Envoy is $ENVOY_VERSION"

validates "$config" || fail "Envoy takes $config with gen/public.binpb"
pass "Envoy takes $config with gen/public.binpb"

sed 's/skein\.ops\.v1\.OpsService/skein.user.mesh.v1.UserMeshService/' "$config" >"$work/mesh.yaml"
if validates "$work/mesh.yaml"; then fail "Envoy refuses a service of the mesh: it is not in gen/public.binpb"; fi
grep -q "Could not find 'skein.user.mesh.v1.UserMeshService'" "$work/log" || fail "Envoy says why it refuses"
pass "Envoy refuses a service of the mesh: it is not in gen/public.binpb"

head -c 20000 gen/public.binpb >"$work/cut.binpb"
sed "s#gen/public.binpb#$work/cut.binpb#" "$config" >"$work/cut.yaml"
if validates "$work/cut.yaml"; then fail "Envoy refuses a descriptor that is cut off"; fi
pass "Envoy refuses a descriptor that is cut off"

node edge/envoy/routes.ts "$envoy" "$config" >"$work/log" 2>&1 || fail "every route reaches its own RPC"
pass "every route reaches its own RPC ($(tail -n 1 "$work/log"))"

echo "envoy: $passed passed, 0 failed"
