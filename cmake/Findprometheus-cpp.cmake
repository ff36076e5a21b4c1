# Finds the core of prometheus-cpp, metrics and their text form. Defines prometheus-cpp::core. Debian's own
# package configuration states no version and asks for the HTTP libraries of parts that are not used here.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
    pkg_check_modules(PC_prometheus_cpp QUIET prometheus-cpp-core)
endif()
find_path(prometheus-cpp_INCLUDE_DIR prometheus/registry.h HINTS ${PC_prometheus_cpp_INCLUDE_DIRS})
find_library(prometheus-cpp_LIBRARY prometheus-cpp-core HINTS ${PC_prometheus_cpp_LIBRARY_DIRS})
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(prometheus-cpp
    REQUIRED_VARS prometheus-cpp_LIBRARY prometheus-cpp_INCLUDE_DIR VERSION_VAR PC_prometheus_cpp_VERSION)
if(prometheus-cpp_FOUND AND NOT TARGET prometheus-cpp::core)
    add_library(prometheus-cpp::core UNKNOWN IMPORTED)
    set_target_properties(prometheus-cpp::core PROPERTIES IMPORTED_LOCATION ${prometheus-cpp_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${prometheus-cpp_INCLUDE_DIR})
endif()
