#!/usr/bin/env bash
# Checks the dashboards against Grafana's schema, and fires each alert by a real fault. ENVOY is the path of Envoy.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
(get_dashboard_check && cd test/monitoring/dashboards && go test -count=1 .) || exit 1
get_prometheus
"${PROMETHEUS%/*}/promtool" check rules mesh/monitoring/alerts.yaml || exit 1
exec node --disable-warning=ExperimentalWarning test/monitoring/alerts.ts "$PROMETHEUS"
