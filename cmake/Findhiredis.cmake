# Finds hiredis, the C client of Redis. Defines hiredis::hiredis.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
    pkg_check_modules(PC_hiredis QUIET hiredis)
endif()
find_path(hiredis_INCLUDE_DIR hiredis/hiredis.h HINTS ${PC_hiredis_INCLUDE_DIRS})
find_library(hiredis_LIBRARY hiredis HINTS ${PC_hiredis_LIBRARY_DIRS})
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(hiredis REQUIRED_VARS hiredis_LIBRARY hiredis_INCLUDE_DIR VERSION_VAR PC_hiredis_VERSION)
if(hiredis_FOUND AND NOT TARGET hiredis::hiredis)
    add_library(hiredis::hiredis UNKNOWN IMPORTED)
    set_target_properties(hiredis::hiredis PROPERTIES IMPORTED_LOCATION ${hiredis_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${hiredis_INCLUDE_DIR})
endif()
