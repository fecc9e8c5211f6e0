# herald needs nothing but Go. The version is what git and the module say: `herald version`.
GO ?= go
LINT = $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
FUZZTIME ?= 60s

.PHONY: build test race lint fmt golden fuzz bench bench-peers bench-start bench-batch bench-report quality screenshots

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
	$(GO) test ./internal/extract ./internal/encode ./internal/report -update

fuzz: ## each fuzz target for FUZZTIME
	@for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package || exit 1; \
		done; \
	done

ROUNDS ?= 7

bench: ## what each step of reading a page costs, beside html.Parse; bench.txt is for benchstat
	$(GO) test -c -o bench.test ./internal/bench
	@rm -f bench.txt
	@for round in $$(seq $(ROUNDS)); do \
		(cd internal/bench && ../../bench.test -test.run '^$$' -test.bench . -test.benchtime 50ms) >> bench.txt || { tail bench.txt; exit 1; }; \
	done
	@$(GO) run ./internal/bench/table < bench.txt

PEERROUNDS ?= 3

bench-peers: ## herald beside go-readability and go-trafilatura, which it downloads
	cd internal/bench/peers && $(GO) test -c -o ../../../peers.test
	@rm -f bench-peers.txt
	@for round in $$(seq $(PEERROUNDS)); do \
		(cd internal/bench/peers && ../../../peers.test -test.run '^$$' -test.bench . -test.benchtime 300ms) >> bench-peers.txt || { tail bench-peers.txt; exit 1; }; \
	done
	@$(GO) run ./internal/bench/table < bench-peers.txt

bench-start: build ## what one page takes from a cold start
	@$(GO) run ./internal/bench/start

PAGES ?= 20000

bench-batch: build ## herald batch on an archive of PAGES pages, made in TMPDIR (2.5 GB) and removed
	$(GO) run ./internal/bench -pages $(PAGES)

bench-report: ## herald report on a stream of a million articles (5 GB), some minutes
	$(GO) test -count=1 -v -run '^TestReportMemory$$' ./cmd/herald -report.articles 1000000

quality: ## the figures of the README, on real pages of other papers, where these are at hand
	$(GO) test -count=1 -v -run '^TestQuality' ./internal/extract

screenshots: ## the pictures of the README, where Chromium is installed
	HERALD_SCREENSHOTS=$(CURDIR)/testdata/screenshots $(GO) test -count=1 -run Screenshots ./cmd/herald
