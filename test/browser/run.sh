#!/usr/bin/env bash
# The page in a real Chromium. Debian's is installed when there is none and this is root; else it is said what is missing.
set -u
cd "$(dirname "$0")/../.." || exit 1
if ! command -v chromium > /dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo 'getting chromium from apt'
    { apt-get update && apt-get install -y --no-install-recommends chromium; } > /dev/null 2>&1
  fi
  if ! command -v chromium > /dev/null; then
    echo '##'
    echo '## SKIPPED: there is no chromium on this machine, and only root can install it (apt-get install chromium)'
    echo '##'
    exit 0
  fi
fi
SCREENSHOTS=${SKEIN_CACHE:-$HOME/.cache/skein}/screenshots
mkdir -p "$SCREENSHOTS"
exec node test/browser/journey.ts "$(command -v chromium)" "$SCREENSHOTS"
