# Skein's commands; `make help` lists them.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
SHELL := /bin/bash
.DEFAULT_GOAL := help

node_modules/.package-lock.json: package.json package-lock.json
	@echo 'Installing into node_modules, about a minute the first time ...'
	@npm install --no-progress --loglevel=error
	@touch $@

# React has a folder of its own: the test runner brings another one.
edge/web/node_modules/.package-lock.json: edge/web/package.json edge/web/package-lock.json
	@npm install --prefix edge/web --no-progress --loglevel=error
	@touch $@

web_sources := $(shell find edge/web -type f -not -path '*/node_modules/*' -not -path '*/dist/*')
edge/web/dist/index.html: $(web_sources) $(wildcard gen/ts/skein/*/v1/*.ts) | setup
	@vite build edge/web --logLevel warn

.PHONY: help
help: ## this list
	@grep -hE '^[a-z][a-zA-Z_-]*:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

.PHONY: setup
setup: node_modules/.package-lock.json edge/web/node_modules/.package-lock.json ## install what the project needs

# What is generated, below the folder $(1).
define generate
	@buf generate -o $(1)
	@buf build -o $(1)/gen/descriptor.binpb --as-file-descriptor-set --exclude-source-info
	@buf build -o $(1)/gen/public.binpb --as-file-descriptor-set --exclude-source-info \
	  $(foreach folder,$(wildcard proto/skein/*/mesh),--exclude-path $(folder))
endef

.PHONY: gen
gen: setup ## regenerate TypeScript and descriptors of the contract; gen-languages the rest
	@rm -rf gen/.new && mkdir -p gen/.new
	$(call generate,gen/.new)
	@rm -rf gen/ts && mv gen/.new/gen/* gen/ && rm -rf gen/.new

.PHONY: check-gen
check-gen: setup ## is what is generated current?
	@rm -rf .check-gen && mkdir -p .check-gen
	$(call generate,.check-gen)
	@diff -rq .check-gen/gen/ts gen/ts && cmp .check-gen/gen/descriptor.binpb gen/descriptor.binpb \
	  && cmp .check-gen/gen/public.binpb gen/public.binpb; code=$$?; rm -rf .check-gen; exit $$code

.PHONY: gen-languages check-gen-languages
gen-languages: setup ## regenerate Go, Java and Python, by generators got into a cache
	@proto/generate-languages.sh
check-gen-languages: setup ## are Go, Java and Python current?
	@proto/generate-languages.sh --check

.PHONY: docs
docs: setup ## write the pages that are made from the code
	@node docs/generate/errors-doc.ts && node docs/generate/config-doc.ts

.PHONY: check-docs
check-docs: setup ## are the pages that are made from the code current?
	@node docs/generate/errors-doc.ts --check && node docs/generate/config-doc.ts --check

.PHONY: lint
lint: setup ## format, style and types
	@buf lint && buf format proto --diff --exit-code
	@biome ci --colors=off --max-diagnostics=20 --error-on-warnings
	@tsc --noEmit
	@tsc --noEmit -p edge/web

.PHONY: breaking
breaking: setup ## does the contract still serve who uses the last release?
	@buf breaking proto --against proto/baseline.binpb --exclude-imports

.PHONY: baseline
baseline: setup ## for release commits: the contract that `make breaking` compares with
	@buf build proto -o proto/baseline.binpb --exclude-source-info

.PHONY: test-envoy
test-envoy: setup ## does a real Envoy take the contract's HTTP rules?
	@edge/envoy/validate.sh

.PHONY: web
web: setup edge/web/dist/index.html ## build the page that the gateway serves

.PHONY: run
run: setup web ## start the whole network on this machine, in the embedded profile
	@exec node services/main.ts

.PHONY: engines-up engines-down engines-status
engines-up: setup ## get and start the real engines on this machine; ENGINES="postgres redis …" for some
	@node --disable-warning=TimeoutNegativeWarning mesh/engines/main.ts up $(ENGINES)
engines-down: setup ## stop them; their data stays
	@node --disable-warning=TimeoutNegativeWarning mesh/engines/main.ts down $(ENGINES)
engines-status: setup ## pid, address, memory, readiness and log of each
	@node --disable-warning=TimeoutNegativeWarning mesh/engines/main.ts status $(ENGINES)


.PHONY: run-cluster cluster-down cluster-status seed-cluster
run-cluster: setup web ## the cluster profile on this machine: engines, a process a service; SKEIN_REPLICAS=2 for two of each
	@exec node --disable-warning=TimeoutNegativeWarning mesh/cluster/main.ts run
cluster-down: setup ## ends what a run left that was killed, engines included; their data stays
	@node --disable-warning=TimeoutNegativeWarning mesh/cluster/main.ts down
cluster-status: setup ## pid, address, memory, readiness and log of engines and services
	@node --disable-warning=TimeoutNegativeWarning mesh/cluster/main.ts status
seed-cluster: setup ## people, follows and posts into the running cluster; POSTS=0-20, SKEIN_GRAPH=any edge list
	@node --disable-warning=TimeoutNegativeWarning mesh/cluster/main.ts seed --posts $(or $(POSTS),0-20) --seed $(or $(SEED),1)

.PHONY: get-builds get-downloads
get-builds: setup ## compile the Go programs that test-all needs into the cache
	@test/doors/get.sh builds
get-downloads: setup ## get the engines, browser and programs that test-all needs
	@test/doors/get.sh downloads

.PHONY: test-engines
test-engines: setup ## the adapters of real engines against the suites of their ports; ENGINES="…" for some
	@test/engines/run.sh $(ENGINES)
.PHONY: test-engines-secure
test-engines-secure: setup ## engines that demand TLS and passwords: they refuse strangers, and clients work; SUITES="…" for others
	@test/engines/secure.sh

.PHONY: test-cluster
test-cluster: setup ## the cluster profile with two processes of each service, each killed in turn
	@test/doors/cluster.sh
	@test/doors/cluster-operations.sh

.PHONY: faults-cluster
faults-cluster: setup ## each engine and service of a cluster killed under load; FAULTS="kafka-1 …" for some
	@node --disable-warning=TimeoutNegativeWarning test/faults/cluster/run.ts $(FAULTS)

.PHONY: test
test: setup lint check-gen check-docs breaking test-unit ## everything that needs no outside engine

.PHONY: test-unit
test-unit: setup
	@node test/tap.ts

.PHONY: test-rest
test-rest: test-envoy check-gen-languages test-languages test-grpcurl test-conformance test-command test-browser test-one-post test-fuzz test-transport-fuzz test-seed test-fsync test-clock-steps test-storage-faults test-memory test-checker test-streams test-engines test-engines-secure test-cluster test-checker-cluster ## what test-all has beyond test

# The engines that test-engines leaves running serve the cluster too.
test-rest: export SKEIN_ENGINES_OFFSET ?= 0

.PHONY: test-all
test-all: test test-rest ## test, and what needs outside programs, got into a cache outside the tree

.PHONY: test-grpcurl
test-grpcurl: setup ## the README's session, by the real grpcurl and curl
	@test/doors/grpcurl.sh

.PHONY: test-languages
test-languages: setup ## the generated Go, Java and Python compile, and clients/examples use a running network
	@test/languages/run.sh

.PHONY: test-browser
test-browser: setup web ## the page in a real Chromium: two people in two windows; installs Chromium where it may
	@test/browser/run.sh

.PHONY: test-fuzz
test-fuzz: setup ## broken HTTP, gRPC, WebSockets and slow clients against both doors; SECONDS_OF_FUZZ=30, SEED=any
	@node test/faults/gateway-fuzz.ts --seconds $(or $(SECONDS_OF_FUZZ),30) --seed $(or $(SEED),1)

.PHONY: test-transport-fuzz
test-transport-fuzz: setup ## a gRPC server that answers with rubbish against our own calls; SECONDS_OF_FUZZ=30, SEED=any
	@node test/faults/transport-fuzz.ts --seconds $(or $(SECONDS_OF_FUZZ),30) --seed $(or $(SEED),1)

.PHONY: test-conformance
test-conformance: setup ## Connect's conformance suite and h2spec, each beside the bare libraries; SETUPS="grpc-server …" for some
	@test/conformance/run.sh
	@test/conformance/h2spec.sh

.PHONY: test-command
test-command: setup ## the README's session with the skein command
	@test/doors/command.sh

.PHONY: test-seed
test-seed: setup ## a real friendship network through the public API: stopped, gone on, done again
	@test/doors/seed.sh

.PHONY: test-one-post
test-one-post: setup web ## one post through grpcurl, the command, a WebSocket and the streams of a Chromium
	@test/doors/one-post.sh

.PHONY: test-memory
test-memory: setup ## a million small posts through small caches: they take what their limits say
	@POSTS=1000000 node test/tap.ts test/memory/caches.test.ts

.PHONY: test-storage-faults
test-storage-faults: setup ## a full disk, EIO at fsync, few descriptors, small files: typed errors, nothing lost, reads go on
	@test/faults/storage/run.sh

.PHONY: test-fsync
test-fsync: setup ## strace: no acknowledgement precedes its fsync
	@test/faults/fsync.sh

.PHONY: test-clock-steps
test-clock-steps: setup ## libfaketime: real processes whose clock steps, over restarts and while they run
	@test/faults/clock-steps.sh

.PHONY: checker
checker: setup ## random steps against the exact model; STEPS=2000, SEED=any
	@node test/checker/run.ts --steps $(or $(STEPS),2000) $(if $(SEED),--seed $(SEED))

.PHONY: checker-cluster
checker-cluster: setup ## the same against the cluster profile, two processes of each service; STEPS, SEED
	@node --disable-warning=TimeoutNegativeWarning test/checker/run.ts --cluster --steps $(or $(STEPS),2000) $(if $(SEED),--seed $(SEED))

.PHONY: test-checker-cluster
test-checker-cluster: setup ## the first 1,000 of its steps, on engines of its own
	@$(MAKE) --no-print-directory checker-cluster STEPS=1000 SEED=$(or $(SEED),7)

.PHONY: test-streams
test-streams: setup ## kill -9 during fan-out and streams: nothing lost or repeated; unread streams cost no memory
	@node test/faults/streams.ts --times $(or $(TIMES),20)
	@node test/faults/slow-readers.ts

.PHONY: test-checker
test-checker: setup ## 5,000 random steps against the exact model, restarts and kill -9 among them
	@node test/checker/run.ts --steps $(or $(STEPS),5000) --seed $(or $(SEED),7)

.PHONY: coverage
coverage: setup ## which lines the tests run
	@tap --coverage-report=text --disable-coverage=false --allow-incomplete-coverage
	@c8 report --temp-directory .tap/coverage

.PHONY: bench
bench: setup ## measure; BENCH=home|fan-out|... for one, see test/bench/README.md
	@node test/bench/run.ts $(BENCH)

# How each benchmark of overload is run can be told: OVERLOAD="--posts 50 --overload 20".
.PHONY: bench-overload
bench-overload: setup ## five times the rated load for a minute; a flood of sign-ins; refused requests; a busy neighbour
	@node test/bench/overload.ts $(OVERLOAD)
	@node test/bench/sign-in-flood.ts
	@node test/bench/refused-requests.ts
	@node --disable-warning=TimeoutNegativeWarning test/bench/busy-neighbour.ts

.PHONY: bench-cluster
bench-cluster: setup ## measure the cluster that runs, seeded; BENCH="cluster-fan-out …" for some, see test/bench/README.md
	@node --disable-warning=TimeoutNegativeWarning test/bench/run.ts $(or $(BENCH),cluster-fan-out cluster-home cluster-visible)

.PHONY: mutants
mutants: setup ## plants faults, each of which the checker has to find; MUTANTS="name …" for some
	@node test/checker/mutants/run.ts $(MUTANTS)

.PHONY: soak
soak: setup mutants ## what is too long for CI: planted faults, 100,000 steps over five seeds, 20,000 on a cluster, 100 kills, faults of a cluster
	@for seed in 11 12 13 14 15; do node test/checker/run.ts --steps 20000 --seed $$seed || exit 1; done
	@node test/faults/streams.ts --times 100
	@$(MAKE) --no-print-directory checker-cluster STEPS=20000 SEED=7
	@$(MAKE) --no-print-directory faults-cluster
	@node test/faults/gateway-fuzz.ts --seconds 600
	@node test/faults/transport-fuzz.ts --seconds 600
