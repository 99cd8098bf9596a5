#!/usr/bin/env bash
# Creates the Secrets of a deployment from the folder that `node services/main.ts make-secrets FOLDER` makes, or replaces them: run it again
# after `node services/main.ts rotate-keys FOLDER/access-keys`, and pods take the new key without a restart.
set -euo pipefail
folder=${1:?name the folder}
apply() { kubectl --namespace skein create secret generic "$@" --dry-run=client --output yaml | kubectl apply --server-side --filename -; }
newest() { ls -t "$1"/*.jwk | head -n 1; }

secrets=() keys=("--from-file=published=$folder/service-keys.json") access=()
for file in "$folder"/*.secret; do secrets+=("--from-file=$file"); done
for caller in "$folder"/service-keys/*/; do keys+=("--from-file=$(basename "$caller")=$(newest "$caller")"); done
# Pods mount three keys. More exist only when keys are rotated more often than tokens end.
for file in $(ls -t "$folder"/access-keys/*.jwk | head -n 3); do access+=("--from-file=key-${#access[@]}=$file"); done
apply skein-secrets "${secrets[@]}"
apply skein-service-keys "${keys[@]}"
apply skein-access-keys "${access[@]}"
