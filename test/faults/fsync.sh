#!/usr/bin/env bash
# The proof that no acknowledgement precedes its fsync, from the system calls of the real process.
set -u
cd "$(dirname "$0")/../.." || exit 1
if ! command -v strace > /dev/null; then
  [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null && { apt-get update -qq && apt-get install -yqq strace; } > /dev/null 2>&1
fi
if ! command -v strace > /dev/null; then
  echo 'SKIPPED: strace is not here and could not be installed'
  exit 0
fi
exec node test/faults/fsync.ts
