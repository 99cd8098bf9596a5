#!/usr/bin/env bash
# Follows one post through every interface with live events: grpcurl, the skein command, a WebSocket, and a browser's streams.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
get_grpcurl
exec node test/end-to-end/one-post.ts $(command -v chromium)
