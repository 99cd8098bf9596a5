#!/usr/bin/env bash
# Checks the dashboards against Grafana's schema, and fires each alert by a real fault. ENVOY is the path of Envoy.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
(get_dashboard_check && cd test/monitoring/dashboards && go test -count=1 .) || exit 1
get_prometheus
"${PROMETHEUS%/*}/promtool" check rules mesh/monitoring/alerts.yaml || exit 1
# Debian's Prometheus is built without Kubernetes, so its part is left out; mesh/manifests/manifests.test.ts checks the ports.
FOLDER=$(mktemp -d)
SCRAPE=$FOLDER/scrape.json
node -e 'const { parse } = require("yaml"), { readFileSync } = require("fs");
  const drop = (name, value) => (name === "kubernetes_sd_configs" ? undefined : value);
  console.log(JSON.stringify(parse(readFileSync("mesh/monitoring/scrape-kubernetes.yaml", "utf8"), { merge: true }), drop));' > "$SCRAPE"
"${PROMETHEUS%/*}/promtool" check config --syntax-only "$SCRAPE"; code=$?
rm -rf "$FOLDER"
[ $code = 0 ] || exit 1
exec node --disable-warning=ExperimentalWarning test/monitoring/alerts.ts "$PROMETHEUS"
