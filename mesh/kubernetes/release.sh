#!/usr/bin/env bash
# Applies what `kustomize build` rendered: settings, policies and migrations first, and the processes only when every migration
# is complete. A failed one ends the release, and the processes stay as they are. After a failure, run it again.
set -euo pipefail
release=${1:?name the file that kustomize rendered}
component=app.kubernetes.io/component
migrations=$component=migration
# Longer than a migration may take (activeDeadlineSeconds).
readonly seconds=2100

# `--server-side` keeps no copy of the object in an annotation: the edge's bootstrap is larger than annotations may be.
apply() { kubectl apply --server-side --filename "$release" --selector "$1"; }
fail() { echo "$1 No process is replaced." >&2; exit 1; }

# The template of a Job cannot change, so those of the release before have to go.
kubectl --namespace skein delete job --selector "$migrations" --ignore-not-found
apply "$component!=process"

# A line for each Job: its name, and the conditions that hold.
states='{range .items[*]}{.metadata.name}{" "}{.status.conditions[?(@.status=="True")].type}{"\n"}{end}'
while :; do
  jobs=$(kubectl --namespace skein get job --selector "$migrations" --output "jsonpath=$states")
  [[ -n $jobs ]] || fail 'The release has no migrations.'
  pending=() failed=()
  while read -r name conditions; do
    case " $conditions " in
      *' Failed '*) failed+=("$name") ;;
      *' Complete '*) ;;
      *) pending+=("$name") ;;
    esac
  done <<< "$jobs"
  if ((${#failed[@]} > 0)); then
    for name in "${failed[@]}"; do
      echo "$name failed. Its logs: kubectl --namespace skein logs --selector job-name=$name --prefix --tail=-1" >&2
    done
    fail 'A migration failed.'
  fi
  ((${#pending[@]} > 0)) || break
  ((SECONDS < seconds)) || fail "After $seconds seconds these have not ended: ${pending[*]}."
  sleep 5
done
apply "$component=process"
