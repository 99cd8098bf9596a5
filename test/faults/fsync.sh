#!/usr/bin/env bash
# The proof that no acknowledgement precedes its fsync, from the system calls of the real process.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/doors/programs.sh
debian_program strace
exec node test/faults/fsync.ts
