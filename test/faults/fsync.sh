#!/usr/bin/env bash
# Checks from the system calls of the real process that no acknowledgement precedes its fsync.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
debian_program strace
exec node test/faults/fsync.ts
