#include <microfast/dns/message.hpp>

#include <algorithm>

namespace microfast::dns {

namespace {

constexpr std::uint16_t option_client_subnet = 8;
constexpr unsigned most_jumps = 127;  // as many as a name has labels

/// A place in a message. Once something is missing, everything is.
class reader {
public:
    explicit reader(std::string_view bytes) noexcept : bytes_{bytes} {}

    [[nodiscard]] bool has_failed() const noexcept { return has_failed_; }
    [[nodiscard]] std::size_t at() const noexcept { return at_; }
    [[nodiscard]] bool is_at_end() const noexcept { return at_ == bytes_.size(); }

    [[nodiscard]] std::uint8_t byte() noexcept {
        const auto taken = text(1);
        return taken.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(taken.front());
    }
    [[nodiscard]] std::uint16_t number16() noexcept {
        const unsigned high = byte();
        return static_cast<std::uint16_t>(high << 8U | byte());
    }
    [[nodiscard]] std::uint32_t number32() noexcept {
        const std::uint32_t high = number16();
        return high << 16U | number16();
    }
    [[nodiscard]] std::string_view text(std::size_t size) noexcept {
        if (has_failed_ || size > bytes_.size() - at_) {
            has_failed_ = true;
            return {};
        }
        const auto taken = bytes_.substr(at_, size);
        at_ += size;
        return taken;
    }
    void fail() noexcept { has_failed_ = true; }

    [[nodiscard]] name take_name();

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool has_failed_ = false;
};

/// Each pointer must lead before where its own run of labels began, so there are no circles.
name reader::take_name() {
    constexpr unsigned pointer_bits = 0xC0;
    name read;
    reader labels(bytes_);
    labels.at_ = at_;
    std::size_t run_start = at_;
    unsigned jumps = 0;
    while (!has_failed_) {
        const unsigned length = labels.byte();
        if (labels.has_failed_ || (length & pointer_bits) == 0x40 ||
            (length & pointer_bits) == 0x80)
            fail();
        if ((length & pointer_bits) == pointer_bits) {
            const std::size_t target = (length & ~pointer_bits) << 8U | labels.byte();
            if (jumps++ == 0) at_ = labels.at_;
            if (labels.has_failed_ || target >= run_start || jumps > most_jumps) fail();
            labels.at_ = run_start = target;
            continue;
        }
        if (length == 0) break;
        const auto label = labels.text(length);
        if (labels.has_failed_ || !read.append_label(label)) fail();
    }
    if (jumps == 0) at_ = labels.at_;
    return read;
}

template <std::size_t Size>
std::array<unsigned char, Size> take_address(reader& from) {
    std::array<unsigned char, Size> address{};
    const auto bytes = from.text(Size);
    std::copy(bytes.begin(), bytes.end(), address.begin());
    return address;
}

soa_data take_soa(reader& from) {
    soa_data read;
    read.primary = from.take_name();
    read.responsible = from.take_name();
    read.serial = from.number32();
    read.refresh = from.number32();
    read.retry = from.number32();
    read.expire = from.number32();
    read.minimum = from.number32();
    return read;
}

txt_data take_texts(reader& from, std::size_t end) {
    txt_data read;
    while (!from.has_failed() && from.at() < end)
        read.texts.emplace_back(from.text(from.byte()));
    if (read.texts.empty()) from.fail();
    return read;
}

record_data take_data(reader& from, record_type type, std::size_t size) {
    const auto end = from.at() + size;
    switch (type) {
        case record_type::a: return a_data{take_address<4>(from)};
        case record_type::aaaa: return aaaa_data{take_address<16>(from)};
        case record_type::ns:
        case record_type::cname:
        case record_type::ptr: return name_data{from.take_name()};
        case record_type::soa: return take_soa(from);
        case record_type::mx: {
            mx_data read{from.number16()};
            read.exchange = from.take_name();
            return read;
        }
        case record_type::txt: return take_texts(from, end);
        case record_type::srv: {
            srv_data read{};
            read.priority = from.number16();
            read.weight = from.number16();
            read.port = from.number16();
            read.target = from.take_name();
            return read;
        }
        default: return raw_data{std::string(from.text(size))};
    }
}

/// Options that are not known, and those that are malformed, are passed over.
void read_options(std::string_view bytes, edns& into) {
    reader from(bytes);
    while (!from.has_failed() && !from.is_at_end()) {
        const auto code = from.number16();
        const auto content = from.text(from.number16());
        if (from.has_failed() || code != option_client_subnet) continue;
        reader option(content);
        constexpr std::uint16_t family_v6 = 2;
        const auto family = option.number16();
        client_subnet subnet;
        subnet.is_v6 = family == family_v6;
        subnet.prefix = option.byte();
        subnet.scope = option.byte();
        const unsigned most = subnet.is_v6 ? 128 : 32;
        const auto size = (subnet.prefix + 7U) / 8U;
        subnet.network = option.text(size);
        const bool is_sound = !option.has_failed() && option.is_at_end() &&
                              (family == 1 || family == family_v6) && subnet.prefix <= most;
        if (is_sound) into.subnet = std::move(subnet);
    }
}

/// An OPT record hides its content in fields that mean something else elsewhere.
bool take_extension(const record& opt, message& into) {
    constexpr unsigned signatures_bit = 0x8000;
    if (into.extension || opt.owner != name{}) return false;
    edns read;
    read.udp_size = opt.record_class;
    read.version = static_cast<std::uint8_t>(opt.ttl >> 16U);
    read.wants_signatures = (opt.ttl & signatures_bit) != 0;
    const auto high = static_cast<unsigned>(opt.ttl >> 24U) << 4U;
    into.code = response_code{static_cast<std::uint16_t>(high | static_cast<unsigned>(into.code))};
    read_options(std::get<raw_data>(opt.data).bytes, read);
    into.extension = std::move(read);
    return true;
}

record take_record(reader& from) {
    record read;
    read.owner = from.take_name();
    read.type = record_type{from.number16()};
    read.record_class = from.number16();
    read.ttl = from.number32();
    constexpr std::uint32_t longest_ttl = 0x7FFF'FFFF;  // RFC 2181, section 8
    if (read.type != record_type::opt && read.ttl > longest_ttl) read.ttl = 0;
    const std::size_t size = from.number16();
    const auto end = from.at() + size;
    read.data = take_data(from, read.type, size);
    if (from.at() != end) from.fail();
    return read;
}

bool take_records(reader& from, unsigned count, std::vector<record>& into, message& of) {
    for (unsigned i = 0; i < count && !from.has_failed(); ++i) {
        auto read = take_record(from);
        if (from.has_failed()) return false;
        if (read.type != record_type::opt) {
            into.push_back(std::move(read));
        } else if (&into != &of.additional || !take_extension(read, of)) {
            return false;
        }
    }
    return !from.has_failed();
}

void read_flags(unsigned flags, message& into) noexcept {
    into.is_response = (flags & 0x8000U) != 0;
    into.opcode = static_cast<std::uint8_t>(flags >> 11U & 0xFU);
    into.is_authoritative = (flags & 0x0400U) != 0;
    into.is_truncated = (flags & 0x0200U) != 0;
    into.wants_recursion = (flags & 0x0100U) != 0;
    into.offers_recursion = (flags & 0x0080U) != 0;
    into.code = response_code{static_cast<std::uint16_t>(flags & 0xFU)};
}

}  // namespace

std::optional<message> parse_message(std::string_view bytes) {
    reader from(bytes);
    message read;
    read.id = from.number16();
    read_flags(from.number16(), read);
    const unsigned questions = from.number16();
    const unsigned answers = from.number16();
    const unsigned authorities = from.number16();
    const unsigned additional = from.number16();
    for (unsigned i = 0; i < questions && !from.has_failed(); ++i) {
        question asked;
        asked.asked = from.take_name();
        asked.type = record_type{from.number16()};
        asked.question_class = from.number16();
        read.questions.push_back(std::move(asked));
    }
    const bool is_whole = !from.has_failed() && take_records(from, answers, read.answers, read) &&
                          take_records(from, authorities, read.authorities, read) &&
                          take_records(from, additional, read.additional, read);
    if (!is_whole || !from.is_at_end()) return std::nullopt;
    return read;
}

}  // namespace microfast::dns
