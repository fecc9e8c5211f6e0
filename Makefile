# herald needs nothing but Go. The version is what git and the module say: `herald version`.
GO ?= go
LINT = $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GREMLINS = $(GO) run github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0
FUZZTIME ?= 60s

.PHONY: build test test-all race lint fmt golden fuzz mutate bench bench-growth bench-peers bench-start bench-batch bench-report quality fit renderings \
	screenshots man install uninstall dist test-release clean

build: ## ./herald, without C: it starts sooner
	CGO_ENABLED=0 $(GO) build -buildvcs=auto -o herald ./cmd/herald

man: build ## man pages and completions, in dist/share
	$(GO) run ./internal/release share ./herald dist

PREFIX ?= /usr/local
TO = $(DESTDIR)$(PREFIX)

install: man ## into PREFIX, below DESTDIR
	install -d $(TO)/bin
	install -m 755 herald $(TO)/bin/herald
	cd dist && find share -type f | while read -r file; do \
		install -d "$(TO)/$${file%/*}" && install -m 644 "$$file" "$(TO)/$$file" || exit 1; \
	done

uninstall:
	rm -f $(TO)/bin/herald $(TO)/share/man/man1/herald.1 $(TO)/share/man/man1/herald-*.1 \
		$(TO)/share/bash-completion/completions/herald $(TO)/share/zsh/site-functions/_herald \
		$(TO)/share/fish/vendor_completions.d/herald.fish
	rm -rf $(TO)/share/herald

# GoReleaser demands a remote, which a repository that is not a clone lacks. It never contacts the URL and writes it nowhere.
GORELEASER = GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=remote.origin.url GIT_CONFIG_VALUE_0=https://herald.example \
	$(GO) run github.com/goreleaser/goreleaser/v2@v2.15.1

dist: ## what is published of the commit that is checked out, in dist; builds GoReleaser first, about six minutes the first time
	@test -z "$$(git status --porcelain)" || { echo 'make dist: uncommitted changes; see git status' >&2; exit 1; }
	$(GORELEASER) release --clean --skip=publish \
		$$(git describe --exact-match --tags >/dev/null 2>&1 || echo --snapshot)

test-release: ## two releases of the working tree, compared byte by byte; minutes for each system the first time
	$(GO) test -count=1 -timeout 2h -run '^TestRelease$$' ./cmd/herald -all-platforms

clean:
	rm -rf herald build dist

test: ## about a minute on two idle cores, once built
	$(GO) vet ./...
	$(GO) test -short ./...

test-all: ## every test, with the tools of others that are installed; TestRelease compiles for minutes the first time
	$(GO) test -timeout 30m ./...

race:
	$(GO) test -race -short ./internal/...

lint: ## builds golangci-lint first, about four minutes the first time
	$(LINT) run

fmt:
	$(LINT) fmt

golden: ## rewrite the golden files; explain each change in the commit
	$(GO) test ./internal/extract ./internal/encode ./internal/report -run '^(TestPages|TestFormats|TestPage)$$' -update

fuzz: ## each fuzz target for FUZZTIME
	@for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package || exit 1; \
		done; \
	done

MUTATE ?= $(wildcard internal/normalize/*.go)
MUTATED = $(dir $(firstword $(MUTATE)))
KEPT = $(filter-out $(MUTATE) %_test.go,$(wildcard $(MUTATED)*.go))

# Gremlins can only exclude files. With --test-cpu, v0.6.0 fails each test run and reports 100 %; with a small timeout, a
# busy machine makes mutants "timed out", which are counted neither as killed nor as lived.
mutate: ## changes that no test of the package notices, in the files MUTATE of one package; some seconds each
	$(GREMLINS) unleash --timeout-coefficient 20 $(KEPT:$(MUTATED)%=-E '^%$$') ./$(MUTATED)

ROUNDS ?= 7

bench: ## what each step of reading a page costs, beside html.Parse; bench.txt is for benchstat
	$(GO) test -c -o bench.test ./internal/bench
	@rm -f bench.txt
	@for round in $$(seq $(ROUNDS)); do \
		(cd internal/bench && ../../bench.test -test.run '^$$' -test.bench . -test.benchtime 50ms) >> bench.txt || { tail bench.txt; exit 1; }; \
	done
	@$(GO) run ./internal/bench/table < bench.txt

bench-growth: ## what each paragraph, link, image ... of a page costs, from 10 of them to 100,000
	@$(GO) run ./internal/bench -growth -rounds 3

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

PAGES ?= 4000

bench-batch: build ## herald batch on an archive of PAGES pages of real weight, made in TMPDIR (0.5 GB) and removed
	$(GO) run ./internal/bench -pages $(PAGES) -rounds $(ROUNDS)

bench-report: ## herald report on a stream of a million articles (5 GB), some minutes
	$(GO) test -count=1 -v -run '^TestReportMemory$$' ./cmd/herald -report.articles 1000000

quality: ## the figures of the README, on real pages of other papers, where these are at hand
	$(GO) test -count=1 -v -run '^TestQuality' ./internal/extract

fit: ## the weights by which an article is told from a list, fitted to the real pages, where these are at hand
	$(GO) run ./internal/bench/fit -shared ../shared > decide_weights.go && gofmt -w decide_weights.go && mv decide_weights.go internal/extract/

renderings: ## what herald reads in text renderings of the fixtures, which it leaves in build/renderings, by each program that is installed
	$(GO) test -count=1 -v -run '^TestRenderings$$' ./cmd/herald -renderings $(CURDIR)/build/renderings

screenshots: ## the pictures of the README, where Chromium is installed
	HERALD_SCREENSHOTS=$(CURDIR)/testdata/screenshots $(GO) test -count=1 -run Screenshots ./cmd/herald
