#!/usr/bin/env bash
# Starts the named engines (all by default) and runs the suites of their adapters: the files `*.engine.ts` of the repository
# (SUITES="redis access …" for some). Their first line is `// Engines: name …`. If an engine cannot be installed, its suites are SKIPPED.
set -u
cd "$(dirname "$0")/../.." || exit 1
export NODE_OPTIONS="${NODE_OPTIONS:-} --disable-warning=TimeoutNegativeWarning"
WANTED=${*:-$(node mesh/engines/main.ts list)}
UP=' '
SKIPPED=0
for engine in $WANTED; do
  if node mesh/engines/main.ts up "$engine"; then UP="$UP$engine "; else echo "SKIPPED: $engine cannot be installed here"; SKIPPED=1; fi
done

FILES=()
while read -r file; do
  case " ${SUITES:-$(basename "$file" .engine.ts)} " in *" $(basename "$file" .engine.ts) "*) ;; *) continue ;; esac
  needs=$(sed -n '1s#^// Engines: ##p' "$file")
  [ -n "$needs" ] || { echo "$file does not say which engines it needs"; exit 1; }
  for engine in $needs; do
    case "$UP" in *" $engine "*) ;; *) echo "SKIPPED: $file needs $engine"; continue 2 ;; esac
  done
  FILES+=("$file")
done < <(git ls-files --cached --others --exclude-standard '*.engine.ts' | sort)

[ ${#FILES[@]} -gt 0 ] || { echo 'no suite can be run'; exit 1; }
node test/tap.ts "${FILES[@]}"
code=$?
[ "$SKIPPED" = 0 ] || echo 'some engines were SKIPPED: see above'
exit $code
