# An index of presets and scripts. Two commands do everything from a bare machine: `make run`, `make test`.
.DEFAULT_GOAL := help
.PHONY: help run test bootstrap build programs up down seed bench fuzz lint type format docs clean

PRESET ?= release
BIN := build/$(PRESET)/bin
BIND ?= 127.0.0.1:8080
DATA_DIR ?= .data
SHARDS ?= sqlite:$(DATA_DIR)/names.db
# Files of names, one a line, plain or gzip; empty: 50,000 synthetic names.
NAMES ?=
export DATA_DIR SHARDS BIND NAMES BIN

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: programs seed ## install, build, seed and serve unamex on SQLite and the in-process cache
	exec $(BIN)/unamex-api --bind $(BIND) --shards $(SHARDS) --data-dir $(DATA_DIR)

test: bootstrap ## install, build and test everything (PRESET=asan or tsan: under a sanitiser)
	cmake --workflow --preset $(PRESET)

bootstrap: ## install what is missing, with the system's package manager
	cmake/bootstrap.sh

build: bootstrap ## build everything, tests too, into build/release/bin (PRESET=debug, asan, tsan, tidy)
	cmake --preset $(PRESET)
	cmake --build --preset $(PRESET)

programs: ## install what building needs, build the programs alone
	cmake/bootstrap.sh build
	cmake --preset $(PRESET)
	cmake --build --preset $(PRESET) --target programs

seed: ## load NAMES, or synthetic names, into SHARDS
	unamex/infra/local/seed.sh

up: ## start the whole stack of docker-compose.yml (LOCAL=1: natively, without Docker)
	unamex/infra/local/stack.sh up $(if $(LOCAL),local,docker)

down: ## stop what `make up` started
	unamex/infra/local/stack.sh down $(if $(LOCAL),local,docker)

bench: ## install the peers, build and run the benchmarks, write docs/benchmarks/
	cmake/bootstrap.sh bench
	cmake --workflow --preset benchmark
	npm install --silent --no-save --prefix build/benchmark fastify@5.6.1
	unamex/infra/local/bench.sh build/benchmark/bin
	microfast/benchmarks/suite.py build/benchmark/bin --write docs/benchmarks/microfast.md

fuzz: ## every fuzz target for SECONDS=60 under libFuzzer and the sanitisers (installs clang 16)
	cmake/bootstrap.sh fuzz
	cmake --workflow --preset fuzz
	cmake/fuzz.sh build/fuzz/bin $(or $(SECONDS),60)

lint: bootstrap ## the house rules: layers, co_await, formatting, tests of every source
	cmake --preset release
	ctest --preset release -L style

type: ## clang-tidy 16 over the libraries and programs
	cmake/bootstrap.sh type
	cmake --preset tidy
	run-clang-tidy-16 -quiet -p build/tidy '/(microfast/microfast|tinyorm/tinyorm|tinyorm/migrations|unamex/(unamex|api|ingest))/.*[.]cpp$$'

format: bootstrap ## write every C++ file as clang-format 14 does
	cmake/checks/formatting.sh fix .

docs: ## cut the code of the README and the guide anew from its sources, and list the documents
	@python3 cmake/checks/snippets.py fix .
	@find docs -name '*.md' | sort

clean: ## remove what was built; claimed names in DATA_DIR stay
	rm -rf build
