/// @file
/// What kind of content is in a file? Told by the end of its name.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace microfast::files {

/// Media types by file extension.
///
/// About a hundred extensions of what web servers have are known; more can be added, and known ones
/// changed. Text types say `charset=utf-8`. A file without a known extension is
/// `application/octet-stream`: browsers are told not to guess (`X-Content-Type-Options: nosniff`).
///
/// Complexity: O(log(number of types)). Thread safety: none while types are added, safe afterwards.
class mime_types {
public:
    /// Gives files that end in ".extension" this type. Throws `error` if the type is not one, or
    /// the extension is empty or has a dot or a slash.
    void add(std::string_view extension, std::string_view type);

    /// The type of a file of that name, whatever the case of its extension. Valid as long as this
    /// object, and no type is added.
    [[nodiscard]] std::string_view of(std::string_view file_name) const;

private:
    std::map<std::string, std::string, std::less<>> added_;  // extensions in lower case
};

/// Text and formats built on text, which gain from compression; pictures, films, music, fonts and
/// archives are compressed already.
[[nodiscard]] bool is_compressible(std::string_view media_type) noexcept;

}  // namespace microfast::files
