# The documents of an application. The validator comes from npm, pinned by its lock file, and is no part of anything
# that is built.
if(MICROFAST_DOCS_PAGES)
    # Debian's selenium belongs to Debian's Python, which need not be the first on the path.
    find_program(MICROFAST_SELENIUM_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
    find_program(MICROFAST_SELENIUM_PYTHON python3 REQUIRED)
    set(validator ${CMAKE_CURRENT_BINARY_DIR}/openapi_validator)
    file(COPY ${CMAKE_CURRENT_LIST_DIR}/openapi_validator/ DESTINATION ${validator})
    add_test(NAME microfast_documents.validator_is_installed
        COMMAND ${MICROFAST_NPM} ci --silent WORKING_DIRECTORY ${validator})
    set_tests_properties(microfast_documents.validator_is_installed PROPERTIES
        LABELS end_to_end TIMEOUT 300 FIXTURES_SETUP openapi_validator)
    add_test(NAME microfast_documents.docs
        COMMAND ${MICROFAST_SELENIUM_PYTHON} -B ${CMAKE_CURRENT_LIST_DIR}/docs_test.py -v)
    set_tests_properties(microfast_documents.docs PROPERTIES
        LABELS end_to_end TIMEOUT 300 FIXTURES_REQUIRED openapi_validator
        ENVIRONMENT "TEST_BIN_DIR=${CMAKE_BINARY_DIR}/bin;TEST_OPENAPI_VALIDATOR=${validator}")
endif()
