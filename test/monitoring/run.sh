#!/usr/bin/env bash
# Fires each alert by a real fault. ENVOY is the path of Envoy.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
get_prometheus
"${PROMETHEUS%/*}/promtool" check rules mesh/monitoring/alerts.yaml || exit 1
exec node --disable-warning=ExperimentalWarning test/monitoring/alerts.ts "$PROMETHEUS"
