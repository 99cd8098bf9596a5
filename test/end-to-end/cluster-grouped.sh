#!/usr/bin/env bash
# Every service in one process over the real engines (LAYOUT=grouped): a post reaches a home page, operators see one process, and
# nothing is lost when it is killed. It has its own engines; where SKEIN_ENGINES_OFFSET is set, it uses the engines there.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/cluster-running.sh 600
export SKEIN_LAYOUT=grouped SKEIN_REPLICAS=1
HTTP=http://127.0.0.1:$SKEIN_HTTP_PORT RUN=$(date +%s)
GROUP=$(node services/main.ts list | paste -sd-)
start_cluster || exit 1

call() { curl -sS -m 20 -H 'content-type: application/json' ${3:+-H "authorization: Bearer $3"} -d "$2" "$HTTP/$1"; }
SIGNED_UP=$(call skein.user.v1.AuthService/SignUp '{"handle":"ada'"$RUN"'","password":"correct horse"}')
A=$(node -pe 'JSON.parse(process.argv[1]).tokens.accessToken' "$SIGNED_UP")
home() { call skein.timeline.v1.TimelineService/ListHomeTimeline '{}' "$A"; }
expect 'a post is accepted' '"text":"grouped"' "$(call skein.post.v1.PostService/CreatePost '{"text":"grouped"}' "$A")"
eventually 'home shows it' '"grouped"' home

set -a
. <(node mesh/cluster/main.ts settings | grep -E '^SKEIN_(DATA_DIR|USER_ADDRESSES)=')
SKEIN_CONFIG_DIR=$OUT/config
set +a
skein() { node clients/cli/bin.mjs "$@"; }
echo 'correct horse' | skein signup "opal$RUN" > /dev/null
skein grant "opal$RUN" operator > /dev/null
expect 'operators see one process with all services' '^1$' "$(skein figures skein_build | grep -c "^$GROUP-.* serving")"

kill -9 "$(pid_of "$GROUP-1")"
eventually 'a killed process is started again' 'is ready$' tail -n 1 "$OUT/out.txt"
eventually 'nothing was lost' '"grouped"' home
stop_cluster; expect 'SIGTERM stops it cleanly' '^0$' "$?"
exit $FAILED
