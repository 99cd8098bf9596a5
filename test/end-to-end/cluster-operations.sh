#!/usr/bin/env bash
# Operates a cluster with the skein command: two processes of each service, a paused service, an event that no consumer can
# process, the ops service killed. Starts its own engines and services. With SKEIN_ENGINES_OFFSET it uses the engines there, and with
# RUNNING=yes the services too.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/cluster-running.sh 700
if [ "${RUNNING:-}" != yes ]; then start_cluster || exit 1; fi
set -a
. <(node mesh/cluster/main.ts settings | grep -E '^SKEIN_(DATA_DIR|USER_ADDRESSES)=')
SKEIN_CONFIG_DIR=$OUT/config
set +a
skein() { node clients/cli/bin.mjs "$@"; }

OPAL=opal$RANDOM$RANDOM
echo 'correct horse' | skein signup "$OPAL" > /dev/null
expect 'an account without the role is refused' 'ROLE_REQUIRED' "$(skein figures 2>&1)"
skein grant "$OPAL" operator > /dev/null
# An ops process learns of the other processes within seconds; until then its figures lack some.
twice() { skein figures skein_build | sed -nE 's/^([a-z]+)-[0-9a-f]{8} .* · serving$/\1/p' | sort | uniq -c | sed -n 's/^ *2 //p' | paste -sd' '; }
eventually 'figures: two processes of each service' "^$(node services/main.ts list | sort | paste -sd' ')$" twice
eventually 'lags, as the log knows them' '^post +timeline-fan-out +7 +[0-9]' skein lag --topic post
eventually 'log level: all processes of a service, and no others' '^post-[0-9a-f]{8}, post-[0-9a-f]{8}: info for 5s$' skein log-level info --for 5s --service post
expect 'a service that is not there' 'NOT_FOUND' "$(skein log-level info --for 5s --service weather 2>&1)"
expect 'rebuild' "^@$OPAL is built anew; entries: [0-9]+" "$(skein rebuild "@$OPAL")"
for index in posts users; do
  expect "an index of $index is rebuilt" "reindex of $index · succeeded" "$(skein reindex $index --follow 2>&1)"
done
eventually 'doctor: all is well' '^ok +grpc .* is SERVING' skein doctor
kill -STOP "$(pid_of ops-1)" "$(pid_of ops-2)"
eventually 'doctor names a service whose processes stand still' '^FAIL +service ops does not answer' skein doctor
readiness() { curl -sS "http://127.0.0.1:$SKEIN_HTTP_PORT/readyz" | tr '\n' ' '; }
eventually 'the front is ready for the others' '^ready ops does not answer $' readiness
kill -CONT "$(pid_of ops-1)" "$(pid_of ops-2)"
eventually 'and is content when they go on' '^0$' eval 'skein doctor | grep -c "does not answer"'

POISON=$(node test/end-to-end/poison-event.ts user)
consumers() { skein lag --topic user | awk '$1 == "user" { print $2 }' | sort -u; }
eventually 'groups consume the topic' 'graph' consumers
CONSUMERS=$(consumers)
for group in $CONSUMERS; do
  eventually "what no consumer can read is a dead letter of group $group" "$group~user~$POISON" skein dead-letters list
done
expect 'tried again it is given up on again' 'given up on again|can not|EOF' "$(skein dead-letters retry "graph~user~$POISON" 2>&1)"
for ops in ops-1 ops-2; do kill -9 "$(pid_of $ops)"; done
eventually 'both processes of the ops service are killed: letters are there when one is back' "graph~user~$POISON" skein dead-letters list
for group in $CONSUMERS; do
  expect "discarded of group $group" '^discarded' "$(skein dead-letters discard "$group~user~$POISON" 2>&1)"
done
left() { local text; text=$(skein dead-letters list) && grep -c "$POISON" <<< "$text"; }
eventually 'and gone' '^0$' left
stop_cluster
exit $FAILED
