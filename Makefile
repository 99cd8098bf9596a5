# Skein's commands; `make help` lists them.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
SHELL := /bin/bash
.DEFAULT_GOAL := help

node_modules/.package-lock.json: package.json package-lock.json
	@echo 'Installing into node_modules, about a minute the first time ...'
	@npm install --no-progress --loglevel=error
	@touch $@

# The web page has its own node_modules, because the test runner needs another version of React.
edge/web/node_modules/.package-lock.json: edge/web/package.json edge/web/package-lock.json
	@npm install --prefix edge/web --no-progress --loglevel=error
	@touch $@

web_sources := $(shell find edge/web -type f -not -path '*/node_modules/*' -not -path '*/dist/*')
edge/web/dist/index.html: $(web_sources) $(wildcard gen/ts/skein/*/v1/*.ts) | setup
	@vite build edge/web --logLevel warn

.PHONY: help
help: ## list the commands
	@grep -hE '^[a-z][a-zA-Z_-]*:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 22

.PHONY: setup
setup: node_modules/.package-lock.json edge/web/node_modules/.package-lock.json ## install what the project needs

# Generates code below the folder $(1).
define generate
	@buf generate -o $(1)
	@buf build -o $(1)/gen/descriptor.binpb --as-file-descriptor-set --exclude-source-info
	@buf build -o $(1)/gen/public.binpb --as-file-descriptor-set --exclude-source-info \
	  $(foreach folder,$(wildcard proto/skein/*/mesh),--exclude-path $(folder))
endef

.PHONY: gen
gen: setup ## regenerate what follows from the contract: TypeScript, descriptors, OpenAPI, Envoy's bootstraps, and the manifests of mesh/istio and mesh/kubernetes
	@rm -rf gen/.new && mkdir -p gen/.new
	$(call generate,gen/.new)
	@rm -rf gen/ts && mv gen/.new/gen/* gen/ && rm -rf gen/.new
	@node edge/envoy/generate.ts
	@node mesh/manifests/main.ts

.PHONY: check-gen
check-gen: setup ## check that everything generated from the contract is current
	@node edge/envoy/generate.ts --check
	@node mesh/manifests/main.ts --check
	@rm -rf .check-gen && mkdir -p .check-gen
	$(call generate,.check-gen)
	@diff -rq .check-gen/gen/ts gen/ts && cmp .check-gen/gen/descriptor.binpb gen/descriptor.binpb \
	  && cmp .check-gen/gen/public.binpb gen/public.binpb && cmp .check-gen/gen/openapi.json gen/openapi.json; code=$$?; rm -rf .check-gen; exit $$code

.PHONY: gen-languages check-gen-languages
gen-languages: setup ## regenerate Go, Java and Python; downloads the generators into the cache
	@proto/generate-languages.sh
check-gen-languages: setup ## check that generated Go, Java and Python are current
	@proto/generate-languages.sh --check

.PHONY: docs
docs: setup ## write the generated pages: settings, errors, services, capacity, the README's figures
	@node docs/generate/main.ts

.PHONY: check-docs
check-docs: setup ## check that the generated pages are current
	@node docs/generate/main.ts --check

.PHONY: capacity
capacity: setup ## print docs/capacity.md for other assumptions: ARGS='--peak-posts 30000 --followers 400', ARGS=--help
	@node docs/generate/capacity/main.ts $(ARGS)

.PHONY: lint
lint: setup ## check format, style and types
	@buf lint && buf format proto --diff --exit-code
	@biome ci --colors=off --max-diagnostics=20 --error-on-warnings
	@tsc --noEmit
	@tsc --noEmit -p edge/web

.PHONY: breaking
breaking: setup ## check that the contract is compatible with the last release
	@buf breaking proto --against proto/baseline.binpb --exclude-imports

.PHONY: baseline
baseline: setup ## for release commits: update the contract that `make breaking` compares with
	@buf build proto -o proto/baseline.binpb --exclude-source-info

.PHONY: edge-check test-edge
edge-check: setup ## check that a real Envoy accepts the generated bootstraps
	@edge/envoy/with-envoy.sh node edge/envoy/check.ts
test-edge: setup web ## test the edge with a real Envoy; TESTS="every-rpc …" for some
	@edge/envoy/with-envoy.sh test/edge/run.sh $(TESTS)
	@$(if $(TESTS),,test/end-to-end/edge.sh)

.PHONY: get-mesh
get-mesh: setup ## compile istiod and the other Go programs of the mesh into the cache, nine minutes the first time
	@. mesh/testbed/programs/get.sh && get_mesh_programs

.PHONY: mesh-up mesh-down mesh-status
mesh-up: setup web ## start the services behind real sidecars with istiod, on this machine; SKEIN_ENGINES_OFFSET for another set
	@mesh/testbed/run.sh up
mesh-down: setup ## stop services, sidecars and istiod; the engines stay
	@mesh/testbed/run.sh down
mesh-status: setup ## show pid, address, memory, readiness and log of istiod, sidecars and services
	@mesh/testbed/run.sh status

.PHONY: test-mesh
test-mesh: setup ## test policies and faults of the mesh with the real istiod and Envoy; SUITES="policies edge faults slow-readers" for some
	@test/mesh/run.sh

.PHONY: test-mesh-services
test-mesh-services: setup ## test the services behind the sidecars that mesh-up started
	@mesh/testbed/run.sh test

.PHONY: test-manifests
test-manifests: setup ## check the manifests of Istio and Kubernetes without a cluster
	@mesh/kubernetes/validate.sh

.PHONY: test-http-api
test-http-api: setup ## let Schemathesis make requests of /openapi.json to the edge; SECONDS_OF_SCHEMATHESIS=60, SEED=any, TAG=one service
	@edge/envoy/with-envoy.sh test/http-api/run.sh

.PHONY: test-alerts
test-alerts: setup ## fire each alert of mesh/monitoring in a real Prometheus by a real fault
	@edge/envoy/with-envoy.sh test/monitoring/run.sh

.PHONY: web
web: setup edge/web/dist/index.html ## build the web page that the gateway serves

.PHONY: run
run: setup web ## start the whole network on this machine, in the embedded profile; EDGE=1 puts Envoy before it
	@exec $(if $(EDGE),edge/envoy/with-envoy.sh node edge/envoy/run.ts,node services/main.ts)

.PHONY: engines-up engines-down engines-status
engines-up: setup ## install and start the real engines on this machine; ENGINES="postgres redis …" for some
	@node --disable-warning=TimeoutNegativeWarning mesh/engines/main.ts up $(ENGINES)
engines-down: setup ## stop the engines; their data stays
	@node --disable-warning=TimeoutNegativeWarning mesh/engines/main.ts down $(ENGINES)
engines-status: setup ## show pid, address, memory, readiness and log of each engine process
	@node --disable-warning=TimeoutNegativeWarning mesh/engines/main.ts status $(ENGINES)


.PHONY: run-cluster cluster-down cluster-status seed-cluster
run-cluster: setup web ## start the cluster profile on this machine: engines, and each service as a process; LAYOUT=grouped for all in one, SKEIN_REPLICAS=2 for two of each, EDGE=1 puts Envoy before it
	@SKEIN_LAYOUT='$(LAYOUT)' exec $(if $(EDGE),edge/envoy/with-envoy.sh )node --disable-warning=TimeoutNegativeWarning mesh/cluster/main.ts run
cluster-down: setup ## stop all processes left by a killed run, engines included; their data stays
	@node --disable-warning=TimeoutNegativeWarning mesh/cluster/main.ts down
cluster-status: setup ## show pid, address, memory, readiness and log of engines and services
	@node --disable-warning=TimeoutNegativeWarning mesh/cluster/main.ts status
seed-cluster: setup ## create people, follows and posts in the running cluster; POSTS=0-20, SKEIN_GRAPH=any edge list
	@node --disable-warning=TimeoutNegativeWarning mesh/cluster/main.ts seed --posts $(or $(POSTS),0-20) --seed $(or $(SEED),1)

.PHONY: get-builds get-downloads
get-builds: setup ## compile the Go programs for test-all into the cache
	@test/end-to-end/get.sh builds
get-downloads: setup ## download the engines, browser and programs for test-all
	@test/end-to-end/get.sh downloads

.PHONY: test-engines
test-engines: setup ## run the conformance suites of the ports on real engines; ENGINES="…" for some
	@test/engines/run.sh $(ENGINES)
.PHONY: test-engines-secure
test-engines-secure: setup ## test engines with TLS and passwords: they refuse clients without them; SUITES="…" for other suites
	@test/engines/secure.sh

.PHONY: test-cluster
test-cluster: setup ## test the cluster profile with two processes of each service, each killed in turn
	@test/end-to-end/cluster.sh
	@test/end-to-end/cluster-operations.sh
	@test/end-to-end/cluster-grouped.sh

.PHONY: faults-cluster
faults-cluster: setup ## kill each engine and service of a cluster under load; FAULTS="kafka-1 …" for some
	@node --disable-warning=TimeoutNegativeWarning test/faults/cluster/run.ts $(FAULTS)

.PHONY: test
test: setup lint check-gen check-docs breaking test-unit ## run all checks and tests that need no outside program

.PHONY: test-unit
test-unit: setup
	@node test/tap.ts

.PHONY: test-rest
test-rest: edge-check test-edge test-http-api test-alerts test-manifests test-mesh check-gen-languages test-languages test-grpcurl test-conformance test-command test-browser test-one-post test-fuzz test-transport-fuzz test-seed test-fsync test-clock-steps test-storage-faults test-memory test-checker test-streams test-engines test-engines-secure test-cluster test-checker-cluster ## run the tests of test-all that test does not have

# test-engines leaves engines running; test-cluster uses them.
test-rest: export SKEIN_ENGINES_OFFSET ?= 0

.PHONY: test-all
test-all: test test-rest ## run test, and all tests with outside programs (downloaded into a cache outside the tree)

.PHONY: test-grpcurl
test-grpcurl: setup ## run the README's grpcurl and curl commands
	@test/end-to-end/grpcurl.sh

.PHONY: test-languages
test-languages: setup ## compile the generated Go, Java and Python, and run clients/examples against a network
	@test/languages/run.sh

.PHONY: test-browser
test-browser: setup web ## test the web page in a real Chromium, directly and through the edge: two people in two windows; installs Chromium if allowed; EDGE=1 for all parts through the edge
	@edge/envoy/with-envoy.sh test/browser/run.sh

.PHONY: test-fuzz
test-fuzz: setup ## fuzz the gateway and the gRPC port: broken HTTP, gRPC, WebSockets, slow clients; SECONDS_OF_FUZZ=30, SEED=any
	@node test/faults/gateway-fuzz.ts --seconds $(or $(SECONDS_OF_FUZZ),30) --seed $(or $(SEED),1)

.PHONY: test-transport-fuzz
test-transport-fuzz: setup ## fuzz our gRPC client with a server that sends random answers; SECONDS_OF_FUZZ=30, SEED=any
	@node test/faults/transport-fuzz.ts --seconds $(or $(SECONDS_OF_FUZZ),30) --seed $(or $(SEED),1)

.PHONY: test-conformance
test-conformance: setup ## run Connect's conformance suite and h2spec, also on the bare libraries; SETUPS="grpc-server …" for some
	@test/conformance/run.sh
	@test/conformance/h2spec.sh

.PHONY: test-command
test-command: setup ## run the README's commands of the skein command
	@test/end-to-end/command.sh

.PHONY: test-seed
test-seed: setup ## seed a real friendship network through the public API: stopped, resumed, repeated
	@test/end-to-end/seed.sh

.PHONY: test-one-post
test-one-post: setup web ## follow one post through grpcurl, the command, a WebSocket and the streams of a Chromium
	@test/end-to-end/one-post.sh

.PHONY: test-memory
test-memory: setup ## put a million small posts through small caches and check their memory limits
	@POSTS=1000000 node test/tap.ts test/memory/caches.test.ts

.PHONY: test-storage-faults
test-storage-faults: setup ## test a full disk, EIO at fsync, few descriptors, small files: typed errors, nothing lost, reads work
	@test/faults/storage/run.sh

.PHONY: test-fsync
test-fsync: setup ## check with strace that no acknowledgement precedes its fsync
	@test/faults/fsync.sh

.PHONY: test-clock-steps
test-clock-steps: setup ## test clock steps with libfaketime in real processes, while they run and over restarts
	@test/faults/clock-steps.sh

.PHONY: checker
checker: setup ## compare random steps with the exact model; STEPS=2000, SEED=any
	@node test/checker/run.ts --steps $(or $(STEPS),2000) $(if $(SEED),--seed $(SEED))

.PHONY: checker-cluster
checker-cluster: setup ## run the checker on the cluster profile, two processes of each service; STEPS, SEED, LAYOUT=grouped
	@SKEIN_LAYOUT='$(LAYOUT)' node --disable-warning=TimeoutNegativeWarning test/checker/run.ts --cluster --steps $(or $(STEPS),2000) $(if $(SEED),--seed $(SEED))

.PHONY: checker-mixed
checker-mixed: setup ## run the checker on a cluster whose second process of each service is built from another commit: OLD=HEAD~20; STEPS, SEED
	@test/checker/mixed.sh $(or $(OLD),HEAD~20) --steps $(or $(STEPS),500) --seed $(or $(SEED),7)

.PHONY: test-checker-cluster
test-checker-cluster: setup ## run 1,000 checker steps on a cluster with its own engines
	@$(MAKE) --no-print-directory checker-cluster STEPS=1000 SEED=$(or $(SEED),7)

.PHONY: test-streams
test-streams: setup ## kill -9 during fan-out and streams: nothing lost or repeated; slow readers cost no memory
	@node test/faults/streams.ts --times $(or $(TIMES),20)
	@node test/faults/slow-readers.ts

.PHONY: test-checker
test-checker: setup ## compare 5,000 random steps with the exact model, with restarts and kill -9
	@node test/checker/run.ts --steps $(or $(STEPS),5000) --seed $(or $(SEED),7)

.PHONY: coverage
coverage: setup ## show which lines the tests run
	@tap --coverage-report=text --disable-coverage=false --allow-incomplete-coverage
	@c8 report --temp-directory .tap/coverage

.PHONY: bench
bench: setup ## run benchmarks; BENCH=home|fan-out|... for one, JSON=FOLDER stores the results, see test/bench/README.md
	@$(if $(filter edge,$(BENCH)),edge/envoy/with-envoy.sh )node test/bench/run.ts $(if $(JSON),--json $(JSON)) $(BENCH)

# OVERLOAD="--posts 50 --overload 20" sets options of the overload benchmark.
.PHONY: bench-overload
bench-overload: setup ## run the overload benchmarks: five times the rated load, a flood of sign-ins, refused requests, a busy neighbour
	@node test/bench/overload.ts $(OVERLOAD)
	@node test/bench/sign-in-flood.ts
	@node test/bench/refused-requests.ts
	@node --disable-warning=TimeoutNegativeWarning test/bench/noisy-neighbour.ts

.PHONY: bench-cluster
bench-cluster: setup ## run benchmarks on the running, seeded cluster; BENCH="cluster-fan-out …" for some, see test/bench/README.md
	@node --disable-warning=TimeoutNegativeWarning test/bench/run.ts $(if $(JSON),--json $(JSON)) $(or $(BENCH),cluster-fan-out cluster-home cluster-costs cluster-visible)

.PHONY: bench-mesh
bench-mesh: setup ## measure a home page without sidecars, through them, and through edge and sidecars, in what mesh-up started; JSON=FOLDER stores the result
	@mesh/testbed/run.sh bench

.PHONY: mutants
mutants: setup ## plant faults and check that the checker finds each; MUTANTS="name …" for some
	@node test/checker/mutants/run.ts $(MUTANTS)

.PHONY: soak
soak: setup mutants ## run tests that are too long for CI: planted faults, 100,000 steps over five seeds, 20,000 on a cluster, 500 on two builds, 100 kills, cluster faults
	@for seed in 11 12 13 14 15; do node test/checker/run.ts --steps 20000 --seed $$seed || exit 1; done
	@node test/faults/streams.ts --times 100
	@$(MAKE) --no-print-directory checker-cluster STEPS=20000 SEED=7
	@$(MAKE) --no-print-directory checker-mixed
	@$(MAKE) --no-print-directory faults-cluster
	@node test/faults/gateway-fuzz.ts --seconds 600
	@node test/faults/transport-fuzz.ts --seconds 600
