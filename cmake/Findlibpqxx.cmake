# Finds libpqxx, the C++ client of PostgreSQL. Defines libpqxx::libpqxx.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
    pkg_check_modules(PC_libpqxx QUIET libpqxx)
endif()
find_path(libpqxx_INCLUDE_DIR pqxx/pqxx HINTS ${PC_libpqxx_INCLUDE_DIRS})
find_library(libpqxx_LIBRARY pqxx HINTS ${PC_libpqxx_LIBRARY_DIRS})
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(libpqxx REQUIRED_VARS libpqxx_LIBRARY libpqxx_INCLUDE_DIR VERSION_VAR PC_libpqxx_VERSION)
if(libpqxx_FOUND AND NOT TARGET libpqxx::libpqxx)
    add_library(libpqxx::libpqxx UNKNOWN IMPORTED)
    set_target_properties(libpqxx::libpqxx PROPERTIES IMPORTED_LOCATION ${libpqxx_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${libpqxx_INCLUDE_DIR})
endif()
