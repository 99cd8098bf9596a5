# For scripts: builds istiod, the sidecar's agent, istioctl and kustomize from mesh/testbed/programs into the cache, once for each
# state of that folder. Sets MESH_PROGRAMS to their folder. The first build takes about nine minutes on two cores.
. test/end-to-end/programs.sh

get_mesh_programs() {
  local module=mesh/testbed/programs folder
  MESH_PROGRAMS=$CACHE/mesh-programs-$(cat $module/go.sum $module/istiod/main.go | cksum | cut -d ' ' -f 1)
  [ -e "$MESH_PROGRAMS" ] && return
  command -v go > /dev/null || { echo "SKIPPED: istiod needs Go, which is not on this machine"; exit 0; }
  echo 'building istiod, pilot-agent, istioctl and kustomize'
  folder=$(mktemp -d "$CACHE/mesh-programs.XXXXXX") || exit 1
  (
    # Two packages at a time: the compiler of one of them may need a gigabyte.
    export CGO_ENABLED=0 GOFLAGS='-mod=readonly -buildvcs=false -p=2'
    cd $module &&
      nice go build -tags vtprotobuf,disable_pgv -o "$folder/istiod" ./istiod &&
      nice go build -o "$folder/kustomize" sigs.k8s.io/kustomize/kustomize/v5 &&
      nice go build -tags vtprotobuf,disable_pgv -o "$folder/istioctl" istio.io/istio/istioctl/cmd/istioctl &&
      nice go build -tags agent,disable_pgv,grpcnotrace,retrynotrace -o "$folder/pilot-agent" istio.io/istio/pilot/cmd/pilot-agent &&
      cp "$(go list -m -f '{{.Dir}}' istio.io/istio)/tools/packaging/common/envoy_bootstrap.json" "$folder"
  ) && chmod 755 "$folder" && mv -T "$folder" "$MESH_PROGRAMS" || { rm -rf "$folder"; [ -e "$MESH_PROGRAMS" ] || exit 1; }
}

KUBERNETES_VALIDATE=1.37.0

# Sets KUBERNETES_VALIDATE_PROGRAM to a checker of Kubernetes objects, which contains the schemas.
get_kubernetes_validate() {
  local venv=$CACHE/kubernetes-validate-$KUBERNETES_VALIDATE
  KUBERNETES_VALIDATE_PROGRAM=$venv/bin/kubernetes-validate
  [ -e "$venv/installed" ] && return
  command -v python3 > /dev/null || { echo "SKIPPED: kubernetes-validate needs Python, which is not on this machine"; exit 0; }
  echo "getting kubernetes-validate $KUBERNETES_VALIDATE"
  python3 -m venv "$venv" &&
    "$venv/bin/pip" install --quiet --disable-pip-version-check "kubernetes-validate==$KUBERNETES_VALIDATE" &&
    touch "$venv/installed" || exit 1
}
