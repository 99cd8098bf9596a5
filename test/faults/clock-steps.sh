#!/usr/bin/env bash
# Tests clock steps in real processes, while they run and over restarts.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
debian_program faketime
LIBFAKETIME=$(find /usr/lib -name libfaketimeMT.so.1 2> /dev/null | head -1)
[ -n "$LIBFAKETIME" ] || { echo 'SKIPPED: libfaketimeMT.so.1 is not below /usr/lib'; exit 0; }
export LIBFAKETIME
exec node test/faults/clock-steps.ts
