#!/usr/bin/env bash
# Runs Connect's conformance suite against Skein's hosts and transport, and against the bare libraries.
# SETUPS="grpc-server connect-server …" for some; LOGS=FOLDER keeps the output of the suite.
set -u
cd "$(dirname "$0")/../.." || exit 1
. test/end-to-end/programs.sh
VERSION=$CONFORMANCE_VERSION
get_connectconformance
mkdir -p "$CACHE"
export SKEIN_CONFORMANCE_DESCRIPTORS=$CACHE/conformance-$VERSION.binpb
if [ ! -e "$SKEIN_CONFORMANCE_DESCRIPTORS" ]; then
  # The definitions of the suite are in the Go module. They are read from there and not stored in the tree.
  MODULE=$(cd / && go mod download -json connectrpc.com/conformance@v$VERSION | node -pe 'JSON.parse(require("fs").readFileSync(0, "utf8")).Dir') || exit 1
  npx buf build "$MODULE/proto" -o "$SKEIN_CONFORMANCE_DESCRIPTORS.new#format=binpb" --as-file-descriptor-set &&
    mv "$SKEIN_CONFORMANCE_DESCRIPTORS.new" "$SKEIN_CONFORMANCE_DESCRIPTORS" || exit 1
fi

FAILED=0
# setup NAME MODE CONFIG PROGRAM. Our setups fail on a failing case that is not in known-failing/NAME.txt, and on a listed case
# that passes. Setups named bare-… run the bare libraries for comparison and never fail.
setup() {
  local name=$1 mode=$2 config=$3 program=$4 known=test/conformance/known-failing/$1.txt out list=()
  case " ${SETUPS:-$name} " in *" $name "*) ;; *) return ;; esac
  out=$(mktemp)
  [ -e "$known" ] && list=(--known-failing "@$known")
  if ! timeout 120 connectconformance --mode "$mode" --conf "test/conformance/$config.yaml" "${list[@]}" \
    -- node test/conformance/"$program".ts "$name" > "$out" 2>&1 && [ "${name#bare}" = "$name" ]; then
    FAILED=1
    grep -A4 '^FAILED' "$out" | cut -c 1-300 | head -n 60
  fi
  [ -z "${LOGS:-}" ] || cp "$out" "$LOGS/$name.txt"
  printf '%s: %s\n' "$name" "$(tail -n 2 "$out" | paste -sd ' ')"
  rm -f "$out"
}
setup grpc-server server grpc server
setup bare-grpc-server server grpc server
setup connect-server server connect server
setup forwarded-server server connect server
setup bare-connect-server server connect server
setup grpc-client client grpc client
setup bare-connect-client client grpc client
exit $FAILED
