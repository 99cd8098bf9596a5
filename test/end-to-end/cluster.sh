#!/usr/bin/env bash
# Tests the cluster profile as started by hand: two processes of each service, a small network, answers of every listener and of
# the edge before them, each service killed in turn, a clean stop. Starts its own engines and services, so it can run beside
# others. With SKEIN_ENGINES_OFFSET it uses the engines there, which may have data of earlier runs.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
. test/end-to-end/cluster-running.sh 800
. test/end-to-end/edge-calls.sh
(get_grpcurl)
PATH=$CACHE/bin:$PATH EDGE=1
GRPC=127.0.0.1:$SKEIN_GRPC_PORT HTTP=http://127.0.0.1:$SKEIN_HTTP_PORT RUN=$(date +%s)
start_cluster || exit 1
grep -E 'is ready after' "$OUT/out.txt"

call() { curl -sS -m 20 -H 'content-type: application/json' ${3:+-H "authorization: Bearer $3"} -d "$2" "$HTTP/$1"; }
field() { node -pe 'const at = process.argv[1].split("."); at.reduce((o, k) => o?.[k], JSON.parse(require("fs").readFileSync(0, "utf8"))) ?? ""' "$1"; }

printf '0 1\n1 2\n2 3\n0 2\n3 4\n' > "$OUT/door$RUN"
SKEIN_CONFIG_DIR=$OUT/config SKEIN_GRAPH=$OUT/door$RUN timeout 400 node mesh/cluster/main.ts seed --posts 2-4 --seed 1 > "$OUT/seed.txt" 2>&1
expect 'seeded through the public API' 'follows +0 +10' "$(cat "$OUT/seed.txt")"
expect 'gRPC: Health and reflection' 'SERVING' "$(npx buf curl --protocol grpc --http2-prior-knowledge -d '{}' "http://$GRPC/grpc.health.v1.Health/Check" 2>&1)"

ADA=$(call skein.user.v1.AuthService/SignUp '{"handle":"ada'"$RUN"'","password":"correct horse"}')
BOB=$(call skein.user.v1.AuthService/SignUp '{"handle":"bob'"$RUN"'","password":"battery staple"}')
A=$(field tokens.accessToken <<< "$ADA"); B=$(field tokens.accessToken <<< "$BOB"); ADA_ID=$(field account.user.id <<< "$ADA")
home() { call skein.timeline.v1.TimelineService/ListHomeTimeline '{}' "$B"; }
expect 'follow' '"following":true' "$(call skein.graph.v1.GraphService/FollowUser "{\"userId\":\"$ADA_ID\"}" "$B")"
post() { call skein.post.v1.PostService/CreatePost "{\"text\":\"$1\",\"requestId\":\"$1\"}" "$A" | field post.id; }
FIRST=$(post first)
eventually 'home shows the post' "$FIRST" home
search() { call skein.search.v1.SearchService/SearchPosts "{\"query\":\"$1\"}" "$B"; }
TEA=$(post "chamomile$RUN")
eventually 'a search finds a new post' "$TEA" search "chamomile$RUN from:ada$RUN"
call skein.post.v1.PostService/DeletePost "{\"postId\":\"$TEA\",\"requestId\":\"gone\"}" "$A" > "$OUT/deleted.txt"
eventually 'and no longer when it is deleted' '^\{\}$' search "chamomile$RUN"
notified() { call skein.notification.v1.NotificationService/ListNotifications '{}' "$A"; }
react() { call "skein.post.v1.PostService/$1" "{\"postId\":\"$FIRST\",\"requestId\":\"$1\"}" "$B" > "$OUT/react.txt"; }
react LikePost
eventually 'a like is a notification' 'NOTIFICATION_KIND_LIKE' notified
unread() { call skein.notification.v1.NotificationService/GetUnreadCount '{}' "$A"; }
eventually 'and unread, with the follow' '"unreadCount":2' unread
expect 'a mesh-only RPC is not reached through the front' 'unimplemented|not found|Not Found|404' "$(call skein.user.mesh.v1.UserMeshService/GetSigningKeys '{}' "$A")"
expect 'the keys are published' '"kid"' "$(curl -sS "$HTTP/.well-known/jwks.json")"

eventually 'run-cluster EDGE=1 starts the edge' 'The edge is running' cat "$OUT/out.txt"
edge_calls "$OUT/out.txt" "$RUN"

for service in $(node services/main.ts list | sed 's/$/-1/'); do
  starts() { grep -c "^$service is ready" "$OUT/out.txt"; }
  before=$(starts)
  kill -9 "$(pid_of $service)"
  id=''; for _ in 1 2 3 4 5 6 7 8 9 10; do id=$(post "while-$service-is-gone"); [ -n "$id" ] && break; sleep 1; done
  eventually "kill -9 of $service: a post of meanwhile is in home" "${id:-none}" home
  eventually "$service is started again" "^$((before + 1))$" starts
done
expect 'nothing was lost' "$FIRST" "$(home)"

react UnlikePost
eventually 'an unlike takes its notification back; the follow stays' '"unreadCount":1' unread
expect 'the follow is listed' 'NOTIFICATION_KIND_FOLLOW' "$(notified)"
expect 'the like is not' '^0$' "$(notified | grep -c NOTIFICATION_KIND_LIKE)"

stop_cluster; expect 'SIGTERM stops it cleanly' '^0$' "$?"
expect 'and says so' '^stopped$' "$(tail -n 1 "$OUT/out.txt")"
exit $FAILED
