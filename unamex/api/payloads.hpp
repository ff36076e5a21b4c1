/// @file
/// What travels over the wire: request bodies in, answers out.
#pragma once

#include <unamex/domain/username_record.hpp>
#include <unamex/search/name_index.hpp>
#include <unamex/services/availability_service.hpp>

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::api {

/// The body is JSON, but not what is expected; `what()` is for the client and names the member.
class payload_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// `{"username": "anna", "owner": "user-7"}`.
struct claim_payload {
    static constexpr std::size_t longest_owner = 255;  ///< bytes

    std::string username;
    std::string owner;
};

/// Members that are not expected are refused, so that a misspelt one is not silently ignored.
/// Errors: `microfast::http_error` 400 with the position if it is no JSON; `payload_error`.
[[nodiscard]] claim_payload parse_claim(std::string_view body);

/// `{"names": ["anna", "ben"]}`: one to `availability_service::largest_batch` of them. Errors: as
/// above.
[[nodiscard]] std::vector<std::string> parse_check(std::string_view body);

/// Appends `{"name", "norm", "available", "source", "as_of"}`, and `reason` and `detail` for a
/// refused name. A name whose shard is away has null for `available`.
void append_document(const services::availability& answer, std::string& output);

/// `{"results": [...]}`, one a name, in order.
[[nodiscard]] std::string to_document(std::span<const services::availability> answers);

/// `{"username", "norm", "owner", "claim_id", "state", "created_at"}`.
[[nodiscard]] std::string to_document(const domain::username_record& record);

/// `{"names": [...], "next_cursor"}`; the last page has no cursor.
[[nodiscard]] std::string to_document(const search::search_page& page);

}  // namespace unamex::api
