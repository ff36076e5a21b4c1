# How every library, program and test of this project is declared.
include_guard()
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
list(PREPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})
set(PROJECT_CMAKE_DIR ${CMAKE_CURRENT_LIST_DIR})

set(PROJECT_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor
    -Wold-style-cast -Wimplicit-fallthrough)
option(PROJECT_WARNINGS_AS_ERRORS "Treat warnings as errors (the presets of CI do)" OFF)

function(project_compile_settings target)
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:${PROJECT_WARNINGS}>
        $<$<AND:$<BOOL:${PROJECT_WARNINGS_AS_ERRORS}>,$<COMPILE_LANGUAGE:CXX>>:-Werror>)
    if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=" AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        # GCC's manual: sanitizers make the first report what is not so. The second tells of a fence in asio.
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-tsan)
    endif()
endfunction()

# project_library(NAME microfast [PART tls] ROOT dir
#     HEADERS public.hpp... SOURCES file.cpp... [PRIVATE_HEADERS file.hpp...]
#     [LINKS target...] [PRIVATE_LINKS target...] [PACKAGES "Threads" ...])
#
# Makes the static library NAME_PART (NAME without PART), alias NAME::PART (NAME::NAME), with its header
# set, warnings, install rules and export. PACKAGES: what a consumer's find_dependency needs.
function(project_library)
    cmake_parse_arguments(lib "NO_INSTALL" "NAME;PART;ROOT"
        "HEADERS;PRIVATE_HEADERS;SOURCES;LINKS;PRIVATE_LINKS;PACKAGES" ${ARGN})
    if(lib_PART)
        set(target ${lib_NAME}_${lib_PART})
        set(export_name ${lib_PART})
    else()
        set(target ${lib_NAME})
        set(export_name ${lib_NAME})
    endif()
    add_library(${target} STATIC)
    add_library(${lib_NAME}::${export_name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${export_name})
    target_sources(${target} PRIVATE ${lib_SOURCES} ${lib_PRIVATE_HEADERS}
        PUBLIC FILE_SET HEADERS BASE_DIRS ${lib_ROOT} FILES ${lib_HEADERS})
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
    target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${lib_ROOT}>)
    target_link_libraries(${target} PUBLIC ${lib_LINKS} PRIVATE ${lib_PRIVATE_LINKS})
    project_compile_settings(${target})
    if(NOT lib_NO_INSTALL)
        install(TARGETS ${target} EXPORT ${lib_NAME}-targets FILE_SET HEADERS)
        set_property(GLOBAL APPEND PROPERTY ${lib_NAME}_PACKAGES ${lib_PACKAGES})
    endif()
endfunction()

# Installs the export set, the package configuration and the pkg-config file of a library once all its
# parts are declared. Find modules that a consumer needs travel along.
#
# project_install(NAME microfast DESCRIPTION "..." [FIND_MODULES Findx.cmake...]
#     [PKGCONFIG_REQUIRES name...] [PKGCONFIG_LIBS flag...] [PKGCONFIG_CFLAGS flag...])
function(project_install)
    cmake_parse_arguments(pkg "" "NAME;DESCRIPTION" "FIND_MODULES;PKGCONFIG_REQUIRES;PKGCONFIG_LIBS;PKGCONFIG_CFLAGS" ${ARGN})
    get_property(packages GLOBAL PROPERTY ${pkg_NAME}_PACKAGES)
    list(REMOVE_DUPLICATES packages)
    set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/${pkg_NAME})
    set(find_dependencies "")
    foreach(package IN LISTS packages)
        string(APPEND find_dependencies "find_dependency(${package})\n")
    endforeach()
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${pkg_NAME}-config.cmake
"include(CMakeFindDependencyMacro)
list(PREPEND CMAKE_MODULE_PATH \${CMAKE_CURRENT_LIST_DIR})
${find_dependencies}list(POP_FRONT CMAKE_MODULE_PATH)
include(\${CMAKE_CURRENT_LIST_DIR}/${pkg_NAME}-targets.cmake)
")
    write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/${pkg_NAME}-config-version.cmake
        VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
    install(EXPORT ${pkg_NAME}-targets NAMESPACE ${pkg_NAME}:: DESTINATION ${config_dir})
    install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${pkg_NAME}-config.cmake
        ${CMAKE_CURRENT_BINARY_DIR}/${pkg_NAME}-config-version.cmake DESTINATION ${config_dir})
    foreach(module IN LISTS pkg_FIND_MODULES)
        install(FILES ${PROJECT_CMAKE_DIR}/${module} DESTINATION ${config_dir})
    endforeach()
    list(JOIN pkg_PKGCONFIG_REQUIRES ", " requires)
    list(JOIN pkg_PKGCONFIG_LIBS " " libs)
    list(JOIN pkg_PKGCONFIG_CFLAGS " " cflags)
    file(RELATIVE_PATH from_pkgconfig_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${pkg_NAME}.pc
"prefix=\${pcfiledir}/${from_pkgconfig_to_prefix}
libdir=\${prefix}/${CMAKE_INSTALL_LIBDIR}
includedir=\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}

Name: ${pkg_NAME}
Description: ${pkg_DESCRIPTION}
Version: ${PROJECT_VERSION}
Requires: ${requires}
Libs: -L\${libdir} ${libs}
Cflags: -I\${includedir} -std=c++20 ${cflags}
")
    install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${pkg_NAME}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()

# project_program(NAME unamex-api SOURCES ... LINKS ...): a program in bin/.
function(project_program)
    cmake_parse_arguments(program "NO_INSTALL" "NAME" "SOURCES;LINKS" ${ARGN})
    add_executable(${program_NAME} ${program_SOURCES})
    target_link_libraries(${program_NAME} PRIVATE ${program_LINKS})
    target_include_directories(${program_NAME} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    project_compile_settings(${program_NAME})
    set_target_properties(${program_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
    if(NOT program_NO_INSTALL)
        install(TARGETS ${program_NAME})
        if(NOT TARGET programs)
            add_custom_target(programs COMMENT "The programs of this project, without tests and examples")
        endif()
        add_dependencies(programs ${program_NAME})
    endif()
endfunction()

# project_test(NAME microfast_unit_tests LABEL unit SOURCES ... LINKS ... [DEPENDS program...])
#
# A GoogleTest program; each of its tests is a CTest of that LABEL. LABEL is one of unit, golden,
# integration, end_to_end. Integration and end-to-end tests get running throw-away PostgreSQL and Redis
# servers (throwaway_services.cmake) and their addresses in the environment.
function(project_test)
    cmake_parse_arguments(test "SERIAL" "NAME;LABEL;TIMEOUT" "SOURCES;LINKS;DEPENDS;EXTRA_LABELS;ENVIRONMENT" ${ARGN})
    add_executable(${test_NAME} ${test_SOURCES})
    target_link_libraries(${test_NAME} PRIVATE ${test_LINKS} GTest::gmock GTest::gtest_main)
    target_include_directories(${test_NAME} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    project_compile_settings(${test_NAME})
    if(NOT test_TIMEOUT)
        set(test_TIMEOUT 120)
    endif()
    if(test_DEPENDS)
        add_dependencies(${test_NAME} ${test_DEPENDS})
    endif()
    if("concurrent" IN_LIST test_EXTRA_LABELS)
        if(NOT TARGET concurrent_tests)
            add_custom_target(concurrent_tests COMMENT "The tests that ThreadSanitizer looks at")
        endif()
        add_dependencies(concurrent_tests ${test_NAME})
    endif()
    set(serial "")
    if(test_SERIAL)
        set(serial SERIAL)
    endif()
    project_discover_tests(${test_NAME} PREFIX ${test_NAME} TIMEOUT ${test_TIMEOUT} ${serial}
        LABELS ${test_LABEL} ${test_EXTRA_LABELS} ENVIRONMENT ${test_ENVIRONMENT})
endfunction()

# project_discover_tests(target PREFIX prefix TIMEOUT seconds [SERIAL] LABELS label... [ENVIRONMENT X=y...])
#
# Makes each test of a program a CTest `prefix.suite.case`. A program may be discovered more than once, with
# another environment.
function(project_discover_tests target)
    cmake_parse_arguments(found "SERIAL" "PREFIX;TIMEOUT" "LABELS;ENVIRONMENT" ${ARGN})
    set(properties "TIMEOUT ${found_TIMEOUT}")
    if(found_LABELS MATCHES "integration|end_to_end")
        string(APPEND properties " FIXTURES_REQUIRED throwaway_services")
        list(APPEND found_ENVIRONMENT ${THROWAWAY_SERVICES_ENVIRONMENT})
    endif()
    if(found_SERIAL)
        string(APPEND properties " RUN_SERIAL ON")
    endif()
    gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST TEST_PREFIX "${found_PREFIX}." TEST_LIST tests_of_${found_PREFIX})
    # gtest_discover_tests flattens properties that are lists, so CTest reads them from a file of our own.
    set(properties_file ${CMAKE_CURRENT_BINARY_DIR}/${found_PREFIX}_properties.cmake)
    file(GENERATE OUTPUT ${properties_file} CONTENT
"foreach(test IN LISTS tests_of_${found_PREFIX})
    set_tests_properties(\"\${test}\" PROPERTIES ${properties}
        LABELS [==[${found_LABELS}]==] ENVIRONMENT [==[${found_ENVIRONMENT}]==])
endforeach()
")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${properties_file})
endfunction()

# project_constraints(NAME tinyorm SOURCE must_not_compile.cpp INCLUDES dir...)
#
# Compiles what must not compile: each `#ifdef name  // sentence` of SOURCE is a CTest of the label constraints,
# which passes if the compiler refuses the case with that sentence (a regular expression). Without any case the
# file compiles, which is a test too.
function(project_constraints)
    cmake_parse_arguments(misuse "" "NAME;SOURCE" "INCLUDES" ${ARGN})
    set(source ${CMAKE_CURRENT_SOURCE_DIR}/${misuse_SOURCE})
    list(TRANSFORM misuse_INCLUDES PREPEND -I)
    set(compile ${CMAKE_CXX_COMPILER} -std=c++20 -fsyntax-only ${misuse_INCLUDES})
    add_test(NAME ${misuse_NAME}_constraints.everything_else_compiles COMMAND ${compile} ${source})
    set_tests_properties(${misuse_NAME}_constraints.everything_else_compiles PROPERTIES LABELS constraints TIMEOUT 300)
    file(STRINGS ${source} cases REGEX "^#ifdef ")
    foreach(case IN LISTS cases)
        string(REGEX MATCH "^#ifdef ([a-z0-9_]+)  // (.+)$" matched "${case}")
        if(NOT matched)
            message(FATAL_ERROR "${source}: a case without its sentence: ${case}")
        endif()
        set(test ${misuse_NAME}_constraints.${CMAKE_MATCH_1})
        add_test(NAME ${test} COMMAND ${compile} -D${CMAKE_MATCH_1} ${source})
        set_tests_properties(${test} PROPERTIES LABELS constraints TIMEOUT 300 PASS_REGULAR_EXPRESSION "${CMAKE_MATCH_2}")
    endforeach()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
endfunction()

option(PROJECT_FUZZ "Link fuzz targets with libFuzzer (the preset fuzz does; needs clang)" OFF)

# project_fuzz(NAME head_fuzz CORPUS dir SOURCES ... LINKS ...): a fuzz target in bin/, which defines
# LLVMFuzzerTestOneInput. With libFuzzer it is a fuzzer; without, it runs its corpus and mutations of it with
# a fixed seed, which is a CTest of the label fuzz.
function(project_fuzz)
    cmake_parse_arguments(fuzz "" "NAME;CORPUS" "SOURCES;LINKS" ${ARGN})
    if(PROJECT_FUZZ)
        project_program(NO_INSTALL NAME ${fuzz_NAME} SOURCES ${fuzz_SOURCES} LINKS ${fuzz_LINKS})
        target_link_options(${fuzz_NAME} PRIVATE -fsanitize=fuzzer)
        if(NOT TARGET fuzz_targets)
            add_custom_target(fuzz_targets COMMENT "The fuzz targets")
        endif()
        add_dependencies(fuzz_targets ${fuzz_NAME})
    else()
        project_program(NO_INSTALL NAME ${fuzz_NAME} SOURCES ${fuzz_SOURCES} ${PROJECT_CMAKE_DIR}/fuzz_replay.cpp
            LINKS ${fuzz_LINKS})
        add_test(NAME fuzz.${fuzz_NAME} COMMAND ${fuzz_NAME} ${fuzz_CORPUS})
        set_tests_properties(fuzz.${fuzz_NAME} PROPERTIES LABELS fuzz TIMEOUT 300)
    endif()
endfunction()

# project_benchmark(NAME x_bench SOURCES ... LINKS ...): a Google Benchmark program in bin/.
function(project_benchmark)
    cmake_parse_arguments(bench "" "NAME" "SOURCES;LINKS" ${ARGN})
    project_program(NO_INSTALL NAME ${bench_NAME} SOURCES ${bench_SOURCES}
        LINKS ${bench_LINKS} benchmark::benchmark benchmark::benchmark_main)
endfunction()
