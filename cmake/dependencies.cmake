# Everything this project is built from: package, minimum version, why. The system's package first, then a
# pinned release of the same library where a system lacks one.
include_guard()
include(FetchContent)
list(PREPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})

# dependency(Package minimum-version target [REPOSITORY url TAG tag])
macro(dependency package minimum target)
    cmake_parse_arguments(dep "" "REPOSITORY;TAG" "" ${ARGN})
    if(NOT TARGET ${target})
        find_package(${package} ${minimum} QUIET)
    endif()
    if(NOT TARGET ${target} AND dep_REPOSITORY)
        message(STATUS "${package}: no system package, taking ${dep_TAG} of ${dep_REPOSITORY}")
        FetchContent_Declare(${package} GIT_REPOSITORY ${dep_REPOSITORY} GIT_TAG ${dep_TAG} GIT_SHALLOW ON)
        FetchContent_MakeAvailable(${package})
    endif()
    if(NOT TARGET ${target})
        message(FATAL_ERROR "${package} (${minimum} or later) is missing: run `make bootstrap`, or install it")
    endif()
endmacro()

dependency(Threads "" Threads::Threads)  # a thread a core
dependency(fmt 9 fmt::fmt  # formatting: no std::format in g++ 12
    REPOSITORY https://github.com/fmtlib/fmt.git TAG 9.1.0)

if(UNAMEX_BUILD_MICROFAST OR PROJECT_NAME STREQUAL microfast)
    dependency(asio 1.22 asio::asio  # timers, resolver, signals, outgoing connections
        REPOSITORY https://github.com/chriskohlhoff/asio.git TAG asio-1-22-1)
    dependency(llhttp 8.1 llhttp::llhttp  # HTTP/1 messages; its own module knows Debian's sources and the release
        )
    dependency(nlohmann_json 3.11 nlohmann_json::nlohmann_json  # dynamic JSON values
        REPOSITORY https://github.com/nlohmann/json.git TAG v3.11.2)
    dependency(spdlog 1.10 spdlog::spdlog  # logs
        REPOSITORY https://github.com/gabime/spdlog.git TAG v1.10.0)
    option(MICROFAST_WITH_COMPRESSION "Build microfast::compression" ON)
    option(MICROFAST_WITH_SESSIONS "Build microfast::sessions" ON)
    option(MICROFAST_WITH_REDIS "Build microfast::redis_sessions" ON)
    if(MICROFAST_WITH_COMPRESSION)
        dependency(ZLIB 1.2 ZLIB::ZLIB)  # gzip and deflate
        dependency(brotli 1.0 brotli::encoder)  # br
        dependency(zstd 1.5 zstd::zstd)  # zstd
    endif()
    if(MICROFAST_WITH_SESSIONS)
        dependency(OpenSSL 3.0 OpenSSL::Crypto)  # HMAC and random numbers of sessions
    endif()
    if(MICROFAST_WITH_SESSIONS AND MICROFAST_WITH_REDIS)
        dependency(hiredis 0.14 hiredis::hiredis)  # replies of Redis
    endif()
endif()
if(UNAMEX_BUILD_TINYORM OR PROJECT_NAME STREQUAL tinyorm)
    option(TINYORM_WITH_POSTGRES "Build tinyorm's PostgreSQL driver" ON)
    option(TINYORM_WITH_SQLITE "Build tinyorm's SQLite driver" ON)
    dependency(asio 1.22 asio::asio  # completion tokens of awaitable queries
        REPOSITORY https://github.com/chriskohlhoff/asio.git TAG asio-1-22-1)
    dependency(nlohmann_json 3.11 nlohmann_json::nlohmann_json  # recorded states of schemas
        REPOSITORY https://github.com/nlohmann/json.git TAG v3.11.2)
    if(TINYORM_WITH_SQLITE)
        dependency(SQLite3 3.35 SQLite::SQLite3)  # the embedded database
    endif()
    if(TINYORM_WITH_POSTGRES)
        dependency(libpqxx 6.4 libpqxx::libpqxx)  # the PostgreSQL driver
        dependency(PostgreSQL 13 PostgreSQL::PostgreSQL)  # libpq beneath it: COPY, binary results, error fields
    endif()
endif()
if(UNAMEX_BUILD_SERVICE AND PROJECT_NAME STREQUAL unamex)
    find_package(ICU 67 QUIET COMPONENTS uc i18n)
    dependency(ICU 67 ICU::uc)  # NFC, scripts, confusables
    dependency(hiredis 0.14 hiredis::hiredis)  # Redis
    dependency(CLI11 2.1 CLI11::CLI11  # command lines
        REPOSITORY https://github.com/CLIUtils/CLI11.git TAG v2.3.2)
    dependency(xxhash 0.8 xxhash::xxhash)  # XXH3: slots and filter
    dependency(prometheus-cpp 1.0 prometheus-cpp::core)  # metrics
    dependency(ZLIB 1.2 ZLIB::ZLIB)  # gzip input of ingest
endif()
if(UNAMEX_BUILD_TESTS OR MICROFAST_BUILD_TESTS OR TINYORM_BUILD_TESTS)
    dependency(GTest 1.12 GTest::gmock
        REPOSITORY https://github.com/google/googletest.git TAG release-1.12.1)
    include(GoogleTest)
endif()
if(UNAMEX_BUILD_BENCHMARKS OR MICROFAST_BUILD_BENCHMARKS OR TINYORM_BUILD_BENCHMARKS)
    dependency(benchmark 1.7 benchmark::benchmark
        REPOSITORY https://github.com/google/benchmark.git TAG v1.7.1)
endif()
