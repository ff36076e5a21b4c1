# Installs microfast and uses it in the ways others do: WAY is find_package, add_subdirectory or pkg_config.
#
# cmake -DWAY=... -DSOURCE_DIR=microfast -DBINARY_DIR=build/microfast -DWORK_DIR=... -DGENERATOR=... -DCXX=...
#     [-DLAUNCHER=ccache] -P run.cmake
cmake_minimum_required(VERSION 3.25)
set(consumer ${CMAKE_CURRENT_LIST_DIR}/consumer)
set(prefix ${WORK_DIR}/prefix)
set(build ${WORK_DIR}/build)

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT status EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\nended with ${status}:\n${output}")
    endif()
endfunction()

function(build_with_cmake)
    run(${CMAKE_COMMAND} -S ${consumer} -B ${build} -G ${GENERATOR} -DCMAKE_BUILD_TYPE=Debug
        -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -DCMAKE_C_COMPILER_LAUNCHER=${LAUNCHER}
        ${ARGN})
    run(${CMAKE_COMMAND} --build ${build})
endfunction()

file(REMOVE_RECURSE ${WORK_DIR})
file(MAKE_DIRECTORY ${build})
if(WAY STREQUAL add_subdirectory)
    build_with_cmake(-DMICROFAST_SOURCE_DIR=${SOURCE_DIR})
else()
    run(${CMAKE_COMMAND} --install ${BINARY_DIR} --prefix ${prefix})
endif()
if(WAY STREQUAL find_package)
    build_with_cmake(-DCMAKE_PREFIX_PATH=${prefix})
endif()
if(WAY STREQUAL pkg_config)
    file(GLOB_RECURSE description ${prefix}/*/microfast.pc)
    cmake_path(GET description PARENT_PATH description_dir)
    run(sh -c "PKG_CONFIG_PATH='${description_dir}' && export PKG_CONFIG_PATH && \
        '${CXX}' $(pkg-config --cflags microfast) '${consumer}/main.cpp' -o '${build}/consumer' \
        $(pkg-config --libs microfast)")
endif()
run(${build}/consumer)
file(REMOVE_RECURSE ${WORK_DIR})
