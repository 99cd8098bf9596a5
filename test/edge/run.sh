#!/usr/bin/env bash
# Runs the files `*.edge.ts`, or those of the given names. ENVOY is the path of Envoy.
set -eu
cd "$(dirname "$0")/../.."
. test/end-to-end/programs.sh
# Without it, its test is skipped.
(get_grpcurl)
PATH=$CACHE/bin:$PATH
FILES=()
for name in "${@:-*}"; do
  for file in test/edge/$name.edge.ts; do FILES+=("$file"); done
done
# Each file starts a network and an Envoy.
exec node test/tap.ts --jobs=1 --timeout=450 "${FILES[@]}"
