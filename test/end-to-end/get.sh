#!/usr/bin/env bash
# Installs the programs for test-all: `builds` compiles the Go programs, which uses both cores; `downloads` gets the rest, which
# mostly waits for the network. It reports a program that cannot be installed; the test that needs it reports SKIPPED.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/languages/tools.sh
# A program that cannot be installed ends only its own subshell.
case ${1:-} in
  builds)
    (get_grpcurl)
    (get_go_generators)
    (get_go_libraries)
    (get_connectconformance)
    (get_h2spec)
    (get_dashboard_check)
    for engine in $(node mesh/engines/main.ts list compiled); do node mesh/engines/main.ts get $engine; done
    ;;
  downloads)
    for program in chromium strace faketime; do (debian_program $program); done
    (get_envoy)
    (get_schemathesis)
    (get_prometheus)
    (get_python)
    (get_java_generators)
    (get_java_libraries)
    for engine in $(node mesh/engines/main.ts list downloaded); do node mesh/engines/main.ts get $engine || echo "$engine cannot be installed here"; done
    ;;
  *) echo 'usage: get.sh builds|downloads'; exit 2 ;;
esac
exit 0
