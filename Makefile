# Faultline. `make run` opens the dashboard, `make test` runs the tests; both install what they need.

SWIFT ?= swift
PREFIX ?= /usr/local
BINARY = .build/release/faultline

LIBRARIES = libncurses-dev libcurl4-openssl-dev libssl-dev libc-ares-dev libsqlite3-dev ca-certificates
SERVERS = knot nginx-light openssl tmux ncurses-term procps python3-pyte groff-base scram prometheus graphviz \
	knot-dnsutils tinyproxy iproute2 nftables
PEERS = prometheus-blackbox-exporter dnsperf btop htop python3 python3-igraph

.PHONY: deps test-deps bench-deps build run test lint bench frames install clean

deps:
	@.ci/packages $(LIBRARIES)

test-deps: deps
	@.ci/packages $(SERVERS)

bench-deps: test-deps
	@.ci/packages $(PEERS)

build: deps
	$(SWIFT) build -c release --static-swift-stdlib --product faultline

run: build
	$(BINARY)

test: test-deps
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

BENCHES = bench-probing bench-risk bench-history bench-judgement

# Prints figures and ratios; nothing here is a test. `bench-history 365` measures a whole year and takes an hour.
bench: bench-deps build
	for bench in $(BENCHES); do $(SWIFT) build -c release --static-swift-stdlib --product $$bench || exit; done
	.build/release/bench-probing
	.build/release/bench-risk
	.build/release/bench-history 7
	.build/release/bench-judgement
	python3 Sources/Benchmarks/Screen/screen.py --binary $(BINARY)

# Redraws the frame of README.md.
frames: build
	@.ci/packages python3-pyte
	.ci/frames $(BINARY) README.md

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Themes Package.swift
	.ci/import-rule

install: build
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/faultline
	install -D -m 644 Sources/faultline/faultline.1 $(DESTDIR)$(PREFIX)/share/man/man1/faultline.1

clean:
	rm -rf .build .build-strict
