#!/usr/bin/env bash
# Tests real storage failures under the real process. Needs strace, and root for a separate disk.
set -u
cd "$(dirname "$0")/../../.." || exit 1
if ! command -v strace > /dev/null && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  { apt-get update -qq && apt-get install -yqq strace; } > /dev/null 2>&1
fi
exec node test/faults/storage/run.ts "$@"
