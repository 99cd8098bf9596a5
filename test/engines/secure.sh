#!/usr/bin/env bash
# Starts a set of engines that demand TLS and passwords, checks that they refuse other clients, runs the suites with many
# connections on them, and stops them. SUITES="…" for other suites.
set -u
cd "$(dirname "$0")/../.." || exit 1
export SKEIN_ENGINES_SECURE=1 SKEIN_ENGINES_OFFSET=800
SKEIN_ENGINES_DIR=$(mktemp -d /var/tmp/skein-secure-XXXXXX)
export SKEIN_ENGINES_DIR
# Engines that run as another user need access to this folder.
chmod 711 "$SKEIN_ENGINES_DIR"
trap 'node --disable-warning=TimeoutNegativeWarning mesh/engines/main.ts down; rm -rf "$SKEIN_ENGINES_DIR"' EXIT
SUITES=${SUITES:-access cassandra dgraph elasticsearch inbox kafka-bus postgres-stores redis user-store} test/engines/run.sh
