#!/usr/bin/env bash
# Lets Schemathesis make requests of /openapi.json to the edge. ENVOY is the path of Envoy.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
get_schemathesis || exit 1
exec node test/tap.ts test/http-api/schemathesis.edge.ts
