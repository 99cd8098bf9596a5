#!/usr/bin/env bash
# Tests the web page in a real Chromium. ENVOY is the path of Envoy.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
debian_program chromium
SCREENSHOTS=$CACHE/screenshots
mkdir -p "$SCREENSHOTS"
exec node test/browser/journey.ts "$(command -v chromium)" "$SCREENSHOTS"
