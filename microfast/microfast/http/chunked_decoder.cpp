#include <microfast/http/characters.hpp>
#include <microfast/http/chunked_decoder.hpp>
#include <microfast/http/status.hpp>

#include <algorithm>

namespace microfast::http {

namespace {

constexpr unsigned most_size_digits = 16;  // of a 64-bit number

bool comes_too_late(header_name name) noexcept {
    switch (name) {
        case header_name::authorization:
        case header_name::cache_control:
        case header_name::connection:
        case header_name::content_encoding:
        case header_name::content_type:
        case header_name::cookie:
        case header_name::expect:
        case header_name::forwarded:
        case header_name::host:
        case header_name::if_match:
        case header_name::if_modified_since:
        case header_name::if_none_match:
        case header_name::if_range:
        case header_name::if_unmodified_since:
        case header_name::origin:
        case header_name::range:
        case header_name::te:
        case header_name::trailer:
        case header_name::upgrade:
        case header_name::x_forwarded_for:
        case header_name::x_forwarded_host:
        case header_name::x_forwarded_proto: return true;
        default: return false;
    }
}

}  // namespace

void chunked_decoder::start(const http_limits& limits, byte_count body_limit) noexcept {
    state_ = state::size_first;
    body_left_ = body_limit.value;
    extensions_left_ = limits.chunk_extensions.value;
    trailer_limit_ = limits.trailers.value;
    trailer_count_limit_ = limits.headers;
    trailer_text_.clear();
    trailers_.clear();
}

chunked_decoder::result chunked_decoder::decode(std::string_view bytes, std::string& body) {
    std::size_t at = 0;
    while (at < bytes.size() && state_ != state::done) {
        if (state_ == state::data) {
            const auto piece = bytes.substr(
                at, static_cast<std::size_t>(std::min<std::uint64_t>(chunk_left_, bytes.size()))
            );
            body += piece;
            at += piece.size();
            chunk_left_ -= piece.size();
            if (chunk_left_ == 0) state_ = state::data_cr;
        } else if (const int refusal = advance(bytes[at++])) {
            return {false, refusal, at};
        }
    }
    return {state_ == state::done, 0, at};
}

int chunked_decoder::advance(char byte) {
    switch (state_) {
        case state::size_first:
        case state::size: return advance_size(byte);
        case state::size_lf: return byte == '\n' ? begin_data() : status::bad_request;
        case state::data_cr: return expect(byte, '\r', state::data_lf);
        case state::data_lf: return expect(byte, '\n', state::size_first);
        case state::trailer_first:
        case state::trailer:
        case state::trailer_lf:
        case state::last_lf: return advance_trailer(byte);
        default: return advance_extension(byte);
    }
}

int chunked_decoder::expect(char byte, char expected, state next) noexcept {
    state_ = next;
    return byte == expected ? 0 : status::bad_request;
}

int chunked_decoder::advance_size(char byte) noexcept {
    const int digit = hex_digit(byte);
    if (state_ == state::size_first) {
        if (digit < 0) return status::bad_request;
        state_ = state::size;
        size_digits_ = 0;
        chunk_left_ = 0;
    }
    if (digit < 0) return end_size_or_extend(byte);
    if (++size_digits_ > most_size_digits) return status::bad_request;
    chunk_left_ = chunk_left_ * 16 + static_cast<unsigned>(digit);
    return 0;
}

int chunked_decoder::end_size_or_extend(char byte) noexcept {
    if (byte == '\r') {
        state_ = state::size_lf;
        return 0;
    }
    return expect(byte, ';', state::extension_name_first);
}

int chunked_decoder::begin_data() noexcept {
    if (chunk_left_ > body_left_) return status::content_too_large;
    body_left_ -= static_cast<std::size_t>(chunk_left_);
    state_ = chunk_left_ == 0 ? state::trailer_first : state::data;
    return 0;
}

int chunked_decoder::advance_extension(char byte) noexcept {
    if (extensions_left_ == 0) return status::bad_request;
    --extensions_left_;
    switch (state_) {
        case state::extension_name_first:
            state_ = state::extension_name;
            return contains(token_characters, byte) ? 0 : status::bad_request;
        case state::extension_name:
            if (contains(token_characters, byte)) return 0;
            if (byte != '=') return end_size_or_extend(byte);
            state_ = state::extension_value_first;
            return 0;
        case state::extension_value_first:
            state_ = byte == '"' ? state::extension_quoted : state::extension_value;
            return byte == '"' || contains(token_characters, byte) ? 0 : status::bad_request;
        case state::extension_value:
            return contains(token_characters, byte) ? 0 : end_size_or_extend(byte);
        case state::extension_quoted:
            if (byte == '"') state_ = state::extension_end;
            if (byte == '\\') state_ = state::extension_escaped;
            return contains(value_characters, byte) ? 0 : status::bad_request;
        case state::extension_escaped:
            state_ = state::extension_quoted;
            return contains(value_characters, byte) ? 0 : status::bad_request;
        default: return end_size_or_extend(byte);
    }
}

int chunked_decoder::advance_trailer(char byte) {
    if (state_ == state::last_lf) return byte == '\n' ? read_trailers() : status::bad_request;
    if (state_ == state::trailer_first && byte == '\r') {
        state_ = state::last_lf;
        return 0;
    }
    if (trailer_text_.size() == trailer_limit_) return status::request_header_fields_too_large;
    trailer_text_.push_back(byte);
    if (state_ == state::trailer_lf) return expect(byte, '\n', state::trailer_first);
    state_ = byte == '\r' ? state::trailer_lf : state::trailer;
    return byte == '\r' || contains(value_characters, byte) ? 0 : status::bad_request;
}

int chunked_decoder::read_trailers() {
    std::string_view text(trailer_text_.data(), trailer_text_.size());
    for (std::size_t lines = 0; !text.empty(); ++lines) {
        if (lines == trailer_count_limit_) return status::request_header_fields_too_large;
        const auto line = text.substr(0, text.find('\r'));
        text.remove_prefix(line.size() + 2);
        const auto name = line.substr(0, line.find(':'));
        if (name.size() == line.size() || !is_token(name)) return status::bad_request;
        const auto id = to_header_name(name);
        if (id == header_name::content_length || id == header_name::transfer_encoding)
            return status::bad_request;
        if (!comes_too_late(id)) trailers_.add(name, trimmed(line.substr(name.size() + 1)));
    }
    state_ = state::done;
    return 0;
}

}  // namespace microfast::http
