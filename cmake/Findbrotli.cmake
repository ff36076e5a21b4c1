# Finds Brotli. Defines brotli::encoder and brotli::decoder.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
    pkg_check_modules(PC_brotli QUIET libbrotlienc)
endif()
find_path(brotli_INCLUDE_DIR brotli/encode.h HINTS ${PC_brotli_INCLUDE_DIRS})
find_library(brotli_ENCODER_LIBRARY brotlienc HINTS ${PC_brotli_LIBRARY_DIRS})
find_library(brotli_DECODER_LIBRARY brotlidec HINTS ${PC_brotli_LIBRARY_DIRS})
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(brotli VERSION_VAR PC_brotli_VERSION
    REQUIRED_VARS brotli_ENCODER_LIBRARY brotli_DECODER_LIBRARY brotli_INCLUDE_DIR)
foreach(half ENCODER DECODER)
    string(TOLOWER ${half} name)
    if(brotli_FOUND AND NOT TARGET brotli::${name})
        add_library(brotli::${name} UNKNOWN IMPORTED)
        set_target_properties(brotli::${name} PROPERTIES IMPORTED_LOCATION ${brotli_${half}_LIBRARY}
            INTERFACE_INCLUDE_DIRECTORIES ${brotli_INCLUDE_DIR})
    endif()
endforeach()
