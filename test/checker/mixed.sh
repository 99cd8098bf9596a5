#!/usr/bin/env bash
# Runs the checker on a cluster of two builds: the second process of each service is that of another commit, as while a release
# replaces pods. Usage: mixed.sh COMMIT [options of run.ts]
set -eu
cd "$(dirname "$0")/../.."
COMMIT=$(git rev-parse --verify "$1^{commit}")
shift
OLD=$(mktemp -d)
trap 'git worktree remove --force "$OLD/tree"; rm -rf "$OLD"' EXIT
git worktree add --quiet --detach "$OLD/tree" "$COMMIT"
# Dependencies of this tree: a commit with other ones needs its own.
ln -s "$PWD/node_modules" "$OLD/tree/node_modules"
echo "old build: $(git log -1 --format='%h %s' "$COMMIT")"
node --disable-warning=TimeoutNegativeWarning test/checker/run.ts --cluster --old "$OLD/tree" "$@"
