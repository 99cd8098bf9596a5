#!/usr/bin/env bash
# Real processes whose clock steps, over restarts and while they run.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/doors/programs.sh
debian_program faketime
LIBFAKETIME=$(find /usr/lib -name libfaketimeMT.so.1 2> /dev/null | head -1)
[ -n "$LIBFAKETIME" ] || { echo 'SKIPPED: libfaketimeMT.so.1 is nowhere below /usr/lib'; exit 0; }
export LIBFAKETIME
exec node test/faults/clock-steps.ts
