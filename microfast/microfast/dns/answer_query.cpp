#include <microfast/dns/dns_server.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>

namespace microfast::dns {

namespace {

constexpr unsigned response_bit = 0x80;  // of the third byte

/// What can be said of a query whose id is all that can be read.
std::string refuse_unreadable(std::string_view bytes) {
    const bool has_header = bytes.size() >= header_size;
    if (!has_header || (static_cast<unsigned char>(bytes[2]) & response_bit) != 0) return {};
    message refusal;
    refusal.is_response = true;
    refusal.id = static_cast<std::uint16_t>(
        static_cast<unsigned char>(bytes[0]) << 8U | static_cast<unsigned char>(bytes[1])
    );
    refusal.opcode = static_cast<std::uint8_t>(static_cast<unsigned char>(bytes[2]) >> 3U & 0xFU);
    refusal.code = response_code::malformed;
    return write_message(refusal);
}

/// What is wrong with a query before anybody is asked.
response_code judge(const message& query) noexcept {
    if (query.opcode != 0) return response_code::not_implemented;
    if (query.extension && query.extension->version != 0) return response_code::bad_version;
    if (query.questions.size() != 1) return response_code::malformed;
    if (query.questions.front().question_class != class_internet) return response_code::refused;
    return response_code::no_error;
}

task<message> ask(const message& query, const http::ip_address& client, responder& answers) {
    try {
        co_return co_await answers.respond(query, client);
    } catch (const std::exception& failed) {
        spdlog::error("dns: {}: {}", query.questions.front().asked.to_string(), failed.what());
    }
    co_return make_response(query, response_code::server_failure);
}

}  // namespace

task<std::string> answer_query(
    std::string_view bytes, const http::ip_address& client, responder& answers, std::size_t most
) {
    const auto query = parse_message(bytes);
    if (!query) co_return refuse_unreadable(bytes);
    if (query->is_response) co_return std::string{};
    const auto verdict = judge(*query);
    auto made = make_response(*query, verdict);
    if (verdict == response_code::no_error) made = co_await ask(*query, client, answers);
    if (made.extension) {
        made.extension->udp_size = 1'232;
        made.extension->wants_signatures = query->extension->wants_signatures;
    }
    const bool is_tcp = most == largest_message;
    const std::size_t offered = query->extension ? query->extension->udp_size : plain_udp_size;
    const auto room = is_tcp ? most : std::min(most, std::max(offered, plain_udp_size));
    co_return write_message(made, room);
}

}  // namespace microfast::dns
