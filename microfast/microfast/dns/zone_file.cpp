#include <microfast/core/error.hpp>
#include <microfast/dns/zone_file.hpp>
#include <microfast/dns/zone_tokens.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/ip_address.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>

namespace microfast::dns {

namespace {

constexpr std::size_t largest_file = std::size_t{64} << 20U;

template <class Number>
std::optional<Number> to_number(std::string_view text) noexcept {
    Number number = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

/// "3600", "1h", "1h30m".
std::optional<std::uint32_t> to_seconds(std::string_view text) noexcept {
    constexpr std::uint64_t longest = 0x7FFF'FFFF;
    std::uint64_t sum = 0;
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
        const auto count = to_number<std::uint32_t>(text.substr(0, digits));
        if (!count) return std::nullopt;
        std::uint64_t unit = 1;
        if (digits < text.size()) {
            constexpr std::string_view letters = "smhdw";
            constexpr std::array<std::uint64_t, 5> seconds{1, 60, 3'600, 86'400, 604'800};
            const auto which = letters.find(http::lower(text[digits]));
            if (which == letters.npos) return std::nullopt;
            unit = seconds[which];
        }
        sum += *count * unit;
        if (sum > longest) return std::nullopt;
        text.remove_prefix(std::min(digits + 1, text.size()));
    }
    return static_cast<std::uint32_t>(sum);
}

class zone_reader {
public:
    zone_reader(std::string_view text, const name& apex)
        : tokens_{text},
          origin_{apex},
          owner_{apex},
          read_{apex} {}

    zone read() {
        zone_line line;
        while (tokens_.next(line)) {
            line_ = &line;
            at_ = 0;
            if (!line.starts_blank && word().starts_with('$')) {
                read_directive();
            } else {
                read_record();
            }
            if (at_ < line.words.size()) fail("there is more on the line than belongs there");
        }
        return std::move(read_);
    }

private:
    [[noreturn]] void fail(const std::string& why) const {
        throw error("line " + std::to_string(line_->number) + ": " + why);
    }

    [[nodiscard]] bool has_more() const noexcept { return at_ < line_->words.size(); }
    [[nodiscard]] std::string_view word() const {
        if (!has_more()) fail("something is missing at its end");
        return line_->words[at_];
    }
    [[nodiscard]] std::string take() {
        std::string taken(word());
        ++at_;
        return taken;
    }

    name take_name() {
        const auto text = take();
        auto read = name::parse(text, origin_);
        if (!read) fail("\"" + text + "\" is no name");
        return *std::move(read);
    }
    template <class Number>
    Number take_number() {
        const auto text = take();
        const auto read = to_number<Number>(text);
        if (!read) {
            fail(
                "\"" + text + "\" is no number from 0 to " +
                std::to_string(std::numeric_limits<Number>::max())
            );
        }
        return *read;
    }
    std::uint32_t take_seconds() {
        const auto text = take();
        const auto read = to_seconds(text);
        if (!read) fail("\"" + text + "\" is no time: write seconds, or 1h30m");
        return *read;
    }

    void read_directive() {
        const auto which = take();
        if (http::equal_ignoring_case(which, "$ORIGIN")) {
            origin_ = take_name();
        } else if (http::equal_ignoring_case(which, "$TTL")) {
            ttl_ = take_seconds();
        } else {
            fail(which + " is not understood, only $ORIGIN and $TTL are");
        }
    }

    void read_record() {
        if (!line_->starts_blank) owner_ = take_name();
        record made;
        made.owner = owner_;
        std::optional<std::uint32_t> ttl;
        std::optional<record_type> type;
        while (!type) {
            const auto text = word();
            if (const auto seconds = to_seconds(text); seconds && !ttl) {
                ttl = seconds;
            } else if (!http::equal_ignoring_case(text, "IN")) {
                type = to_record_type(text);
                if (!type)
                    fail("\"" + std::string(text) + "\" is neither a type, nor IN, nor a TTL");
            }
            ++at_;
        }
        made.type = *type;
        made.data = take_data(*type);
        if (!ttl && !ttl_ && *type == record_type::soa)
            ttl_ = std::get<soa_data>(made.data).minimum;
        if (!ttl && !ttl_) fail("it has no TTL, and no $TTL stands before it");
        made.ttl = ttl ? *ttl : *ttl_;
        try {
            read_.add(std::move(made), line_->region);
        } catch (const error& refused) {
            fail(refused.what());
        }
    }

    record_data take_data(record_type type) {
        switch (type) {
            case record_type::a: return take_v4();
            case record_type::aaaa: return take_v6();
            case record_type::ns:
            case record_type::cname:
            case record_type::ptr: return name_data{take_name()};
            case record_type::soa: return take_soa();
            case record_type::mx: {
                mx_data made{take_number<std::uint16_t>()};
                made.exchange = take_name();
                return made;
            }
            case record_type::srv: {
                srv_data made;
                made.priority = take_number<std::uint16_t>();
                made.weight = take_number<std::uint16_t>();
                made.port = take_number<std::uint16_t>();
                made.target = take_name();
                return made;
            }
            case record_type::txt: return take_texts();
            default: fail("records of type " + to_string(type) + " are not understood here");
        }
    }

    http::ip_address take_address(bool is_v4) {
        const auto text = take();
        const auto address = http::ip_address::parse(text);
        const bool is_dotted = text.find(':') == text.npos;
        if (!address || is_dotted != is_v4)
            fail("\"" + text + "\" is no IPv" + (is_v4 ? "4" : "6") + " address");
        return *address;
    }
    a_data take_v4() {
        a_data made;
        const auto address = take_address(true);
        std::copy_n(address.bytes().end() - 4, 4, made.address.begin());
        return made;
    }
    aaaa_data take_v6() { return {take_address(false).bytes()}; }

    soa_data take_soa() {
        soa_data made;
        made.primary = take_name();
        made.responsible = take_name();
        made.serial = take_number<std::uint32_t>();
        made.refresh = take_seconds();
        made.retry = take_seconds();
        made.expire = take_seconds();
        made.minimum = take_seconds();
        return made;
    }

    std::string take_text() {
        const auto written = take();
        std::string text;
        for (std::string_view left = written; !left.empty();) {
            if (!take_escaped_byte(left, text)) fail("\"" + written + "\" has a malformed escape");
        }
        return text;
    }

    txt_data take_texts() {
        constexpr std::size_t longest = 255;
        constexpr std::size_t longest_of_all = 60'000;  // so that a message can have it
        txt_data made;
        std::size_t size = 0;
        do {
            made.texts.push_back(take_text());
            size += 1 + made.texts.back().size();
            if (made.texts.back().size() > longest) fail("a text has at most 255 bytes");
        } while (has_more());
        if (size > longest_of_all) fail("the texts of a record have at most 60,000 bytes together");
        return made;
    }

    zone_tokens tokens_;
    name origin_;
    name owner_;
    std::optional<std::uint32_t> ttl_;
    zone read_;
    const zone_line* line_ = nullptr;
    std::size_t at_ = 0;  // the next word of the line
};

}  // namespace

zone read_zone(std::string_view text, const name& apex) {
    auto read = zone_reader(text, apex).read();
    read.require_sound();
    return read;
}

zone read_zone_file(const std::string& path, const name& apex) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) throw error("cannot open the zone file " + path);
    const auto size = static_cast<std::size_t>(file.tellg());
    if (size > largest_file) throw error("the zone file " + path + " is larger than 64 MiB");
    std::string text(size, '\0');
    file.seekg(0);
    if (!file.read(text.data(), static_cast<std::streamsize>(size)))
        throw error("cannot read the zone file " + path);
    try {
        return read_zone(text, apex);
    } catch (const error& refused) {
        throw error(path + ": " + refused.what());
    }
}

}  // namespace microfast::dns
