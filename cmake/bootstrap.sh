#!/usr/bin/env bash
# Installs what building and testing needs, with the system's package manager. The only place that installs.
# Does nothing, and asks for nothing, where everything is there already.
#
#   bootstrap.sh         everything: to build, test, benchmark, lint
#   bootstrap.sh build   only what building and serving needs
#   bootstrap.sh type    everything, and clang-tidy
#   bootstrap.sh fuzz    everything, and a clang with libFuzzer
#   bootstrap.sh bench   everything, and the peers that benchmarks compare with
set -euo pipefail
scope=${1:-all}

debian=(
    build-essential cmake ninja-build ccache pkg-config python3 git ca-certificates
    libasio-dev nlohmann-json3-dev libfmt-dev libspdlog-dev                  # microfast; llhttp is added below
    zlib1g-dev libbrotli-dev libzstd-dev libssl-dev libhiredis-dev           # microfast: compression, sessions
    libpqxx-dev libpq-dev libsqlite3-dev sqlite3   # tinyorm
    libicu-dev libcli11-dev libxxhash-dev prometheus-cpp-dev # unamex
    libgtest-dev libgmock-dev                                                # configured with everything else
)
debian_tests=(
    libbenchmark-dev clang-format-14
    bind9-dnsutils                                                           # dig, which talks to our name server
    postgresql postgresql-client redis-server redis-tools procps util-linux  # servers that the tests start
    chromium chromium-driver python3-selenium curl                           # the page, in a real browser
)

debian_peers=(nginx-light python3-fastapi uvicorn python3-uvloop python3-httptools libboost-dev libcpp-httplib-dev valgrind)

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

bootstrap_debian() {
    # Debian 12 and Ubuntu ship llhttp as sources inside node-llhttp; newer ones have the library.
    if apt-cache show libllhttp-dev >/dev/null 2>&1; then debian+=(libllhttp-dev); else debian+=(node-llhttp); fi
    if [ "$scope" != build ]; then debian+=("${debian_tests[@]}"); fi
    if [ "$scope" = type ]; then debian+=(clang-tidy-16); fi
    if [ "$scope" = fuzz ]; then debian+=(clang-16 libclang-rt-16-dev llvm-16); fi
    if [ "$scope" = bench ]; then debian+=("${debian_peers[@]}"); fi
    # Fetches the pages of /docs and /redoc; whoever has it from elsewhere keeps that.
    command -v npm >/dev/null || debian+=(npm)
    local missing=() package
    for package in "${debian[@]}"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "bootstrap: installing ${missing[*]}"
    # The tests start their own clusters: the package need not start one of the system's.
    as_root mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/no-main-cluster.conf >/dev/null
    as_root apt-get update -qq
    # RUNLEVEL: nothing that is installed here starts as a service.
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

bootstrap_macos() { # the two libraries; the service's tests need a Debian or Ubuntu machine
    brew install --quiet node cmake ninja ccache pkg-config asio nlohmann-json llhttp fmt spdlog brotli zstd openssl libpqxx sqlite hiredis icu4c \
        cli11 xxhash prometheus-cpp googletest google-benchmark postgresql redis
}

bootstrap_fedora() {
    as_root dnf install -y -q gcc-c++ nodejs-npm cmake ninja-build ccache pkgconf python3 asio-devel json-devel llhttp-devel fmt-devel \
        spdlog-devel brotli-devel libzstd-devel openssl-devel libpqxx-devel libpq-devel sqlite-devel hiredis-devel libicu-devel cli11-devel xxhash-devel zlib-devel \
        gtest-devel gmock-devel google-benchmark-devel postgresql-server valkey chromium chromedriver python3-selenium
}

if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ] && ! apt-cache show ninja-build >/dev/null 2>&1; then apt-get update -qq; fi
    bootstrap_debian
elif command -v dnf >/dev/null; then bootstrap_fedora
elif command -v brew >/dev/null; then bootstrap_macos
else
    echo "bootstrap: no apt-get, dnf or brew here: install the packages listed in $0 by hand" >&2
    exit 1
fi
