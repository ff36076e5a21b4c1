# Finds standalone asio, a header-only library. Defines asio::asio.
find_path(asio_INCLUDE_DIR asio.hpp)
if(asio_INCLUDE_DIR)
    file(STRINGS ${asio_INCLUDE_DIR}/asio/version.hpp asio_version_line REGEX "#define ASIO_VERSION [0-9]+")
    string(REGEX MATCH "[0-9]+" asio_number "${asio_version_line}")
    math(EXPR asio_major "${asio_number} / 100000")
    math(EXPR asio_minor "${asio_number} / 100 % 1000")
    set(asio_VERSION ${asio_major}.${asio_minor})
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(asio REQUIRED_VARS asio_INCLUDE_DIR VERSION_VAR asio_VERSION)
if(asio_FOUND AND NOT TARGET asio::asio)
    find_package(Threads REQUIRED)
    add_library(asio::asio INTERFACE IMPORTED)
    # The last definition: asio 1.22 otherwise chooses how it allocates by what was included before it, so
    # that two sources of one program disagree.
    set_target_properties(asio::asio PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${asio_INCLUDE_DIR}
        INTERFACE_COMPILE_DEFINITIONS "ASIO_STANDALONE;ASIO_NO_DEPRECATED;ASIO_DISABLE_STD_ALIGNED_ALLOC"
        INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()
