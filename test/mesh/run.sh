#!/usr/bin/env bash
# Tests the mesh with the real control plane and a real sidecar for each workload, which get production's manifests. Starts and
# stops its own. SUITES="policies edge faults slow-readers" for some.
set -u
cd "$(dirname "$0")/../.." || exit 1
. mesh/testbed/programs/get.sh
get_mesh_programs
get_envoy || { echo 'SKIPPED: Envoy cannot be installed here'; exit 0; }
command -v openssl > /dev/null || { echo 'SKIPPED: certificates need openssl, which is not on this machine'; exit 0; }
WORK=$(mktemp -d)
export MESH_PROGRAMS ENVOY SKEIN_ENGINES_OFFSET=${SKEIN_ENGINES_OFFSET:-700} SKEIN_ENGINES_DIR=${SKEIN_ENGINES_DIR:-$WORK}
# Certificates live for a minute, so that tests see them replaced. Servers of the tests have addresses, not names.
export MESH_CERTIFICATE_LIFE=${MESH_CERTIFICATE_LIFE:-60s} NODE_OPTIONS="${NODE_OPTIONS:-} --disable-warning=TimeoutNegativeWarning --disable-warning=DEP0123"
trap 'node mesh/testbed/main.ts down > /dev/null; rm -rf "$WORK"' EXIT
node mesh/testbed/main.ts up proxies || exit 1
FILES=()
for suite in ${SUITES:-policies edge faults slow-readers}; do FILES+=("test/mesh/$suite.mesh.ts"); done
# One after the other: faults would refuse calls of the other suite.
node test/tap.ts --jobs=1 "${FILES[@]}"
