#!/usr/bin/env bash
# Generates Go, Java and Python from the public contract into gen/. With --check it reports whether they are current.
# Mesh packages are left out, because only services of the network may call them. The rules of protovalidate are left out too: the
# server checks them, and no package of Python's protobuf has their messages.
set -eu
cd "$(dirname "$0")/.."
. test/languages/tools.sh
get_generators
NEW=$(mktemp -d)
trap 'rm -rf "$NEW"' EXIT
MESH=(); for folder in proto/skein/*/mesh; do MESH+=(--exclude-path "$folder"); done

buf generate --template proto/languages.gen.yaml "${MESH[@]}" -o "$NEW"
buf build proto "${MESH[@]}" -o "$NEW/set.binpb" --as-file-descriptor-set
(cd proto && find skein -name '*_service.proto' -not -path '*/mesh/*' | sort) |
  xargs python -m grpc_tools.protoc --descriptor_set_in="$NEW/set.binpb" --grpc_python_out="$NEW/gen/python"

STALE=0
for folder in go/skein java/src python/skein; do
  if [ "${1:-}" = --check ]; then
    diff -rq -x __pycache__ "$NEW/gen/$folder" "gen/$folder" || STALE=1
  else
    rm -rf "gen/$folder" && mkdir -p "$(dirname "gen/$folder")" && mv "$NEW/gen/$folder" "gen/$folder"
  fi
done
exit $STALE
