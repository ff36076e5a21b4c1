/// @file
/// Short ways to write names and records in tests.
#pragma once

#include <microfast/dns/message.hpp>

#include <string>
#include <string_view>

namespace microfast::dns {

inline name named(std::string_view text) {
    return name::parse(text).value();
}

inline question asking(std::string_view text, record_type type = record_type::a) {
    question asked;
    asked.asked = named(text);
    asked.type = type;
    return asked;
}

inline record address_record(std::string_view owner, unsigned char last, std::uint32_t ttl = 60) {
    record made;
    made.owner = named(owner);
    made.ttl = ttl;
    made.data = a_data{{192, 0, 2, last}};
    return made;
}

inline record name_record(std::string_view owner, record_type type, std::string_view target) {
    record made;
    made.owner = named(owner);
    made.type = type;
    made.ttl = 60;
    made.data = name_data{named(target)};
    return made;
}

inline message query_for(question asked) {
    message query;
    query.id = 4711;
    query.questions = {std::move(asked)};
    return query;
}

}  // namespace microfast::dns
