# herald needs nothing but Go. The version is what git and the module say: `herald version`.
GO ?= go
LINT = $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
FUZZTIME ?= 60s

.PHONY: build test race lint fmt golden fuzz bench bench-batch quality screenshots

build: ## ./herald
	$(GO) build -buildvcs=auto -o herald ./cmd/herald

test:
	$(GO) vet ./...
	$(GO) test ./...

race:
	$(GO) test -race -short ./internal/...

lint: ## builds golangci-lint first, about four minutes the first time
	$(LINT) run

fmt:
	$(LINT) fmt

golden: ## rewrite the golden files; explain each change in the commit
	$(GO) test ./internal/extract ./internal/encode -update

fuzz: ## each fuzz target for FUZZTIME
	@for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package || exit 1; \
		done; \
	done

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

PAGES ?= 20000

bench-batch: build ## herald batch on an archive of PAGES pages, made in TMPDIR (2.5 GB) and removed
	$(GO) run ./internal/bench -pages $(PAGES)

quality: ## the figures of the README, on real pages of other papers, where these are at hand
	$(GO) test -count=1 -v -run '^TestQuality' ./internal/extract

screenshots: ## the pictures of the README, where Chromium is installed
	HERALD_SCREENSHOTS=$(CURDIR)/testdata/screenshots $(GO) test -count=1 -run Screenshots ./cmd/herald
