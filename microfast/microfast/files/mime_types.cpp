#include <microfast/core/error.hpp>
#include <microfast/files/mime_types.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/media_type.hpp>

#include <algorithm>
#include <array>

namespace microfast::files {

namespace {

struct known_type {
    std::string_view extension;
    std::string_view type;
};

/// Source: the registry of media types at IANA, and RFC 9239 for JavaScript.
constexpr auto known_types = std::to_array<known_type>({
    {"7z", "application/x-7z-compressed"},
    {"aac", "audio/aac"},
    {"apng", "image/apng"},
    {"atom", "application/atom+xml"},
    {"avi", "video/x-msvideo"},
    {"avif", "image/avif"},
    {"bin", "application/octet-stream"},
    {"bmp", "image/bmp"},
    {"br", "application/octet-stream"},
    {"bz2", "application/x-bzip2"},
    {"cjs", "text/javascript; charset=utf-8"},
    {"conf", "text/plain; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"deb", "application/vnd.debian.binary-package"},
    {"doc", "application/msword"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"eot", "application/vnd.ms-fontobject"},
    {"epub", "application/epub+zip"},
    {"flac", "audio/flac"},
    {"geojson", "application/geo+json"},
    {"gif", "image/gif"},
    {"glb", "model/gltf-binary"},
    {"gltf", "model/gltf+json"},
    {"gz", "application/gzip"},
    {"heic", "image/heic"},
    {"htm", "text/html; charset=utf-8"},
    {"html", "text/html; charset=utf-8"},
    {"ico", "image/vnd.microsoft.icon"},
    {"ics", "text/calendar; charset=utf-8"},
    {"iso", "application/octet-stream"},
    {"jar", "application/java-archive"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"jsonld", "application/ld+json"},
    {"jxl", "image/jxl"},
    {"log", "text/plain; charset=utf-8"},
    {"m3u8", "application/vnd.apple.mpegurl"},
    {"m4a", "audio/mp4"},
    {"m4v", "video/mp4"},
    {"map", "application/json"},
    {"md", "text/markdown; charset=utf-8"},
    {"mid", "audio/midi"},
    {"midi", "audio/midi"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"mkv", "video/matroska"},
    {"mov", "video/quicktime"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"mpeg", "video/mpeg"},
    {"mpg", "video/mpeg"},
    {"ndjson", "application/x-ndjson"},
    {"odp", "application/vnd.oasis.opendocument.presentation"},
    {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {"odt", "application/vnd.oasis.opendocument.text"},
    {"oga", "audio/ogg"},
    {"ogg", "audio/ogg"},
    {"ogv", "video/ogg"},
    {"opus", "audio/ogg"},
    {"otf", "font/otf"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"ppt", "application/vnd.ms-powerpoint"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"ps", "application/postscript"},
    {"rss", "application/rss+xml"},
    {"rtf", "application/rtf"},
    {"svg", "image/svg+xml; charset=utf-8"},
    {"svgz", "image/svg+xml"},
    {"tar", "application/x-tar"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"toml", "application/toml"},
    {"ts", "video/mp2t"},
    {"tsv", "text/tab-separated-values; charset=utf-8"},
    {"ttc", "font/collection"},
    {"ttf", "font/ttf"},
    {"txt", "text/plain; charset=utf-8"},
    {"vcf", "text/vcard; charset=utf-8"},
    {"vtt", "text/vtt; charset=utf-8"},
    {"wasm", "application/wasm"},
    {"wav", "audio/wav"},
    {"weba", "audio/webm"},
    {"webm", "video/webm"},
    {"webmanifest", "application/manifest+json"},
    {"webp", "image/webp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"xhtml", "application/xhtml+xml"},
    {"xls", "application/vnd.ms-excel"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"xml", "text/xml; charset=utf-8"},
    {"xz", "application/x-xz"},
    {"yaml", "application/yaml"},
    {"yml", "application/yaml"},
    {"zip", "application/zip"},
    {"zst", "application/zstd"},
});

constexpr std::size_t longest_extension = 32;
constexpr std::string_view unknown_type = "application/octet-stream";

constexpr bool comes_before(const known_type& known, std::string_view extension) {
    return known.extension < extension;
}

static_assert(std::is_sorted(
    known_types.begin(),
    known_types.end(),
    [](const known_type& left, const known_type& right) { return left.extension < right.extension; }
));

std::string in_lower_case(std::string_view text) {
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), http::lower);
    return lowered;
}

/// What stands behind the last dot of the name, if something stands before it.
std::string_view extension_of(std::string_view file_name) noexcept {
    const auto folder_end = file_name.rfind('/');
    const auto name = folder_end == file_name.npos ? file_name : file_name.substr(folder_end + 1);
    const auto dot = name.rfind('.');
    return dot == name.npos || dot == 0 ? std::string_view{} : name.substr(dot + 1);
}

}  // namespace

void mime_types::add(std::string_view extension, std::string_view type) {
    const bool is_extension = !extension.empty() && extension.size() <= longest_extension &&
                              extension.find_first_of("./") == extension.npos;
    if (!is_extension) {
        throw error(
            "\"" + std::string(extension) +
            "\" is no extension: write it without its dot, in 32 bytes at most"
        );
    }
    if (!http::parse_media_type(type)) {
        throw error("\"" + std::string(type) + "\" is not a media type such as \"text/html\"");
    }
    added_.insert_or_assign(in_lower_case(extension), std::string(type));
}

std::string_view mime_types::of(std::string_view file_name) const {
    const auto sent = extension_of(file_name);
    std::array<char, longest_extension> lowered;
    if (sent.size() > lowered.size()) return unknown_type;
    std::transform(sent.begin(), sent.end(), lowered.begin(), http::lower);
    const std::string_view extension(lowered.data(), sent.size());
    if (const auto added = added_.find(extension); added != added_.end()) return added->second;
    const auto* const found =
        std::lower_bound(known_types.begin(), known_types.end(), extension, comes_before);
    const bool is_known = found != known_types.end() && found->extension == extension;
    return is_known ? found->type : unknown_type;
}

bool is_compressible(std::string_view media_type) noexcept {
    constexpr auto compressible = std::to_array<std::string_view>(
        {"application/javascript",
         "application/manifest+json",
         "application/postscript",
         "application/rtf",
         "application/toml",
         "application/wasm",
         "application/x-ndjson",
         "application/x-tar",
         "application/xml",
         "application/yaml",
         "application/vnd.apple.mpegurl",
         "application/vnd.ms-fontobject",
         "font/collection",
         "font/otf",
         "font/ttf",
         "image/bmp",
         "image/vnd.microsoft.icon"}
    );
    const auto type = http::parse_media_type(media_type);
    if (!type) return false;
    if (http::equal_ignoring_case(type->type, "text") || type->is_json()) return true;
    constexpr std::string_view xml = "+xml";
    const auto suffix =
        type->subtype.substr(type->subtype.size() - std::min(type->subtype.size(), xml.size()));
    if (http::equal_ignoring_case(suffix, xml)) return true;
    return std::any_of(compressible.begin(), compressible.end(), [&](std::string_view known) {
        return type->is(known);
    });
}

}  // namespace microfast::files
