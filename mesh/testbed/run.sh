#!/usr/bin/env bash
# Runs a program of the test bed (`up`, `down`, `status`; `test` and `bench` for the services that run in it) with istiod, the sidecars' agent and Envoy from the cache.
set -euo pipefail
cd "$(dirname "$0")/../.."
. mesh/testbed/programs/get.sh
get_mesh_programs
get_envoy
export MESH_PROGRAMS ENVOY
if [ "${1:-}" = test ]; then exec node test/tap.ts test/mesh/services.mesh.ts; fi
if [ "${1:-}" = bench ]; then exec node --disable-warning=TimeoutNegativeWarning test/bench/run.ts ${JSON:+--json "$JSON"} mesh-home; fi
exec node --disable-warning=TimeoutNegativeWarning mesh/testbed/main.ts "$@"
