# For scripts: tests the edge that a run printed, over TLS with its development certificate. Needs grpcurl, expect and OUT, a folder.

edge_calls() { # the file with the printed lines, a suffix for handles: each can be used once
  local printed=$1 handle=barbara$2 lines line url certificate token stream
  url=$(sed -n 's/^  Page  *\(https:[^ ]*\)\/$/\1/p' "$printed")
  lines=$(grep -E '^  [a-z]+ .*-cacert ' "$printed" | sed "s/barbara/$handle/g")
  expect 'the edge prints lines to try: curl and grpcurl' '^curl curl grpcurl $' "$(awk '{ print $1 }' <<< "$lines" | tr '\n' ' ')"
  [ -n "$url" ] || return
  while read -r line; do
    expect "as printed: ${line##* }" "\"handle\": ?\"$handle\"" "$(eval "$line" 2>&1 < /dev/null)"
  done <<< "$lines"
  certificate=$(sed -nE 's/.*--cacert ([^ ]+).*/\1/p;T;q' <<< "$lines")
  expect 'curl does not trust the edge without the certificate' 'certificate' "$(curl -sS "$url/v1/handles/$handle" 2>&1)"

  edge_curl() { curl -sS -m 30 --cacert "$certificate" "$@"; }
  token=$(edge_curl -d "{\"handle\":\"$handle\",\"password\":\"correct horse\"}" "$url/v1/auth:signIn" | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')
  curl -sSN --cacert "$certificate" -H "authorization: Bearer $token" -H 'accept: text/event-stream' "$url/v1/timelines/home:stream" > "$OUT/events.txt" 2>&1 &
  stream=$!
  eventually 'a server-sent event is the beginning of a stream' '^data: \{"resumeToken":' cat "$OUT/events.txt"
  expect 'a post over TLS' '"text":"by curl"' "$(edge_curl -H "authorization: Bearer $token" -d '{"text":"by curl"}' "$url/v1/posts")"
  eventually 'the post is a server-sent event' '^data: \{.*"text":"by curl"' cat "$OUT/events.txt"
  kill "$stream"
  # Without a body: the edge answers before it reads one, which curl may report as a stream error.
  expect 'an RPC of the mesh is not reached through the edge' '"reason":"UNIMPLEMENTED"' \
    "$(edge_curl -X POST -H 'content-type: application/json' "$url/skein.user.mesh.v1.UserMeshService/GetSigningKeys")"
}
