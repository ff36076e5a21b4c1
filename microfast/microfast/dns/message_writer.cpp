#include <microfast/dns/message.hpp>

#include <map>

namespace microfast::dns {

namespace {

constexpr std::uint16_t option_client_subnet = 8;
constexpr std::size_t largest_offset = 0x3FFF;  // that a pointer can name

class writer {
public:
    [[nodiscard]] std::string& bytes() noexcept { return bytes_; }

    void byte(unsigned value) { bytes_ += static_cast<char>(value); }
    void number16(unsigned value) {
        byte(value >> 8U);
        byte(value & 0xFFU);
    }
    void number32(std::uint32_t value) {
        number16(value >> 16U);
        number16(value & 0xFFFFU);
    }
    void overwrite16(std::size_t at, unsigned value) {
        bytes_[at] = static_cast<char>(value >> 8U);
        bytes_[at + 1] = static_cast<char>(value & 0xFFU);
    }

    /// Names that came before, or ends of them, are pointed to.
    void compressed(const name& written) {
        const auto count = written.label_count();
        for (std::size_t i = 0; i < count; ++i) {
            auto rest = std::string(written.without_first(i).folded().wire());
            if (const auto known = offsets_.find(rest); known != offsets_.end())
                return number16(0xC000U | static_cast<unsigned>(known->second));
            if (bytes_.size() <= largest_offset) offsets_.emplace(std::move(rest), bytes_.size());
            const auto label = written.label(i);
            byte(static_cast<unsigned>(label.size()));
            bytes_ += label;
        }
        byte(0);
    }

    /// Takes everything back that was written from `size` on.
    void cut(std::size_t size) {
        bytes_.resize(size);
        std::erase_if(offsets_, [size](const auto& each) { return each.second >= size; });
    }

private:
    std::string bytes_;
    std::map<std::string, std::size_t> offsets_;
};

/// Names in data of types that came after RFC 1035 are not compressed. Source: RFC 3597, section 4.
struct data_writer {
    writer& into;

    void operator()(const a_data& data) const { append(data.address); }
    void operator()(const aaaa_data& data) const { append(data.address); }
    void operator()(const name_data& data) const { into.compressed(data.target); }
    void operator()(const soa_data& data) const {
        into.compressed(data.primary);
        into.compressed(data.responsible);
        for (const auto number : {data.serial, data.refresh, data.retry, data.expire, data.minimum})
            into.number32(number);
    }
    void operator()(const mx_data& data) const {
        into.number16(data.preference);
        into.compressed(data.exchange);
    }
    void operator()(const txt_data& data) const {
        for (const auto& text : data.texts) {
            into.byte(static_cast<unsigned>(text.size()));
            into.bytes() += text;
        }
    }
    void operator()(const srv_data& data) const {
        into.number16(data.priority);
        into.number16(data.weight);
        into.number16(data.port);
        into.bytes() += data.target.wire();
    }
    void operator()(const raw_data& data) const { into.bytes() += data.bytes; }

    template <class Address>
    void append(const Address& address) const {
        into.bytes().append(address.begin(), address.end());
    }
};

void write_record(const record& from, writer& into) {
    into.compressed(from.owner);
    into.number16(static_cast<unsigned>(from.type));
    into.number16(from.record_class);
    into.number32(from.ttl);
    const auto size_at = into.bytes().size();
    into.number16(0);
    std::visit(data_writer{into}, from.data);
    into.overwrite16(size_at, static_cast<unsigned>(into.bytes().size() - size_at - 2));
}

unsigned flags_of(const message& from) noexcept {
    return (from.is_response ? 0x8000U : 0U) | (from.opcode & 0xFU) << 11U |
           (from.is_authoritative ? 0x0400U : 0U) | (from.is_truncated ? 0x0200U : 0U) |
           (from.wants_recursion ? 0x0100U : 0U) | (from.offers_recursion ? 0x0080U : 0U) |
           (static_cast<unsigned>(from.code) & 0xFU);
}

std::string extension_record(const edns& extension, response_code code) {
    writer opt;
    opt.byte(0);
    opt.number16(static_cast<unsigned>(record_type::opt));
    opt.number16(extension.udp_size);
    opt.byte(static_cast<unsigned>(code) >> 4U);
    opt.byte(extension.version);
    opt.number16(extension.wants_signatures ? 0x8000U : 0U);
    const auto& subnet = extension.subnet;
    const auto option_size = subnet ? 4 + subnet->network.size() : 0;
    opt.number16(static_cast<unsigned>(subnet ? 4 + option_size : 0));
    if (subnet) {
        opt.number16(option_client_subnet);
        opt.number16(static_cast<unsigned>(option_size));
        opt.number16(subnet->is_v6 ? 2 : 1);
        opt.byte(subnet->prefix);
        opt.byte(subnet->scope);
        opt.bytes() += subnet->network;
    }
    return std::move(opt.bytes());
}

/// Writes as many as fit; how many those were.
std::size_t write_records(const std::vector<record>& from, std::size_t most, writer& into) {
    std::size_t written = 0;
    for (const auto& each : from) {
        const auto before = into.bytes().size();
        write_record(each, into);
        if (into.bytes().size() > most) {
            into.cut(before);
            break;
        }
        ++written;
    }
    return written;
}

}  // namespace

std::string write_message(const message& from, std::size_t most) {
    const auto extension =
        from.extension ? extension_record(*from.extension, from.code) : std::string{};
    const auto room = most - std::min(most, extension.size());
    writer into;
    into.number16(from.id);
    into.number16(flags_of(from));
    into.number16(static_cast<unsigned>(from.questions.size()));
    for (int i = 0; i < 3; ++i)
        into.number16(0);
    for (const auto& each : from.questions) {
        into.compressed(each.asked);
        into.number16(static_cast<unsigned>(each.type));
        into.number16(each.question_class);
    }
    const auto answers = write_records(from.answers, room, into);
    const bool has_answers = answers == from.answers.size();
    const auto authorities = has_answers ? write_records(from.authorities, room, into) : 0;
    const bool is_whole = has_answers && authorities == from.authorities.size();
    const auto additional = is_whole ? write_records(from.additional, room, into) : 0;
    if (!is_whole) into.overwrite16(2, flags_of(from) | 0x0200U);
    into.overwrite16(6, static_cast<unsigned>(answers));
    into.overwrite16(8, static_cast<unsigned>(authorities));
    into.overwrite16(10, static_cast<unsigned>(additional + (from.extension ? 1 : 0)));
    into.bytes() += extension;
    return std::move(into.bytes());
}

message make_response(const message& query, response_code code) {
    message made;
    made.id = query.id;
    made.is_response = true;
    made.opcode = query.opcode;
    made.wants_recursion = query.wants_recursion;
    made.code = code;
    made.questions = query.questions;
    if (query.extension) made.extension.emplace();
    return made;
}

}  // namespace microfast::dns
