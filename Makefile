# Everything here needs Go and nothing else, but for conformance-browser, -ci and -editor, which say so;
# what a target needs more, it fetches at the version that is written here.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
MERMAID     := 11.17.2
YAMLSERVER  := 1.24.0
GITLABCI    := 4.65.0
MODULES     := . bench dist
JUDGES      := conformance conformance/apart conformance/browser conformance/ci conformance/clauses conformance/dns conformance/editor conformance/gitops conformance/isolation conformance/mesh conformance/metallb conformance/secrets conformance/templates
EXAMPLE     := examples/seed/topology.yaml
# lint vets the judges: each vet reads all that Istio, Argo CD and Flux are built from.
JUDGE       := go test -count=1 -vet=off
FUZZTIME    := 30s
SEED        := 1
TOPOLOGIES  := 10000
PAIRS       := 2000
SHARE       := 1

export CGO_ENABLED := 0

.DEFAULT_GOAL := help

.PHONY: help
help: ## say what there is
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-16s %s\n", $$1, $$2}' Makefile

.PHONY: build
build: ## build bin/render
	go build -trimpath -o bin/render ./cmd/render

.PHONY: demo
demo: build ## print what the seed's topology renders to
	@bin/render --quiet $(EXAMPLE)
	@printf '%s\n' '' '# This was $(EXAMPLE), rendered. What to do next:' \
	  '#   bin/render explain              what a topology may have; begins with a small one' \
	  '#   bin/render check $(EXAMPLE)' \
	  '#                                   what is doubtful about this one' \
	  '#   mkdir -p mine && cp examples/small/topology.yaml mine' \
	  '#                                   one of your own, to be changed' \
	  '#   bin/render certs mine/topology.yaml' \
	  '#                                   makes its certificates' \
	  '#   bin/render mine/topology.yaml | microk8s kubectl apply -f -'

.PHONY: test
test: ## run every test of the tool itself
	go test -count=1 -timeout 30m ./...

.PHONY: crossing
crossing: ## cross every two features of the format, every SHAREth of them: all
	go test -count=1 -timeout 40m ./render -run 'TestEveryPair' -share $(SHARE) -v

.PHONY: conformance
conformance: ## judge the golden files by the real APIs' types, by Istio itself, by who decrypts Secrets, who applies folders, who gives addresses, and who tells DNS
	cd conformance && $(JUDGE) ./...
	cd conformance/mesh && $(JUDGE) -timeout 40m ./...
	cd conformance/secrets && $(JUDGE) ./...
	cd conformance/templates && $(JUDGE) ./...
	cd conformance/gitops && $(JUDGE) ./...
	cd conformance/metallb && $(JUDGE) ./...
	cd conformance/dns && $(JUDGE) ./...
	cd conformance/isolation && $(JUDGE) ./...

.PHONY: conformance-browser
conformance-browser: ## judge the pictures of graph by a browser, Mermaid and Graphviz, which it installs by apt-get and npm
	./.ci/browser $(MERMAID)
	cd conformance/browser && $(JUDGE) . -args -mermaid ../../bin/mermaid-$(MERMAID).min.js

.PHONY: conformance-ci
conformance-ci: ## run GitHub's action, GitLab's jobs and pre-commit's hooks, by what it installs by npm and apt-get
	./.ci/pre-commit
	./.ci/gitlab $(GITLABCI)
	cd conformance/ci && $(JUDGE) -timeout 25m . -args -gitlab ../../bin/gitlab-ci-local-$(GITLABCI)

.PHONY: conformance-editor
conformance-editor: ## judge the schema by yaml-language-server, which it installs by npm: typing, hovering, wrong input
	./.ci/editor $(YAMLSERVER)
	cd conformance/editor && $(JUDGE) . -args -server ../../bin/editor-$(YAMLSERVER)

.PHONY: conformance-long
conformance-long: ## judge PAIRS changes of topologies, and TOPOLOGIES over all fields, from SEED on, by Istio's routing: hours
	cd conformance/mesh && $(JUDGE) -timeout 3h -run '^TestChanges$$' -args -pairs $(PAIRS) -first $(SEED) -progress 100
	cd conformance/mesh && $(JUDGE) -timeout 6h -run '^TestMade$$' -args -topologies $(TOPOLOGIES) -seed $(SEED) -progress 250
	cd conformance/mesh && $(JUDGE) -timeout 6h -run '^TestTraceMade$$' -args -topologies $(TOPOLOGIES) -seed $(SEED)
	cd conformance/mesh && $(JUDGE) -timeout 3h -run '^TestAccess$$' -v -args -topologies 2000 -seed $(SEED)
	cd conformance/mesh && $(JUDGE) -timeout 3h -run '^TestApart$$' -v -args -topologies 2000 -seed $(SEED)
	cd conformance/mesh && $(JUDGE) -timeout 1h -run '^TestRulesOfHost$$' -v -args -topologies 2000 -seed $(SEED)
	cd conformance/isolation && $(JUDGE) -timeout 3h -run '^TestMade$$' -v -args -topologies $(TOPOLOGIES) -seed $(SEED)

.PHONY: shellcheck
shellcheck: ## read the scripts of every example by shellcheck, which has to be installed
	cd conformance && go test -count=1 -run '^TestScripts$$' -v . -args -shellcheck

.PHONY: golden
golden: ## write what the examples render to, and print each change
	go test ./render -run 'TestGolden|TestKinds' -golden -v | grep -vE '^(=== | *--- PASS)'

.PHONY: generate
generate: ## write the files that are made from others
	go run ./cmd/generate
	go test ./cmd/render -run '^TestReferencePages$$' -pages

.PHONY: schemas
schemas: ## write the table of the APIs' fields, from their definitions
	cd conformance && go run ./cmd/pack

.PHONY: lint
lint: ## gofmt, vet, staticcheck, govulncheck, jsonnet format and lint, go mod tidy; of the judges gofmt and vet
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "not formatted: run gofmt -w ."; exit 1; }
	@for m in $(MODULES); do echo "vet, staticcheck, tidy: $$m"; \
	  (cd $$m && go vet ./... && go run $(STATICCHECK) ./... && go mod tidy -diff) || exit 1; done
	@for m in $(JUDGES); do echo "vet: $$m"; (cd $$m && go vet ./...) || exit 1; done
	cd bench/peers && go mod tidy -diff
	go test ./render -run 'TestJsonnetStyle'
	@./.ci/vulnerabilities $(GOVULNCHECK)

# Both read or fetch everything that Istio, Argo CD and Flux are built from.
.PHONY: lint-long
lint-long: lint ## the same with staticcheck and go mod tidy of the judges: a quarter of an hour with empty caches
	@for m in $(JUDGES); do echo "staticcheck, tidy: $$m"; \
	  (cd $$m && go run $(STATICCHECK) ./... && go mod tidy -diff) || exit 1; done

.PHONY: bench
bench: ## measure beside helm, kustomize, jsonnet, cue, jinja2 and plain Go structs, whole processes, as ratios
	cd bench && go run ./cmd/bench

.PHONY: bench-long
bench-long: ## the same with 10 000 apps for each, written to bench/RESULTS.md and quoted in README.md: a quarter of an hour
	cd bench && go run ./cmd/bench -long -o RESULTS.md
	cd bench && go test -count=1 -run '^TestREADME$$' ./cmd/bench -fill

.PHONY: fuzz
fuzz: ## run each fuzz test for FUZZTIME, 30s each
	@for p in $$(go list ./...); do \
	  for f in $$(go test $$p -list '^Fuzz' | grep '^Fuzz'); do \
	    echo "$$p $$f"; go test $$p -run xxx -fuzz "^$$f$$" -fuzztime $(FUZZTIME) || exit 1; \
	  done; done

.PHONY: dist
dist: ## write archives of four systems, what they were built from, and sums, into bin/dist
	cd dist && go run .

.PHONY: image
image: ## write an image for containers (an OCI archive, of two processors) into bin/dist
	cd dist && go run . -image -targets linux/amd64,linux/arm64

.PHONY: clean
clean: ## delete what was built
	rm -rf bin
