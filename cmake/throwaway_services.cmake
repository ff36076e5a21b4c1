# PostgreSQL and Redis for the tests: a CTest fixture starts them before the first test that needs them and
# stops them after the last. Sockets live in a short path, since a Unix socket's name has at most 107 bytes.
include_guard()
string(SHA256 build_dir_hash ${CMAKE_BINARY_DIR})
string(SUBSTRING ${build_dir_hash} 0 8 build_dir_hash)
set(THROWAWAY_SERVICES_DIR /tmp/unamex-tests-${build_dir_hash})
set(THROWAWAY_SERVICES_SCRIPT ${PROJECT_SOURCE_DIR}/unamex/infra/local/services.sh)
set(THROWAWAY_SERVICES_ENVIRONMENT
    "TEST_POSTGRES_URL=postgres:///postgres?host=${THROWAWAY_SERVICES_DIR}&port=5500&user=postgres"
    "TEST_REDIS_URL=unix://${THROWAWAY_SERVICES_DIR}/redis.sock"
    "TEST_SERVICES_SCRIPT=${THROWAWAY_SERVICES_SCRIPT}"
    "TEST_BIN_DIR=${CMAKE_BINARY_DIR}/bin")

add_test(NAME throwaway_services.start COMMAND ${THROWAWAY_SERVICES_SCRIPT} start ${THROWAWAY_SERVICES_DIR} --postgres 1 --redis)
add_test(NAME throwaway_services.stop COMMAND ${THROWAWAY_SERVICES_SCRIPT} stop ${THROWAWAY_SERVICES_DIR})
set_tests_properties(throwaway_services.start PROPERTIES FIXTURES_SETUP throwaway_services TIMEOUT 300)
set_tests_properties(throwaway_services.stop PROPERTIES FIXTURES_CLEANUP throwaway_services TIMEOUT 300)
