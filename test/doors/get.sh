#!/usr/bin/env bash
# Gets what the tests of test-all need: `builds` compiles the Go programs, which takes both cores; `downloads` is the rest,
# which mostly waits for the network. What can't be had is said, and said again by the test that is then skipped.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/languages/tools.sh
# A program that can't be had ends only its own subshell.
case ${1:-} in
  builds)
    (get_grpcurl)
    (get_go_generators)
    (get_go_libraries)
    (get_connectconformance)
    (get_h2spec)
    node mesh/engines/main.ts get dgraph
    ;;
  downloads)
    for program in chromium strace faketime; do (debian_program $program); done
    (get_envoy)
    (get_python)
    (get_java_generators)
    (get_java_libraries)
    for engine in postgres redis cassandra kafka; do node mesh/engines/main.ts get $engine || echo "$engine can't be had here"; done
    ;;
  *) echo 'usage: get.sh builds|downloads'; exit 2 ;;
esac
exit 0
