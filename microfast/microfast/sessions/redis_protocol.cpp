#include <microfast/sessions/redis_protocol.hpp>

#include <hiredis/hiredis.h>

#include <utility>

namespace microfast::sessions {

namespace {

struct free_reply {
    void operator()(redisReply* reply) const noexcept { freeReplyObject(reply); }
};

redis_reply to_reply(const redisReply& from) {
    using enum redis_reply::kind;
    switch (from.type) {
        case REDIS_REPLY_STATUS:
        case REDIS_REPLY_STRING: return {text, {from.str, static_cast<std::size_t>(from.len)}};
        case REDIS_REPLY_INTEGER: return {number, {}, from.integer};
        case REDIS_REPLY_NIL: return {nothing};
        case REDIS_REPLY_ERROR: return {failure, {from.str, static_cast<std::size_t>(from.len)}};
        default: return {failure, "an answer of another kind"};
    }
}

}  // namespace

void append_command(std::string& bytes, std::initializer_list<std::string_view> words) {
    bytes.append("*").append(std::to_string(words.size())).append("\r\n");
    for (const auto word : words) {
        bytes.append("$").append(std::to_string(word.size())).append("\r\n");
        bytes.append(word).append("\r\n");
    }
}

reply_reader::reply_reader() : reader_(redisReaderCreate()) {}

void reply_reader::destroy::operator()(redisReader* reader) const noexcept {
    redisReaderFree(reader);
}

bool reply_reader::feed(std::string_view bytes) {
    is_broken_ = redisReaderFeed(reader_.get(), bytes.data(), bytes.size()) != REDIS_OK;
    return !is_broken_;
}

std::optional<redis_reply> reply_reader::next() {
    void* read = nullptr;
    is_broken_ = redisReaderGetReply(reader_.get(), &read) != REDIS_OK;
    const std::unique_ptr<redisReply, free_reply> reply(static_cast<redisReply*>(read));
    if (is_broken_ || reply == nullptr) return std::nullopt;
    return to_reply(*reply);
}

}  // namespace microfast::sessions
