#!/usr/bin/env bash
# Checks both overlays without a cluster: kustomize renders them, istioctl accepts Istio's objects, and every Kubernetes
# object has the fields of its kind. mesh/manifests/manifests.test.ts checks the references between them. Planted mistakes prove that the checks check.
set -euo pipefail
cd "$(dirname "$0")/../.."
. mesh/testbed/programs/get.sh
get_mesh_programs
get_kubernetes_validate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

passed=0
pass() { echo "ok: $1"; passed=$((passed + 1)); }
fail() { echo "not ok: $1"; sed 's/^/  /' "$work/log"; echo "manifests: $passed passed, 1 failed"; exit 1; }
# Stream windows have no other place than an EnvoyFilter, which istioctl always warns of.
analyzes() {
  "$MESH_PROGRAMS/istioctl" analyze --use-kube=false -A --meshConfigFile mesh/istio/mesh-config.yaml \
    --suppress 'IST0133=EnvoyFilter skein/stream-windows' "$1" > "$work/log" 2>&1 && grep -q 'No validation issues' "$work/log"
}
is_kubernetes() { node mesh/kubernetes/only-kubernetes.ts "$1" > "$work/objects.yaml" && "$KUBERNETES_VALIDATE_PROGRAM" --strict --quiet "$work/objects.yaml" > "$work/log" 2>&1; }

for overlay in dev prod; do
  "$MESH_PROGRAMS/kustomize" build "mesh/kubernetes/overlays/$overlay" > "$work/$overlay.yaml" 2> "$work/log" || fail "kustomize renders $overlay"
  pass "kustomize renders $overlay: $(grep -c '^kind:' "$work/$overlay.yaml") objects"
  analyzes "$work/$overlay.yaml" || fail "istioctl analyze finds nothing in $overlay"
  pass "istioctl analyze finds nothing in $overlay"
  is_kubernetes "$work/$overlay.yaml" || fail "kubernetes-validate accepts $overlay"
  pass "kubernetes-validate accepts $overlay"
done

sed 's/attempts: 4/attempts: -2/' "$work/prod.yaml" > "$work/wrong.yaml"
if analyzes "$work/wrong.yaml"; then fail 'istioctl analyze refuses a route with a value that is not allowed'; fi
pass 'istioctl analyze refuses a route with a value that is not allowed'
sed 's/mode: STRICT/mode: STRIKT/' "$work/prod.yaml" > "$work/wrong.yaml"
if analyzes "$work/wrong.yaml"; then fail 'istioctl analyze refuses a policy with a word that does not exist'; fi
pass 'istioctl analyze refuses a policy with a word that does not exist'
sed 's/readOnlyRootFilesystem/readonlyRootFilesystem/' "$work/prod.yaml" > "$work/wrong.yaml"
if is_kubernetes "$work/wrong.yaml"; then fail 'kubernetes-validate refuses a field that does not exist'; fi
pass 'kubernetes-validate refuses a field that does not exist'
# The namespace refuses a container that may change its pod's network, which Istio adds where it has no CNI plugin.
grep -q 'pod-security.kubernetes.io/enforce: baseline' "$work/prod.yaml" || fail 'the namespace has a level of pod security'
node mesh/kubernetes/istio-operator.ts > "$work/operator.yaml"
"$MESH_PROGRAMS/istioctl" manifest generate -f "$work/operator.yaml" > "$work/istio.yaml" 2> "$work/log" || fail 'istioctl accepts the options of the installation'
grep -q 'name: istio-cni-node' "$work/istio.yaml" || fail 'Istio is installed with its CNI plugin'
pass "Istio is installed with its CNI plugin, so that the namespace accepts its sidecars"
# The image contains these folders and no development package.
mkdir "$work/image"
sed -n 's/^COPY \(gen\|platform\|services\|edge\)\(.*\) .*$/\1\2/p' mesh/kubernetes/Dockerfile | tail -n +2 | xargs tar -cf - package.json | tar -xf - -C "$work/image"
node mesh/kubernetes/production-modules.ts "$work/image"
(cd "$work/image" && SKEIN_DATA_DIR="$work/data" SKEIN_GRPC_PORT=0 SKEIN_HTTP_PORT=0 exec node services/main.ts) > "$work/log" 2>&1 &
process=$!
trap 'kill $process 2> /dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 300); do grep -q 'is running' "$work/log" && break; kill -0 $process 2> /dev/null || break; sleep 0.2; done
grep -q 'is running' "$work/log" || fail 'the network starts from the folders of the image'
url=$(sed -n 's/^ *Page \(http.*\)\/$/\1/p' "$work/log")
for path in /openapi.json /docs /docs.css; do
  curl --silent --fail --max-time 10 --output /dev/null "$url$path" || fail "the folders of the image answer $path"
done
pass 'they have what the description of the HTTP API needs'
kill $process && wait $process || fail 'and stops'
pass 'the network starts from the folders of the image, and stops'
echo "manifests: $passed passed, 0 failed"
