#!/usr/bin/env bash
# Runs a command with ENVOY set to the path of Envoy, which is downloaded into the cache the first time.
set -eu
cd "$(dirname "$0")/../.."
. test/end-to-end/programs.sh
get_envoy
ENVOY=$ENVOY exec "$@"
