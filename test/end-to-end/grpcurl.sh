#!/usr/bin/env bash
# Runs the README's commands: grpcurl by reflection, buf curl, curl; then a restart.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/running.sh
FAILED=0
get_grpcurl
start_network || exit 1

g() { grpcurl -plaintext "$@" 2>&1; }
as() { local token=$1; shift; grpcurl -plaintext -H "authorization: Bearer $token" "$@" 2>&1; }
field() { node -pe 'const at = process.argv[1].split("."); at.reduce((o, k) => o?.[k], JSON.parse(require("fs").readFileSync(0, "utf8"))) ?? ""' "$1"; }

PRINTED=$(grep -E '^  (grpcurl|npx|curl) ' "$OUT")
expect 'lines to try are printed' '^4$' "$(wc -l <<< "$PRINTED")"
while read -r line; do
  expect "as printed: ${line%% -*}" 'skein\.user\.v1|"accessToken"' "$(eval "$line" 2>&1 < /dev/null)"
done <<< "$PRINTED"

LIST=$(g "$GRPC" list)
for service in $(node services/main.ts list contracts); do
  expect "list shows $service" "^${service//./\\.}$" "$LIST"
done
expect 'list shows Health' '^grpc\.health\.v1\.Health$' "$LIST"
if grep -q mesh <<< "$LIST"; then echo "not ok - list shows a mesh-only service: $LIST"; FAILED=1; else echo 'ok - list shows no mesh-only service'; fi
expect 'health is SERVING' SERVING "$(g "$GRPC" grpc.health.v1.Health/Check)"
expect 'describe resolves Timestamp' create_time "$(g "$GRPC" describe skein.post.v1.Post)"

ADA=$(g -d '{"handle":"ada","password":"correct horse"}' "$GRPC" skein.user.v1.AuthService/SignUp)
BOB=$(g -d '{"handle":"bob","password":"battery staple"}' "$GRPC" skein.user.v1.AuthService/SignUp)
A=$(field tokens.accessToken <<< "$ADA"); B=$(field tokens.accessToken <<< "$BOB"); ADA_ID=$(field account.user.id <<< "$ADA")
expect 'sign-up answers with an account' '^[0-9]{19}$' "$ADA_ID"
expect 'follow' '"following": true' "$(as "$B" -d "{\"user_id\":\"$ADA_ID\"}" "$GRPC" skein.graph.v1.GraphService/FollowUser)"
POST=$(as "$A" -d '{"text":"Hello, #world"}' "$GRPC" skein.post.v1.PostService/CreatePost)
POST_ID=$(field post.id <<< "$POST")
expect 'post' '"tag": "world"' "$POST"
expect 'like' '"likeCount": "1"' "$(as "$B" -d "{\"post_id\":\"$POST_ID\"}" "$GRPC" skein.post.v1.PostService/LikePost)"
HOME_PAGE=$(as "$B" "$GRPC" skein.timeline.v1.TimelineService/ListHomeTimeline)
expect 'home shows the post' "$POST_ID" "$HOME_PAGE"
expect "home shows the reader's own state" '"liked": true' "$HOME_PAGE"
expect 'a call without its token is refused with a reason' TOKEN_MISSING "$(g "$GRPC" skein.timeline.v1.TimelineService/ListHomeTimeline)"
expect 'an RPC of a later service says so' Unimplemented "$(g -d '{}' "$GRPC" skein.trend.v1.TrendService/ListTrends)"
expect 'a mesh-only RPC is not for users' 'SERVICE_REQUIRED|does not expose|not expose service' "$(as "$A" -d '{}' "$GRPC" skein.user.mesh.v1.UserMeshService/GetSigningKeys)"

expect 'curl: Connect-JSON' '"handle":"ada"' "$(curl -sS -H 'content-type: application/json' -d '{"handle":"ADA"}' "$HTTP/skein.user.v1.UserService/GetUser")"
expect 'curl: errors carry their reason' USER_NOT_FOUND "$(curl -sS -H 'content-type: application/json' -d '{"handle":"nobody"}' "$HTTP/skein.user.v1.UserService/GetUser")"
expect 'buf curl' '"handle": ?"bob"' "$(npx buf curl --protocol grpc --http2-prior-knowledge -d '{"handle":"bob"}' "http://$GRPC/skein.user.v1.UserService/GetUser" 2>&1)"
expect '/healthz' ok "$(curl -sS "$HTTP/healthz")"
expect '/readyz' ready "$(curl -sS "$HTTP/readyz")"
expect '/metrics' skein_rpc_handled_total "$(curl -sS "$HTTP/metrics")"

stop_network; expect 'SIGTERM stops it cleanly' '^0$' "$?"
start_network || exit 1
expect 'started again, it has lost nothing' "$POST_ID" "$(as "$B" "$GRPC" skein.timeline.v1.TimelineService/ListHomeTimeline)"
exit $FAILED
