#!/usr/bin/env bash
# Creates the Secrets of a deployment from the folder that `node services/main.ts make-secrets FOLDER` makes.
set -euo pipefail
folder=${1:?name the folder}
create() { kubectl --namespace skein create secret generic "$@"; }
newest() { ls -t "$1"/*.jwk | head -n 1; }

secrets=() keys=("--from-file=published=$folder/service-keys.json")
for file in "$folder"/*.secret; do secrets+=("--from-file=$file"); done
for caller in "$folder"/service-keys/*/; do keys+=("--from-file=$(basename "$caller")=$(newest "$caller")"); done
create skein-secrets "${secrets[@]}"
create skein-service-keys "${keys[@]}"
create skein-access-keys "--from-file=current=$(newest "$folder/access-keys")"
