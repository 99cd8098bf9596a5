# For scripts: programs that are no packages of npm, got into the cache.
CACHE=${SKEIN_CACHE:-$HOME/.cache/skein}

# Builds a Go program of a given version into the cache, once.
go_program() {
  local name=$1 module=$2
  if [ ! -x "$CACHE/bin/$name" ]; then
    command -v go > /dev/null || { echo "SKIPPED: $name needs Go, which is not on this machine"; exit 0; }
    echo "getting $module"
    GOBIN=$CACHE/bin go install "$module" || exit 1
  fi
  PATH=$CACHE/bin:$PATH
}

get_grpcurl() { go_program grpcurl github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3; }
