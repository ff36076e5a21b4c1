#include <microfast/binding/call.hpp>
#include <microfast/binding/json_reader.hpp>
#include <microfast/binding/parameter_values.hpp>
#include <microfast/binding/text_reader.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/cookies.hpp>
#include <microfast/http/media_type.hpp>
#include <microfast/http/status.hpp>
#include <microfast/http/urlencoded.hpp>
#include <microfast/http/utf8.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace microfast::binding {

namespace {

std::string_view cookies_of(const http::request& request) {
    return request.header(http::header_name::cookie).value_or("");
}

}  // namespace

std::string_view name_of(place where) noexcept {
    switch (where) {
        case place::path: return "path";
        case place::query: return "query";
        case place::header: return "header";
        case place::cookie: return "cookie";
        case place::form: return "body";
    }
    return {};
}

std::string parameter_name(place where, std::string_view field) {
    std::string name(field);
    if (where == place::header) std::ranges::replace(name, '_', '-');
    return name;
}

void call::read_next_of_path(const value_schema& schema, void* target) {
    const auto position = route_.positions[next_position_++];
    const location root{"path"};
    const location where{&root, (*route_.names)[position]};
    (void)read_text_value(schema, request_.parameter_at(position), target, errors_, where);
}

std::string_view call::next_text_of_path() {
    const auto position = route_.positions[next_position_++];
    const auto text = request_.parameter_at(position);
    if (!http::is_valid_utf8(text)) {
        const location root{"path"};
        const location where{&root, (*route_.names)[position]};
        errors_.add_text(where, "string_unicode", "Input should be a valid string in UTF-8", text);
    }
    return text;
}

void call::read_parameter(const parameter_shape& shape, void* target) {
    const location root{name_of(shape.where)};
    const location where{&root, shape.name};
    const auto before = errors_.size();
    if (takes_all_texts(*shape.schema)) {
        const auto texts = all_texts(shape.where, shape.name);
        const bool may_stay = shape.has_default || shape.schema->kind == value_kind::optional;
        if (errors_.size() != before || (texts.empty() && may_stay)) return;
        read_texts(*shape.schema, texts, target, errors_, where);
        return;
    }
    std::string room;
    std::string_view text;
    const bool is_there = find_text(shape.where, shape.name, room, text);
    if (errors_.size() != before) return;
    if (!is_there) {
        if (shape.is_required()) errors_.add(where, "missing", "Field required", {});
        return;
    }
    (void)read_text_value(*shape.schema, text, target, errors_, where);
}

void call::read_group(place where, const value_schema& object, void* target) {
    const auto required = object.object->required_members();
    std::uint64_t bit = 1;
    for (const auto& member : object.object->members) {
        const bool has_default = (required & bit) == 0;
        bit <<= 1U;
        const auto name = parameter_name(where, member.name);
        read_parameter({where, name, member.value, has_default}, member.locate(target));
    }
}

bool call::find_text(
    place where, std::string_view name, std::string& room, std::string_view& text
) {
    std::optional<std::string_view> found;
    switch (where) {
        case place::path: found = request_.parameter(name); break;
        case place::query: {
            found = http::query_view{request_.query_string()}.find(name);
            if (!found || found->find_first_of("%+") == found->npos) break;
            const location root{"query"};
            if (http::append_urldecoded(room, *found)) {
                found = room;
            } else {
                const location at{&root, name};
                errors_.add_text(
                    at, "url_encoding", "Input should be percent-encoded UTF-8", *found
                );
            }
            break;
        }
        case place::header: found = request_.header(name); break;
        case place::cookie: found = http::cookie_view{cookies_of(request_)}.find(name); break;
        case place::form: {
            const auto& fields = form().fields();
            const auto field = std::ranges::find(fields, name, &form_content::field::name);
            if (field != fields.end()) found = field->value;
            break;
        }
    }
    if (found) text = *found;
    return found.has_value();
}

std::vector<std::string> call::all_texts(place where, std::string_view name) {
    std::vector<std::string> texts;
    switch (where) {
        case place::path: texts.emplace_back(request_.parameter(name)); break;
        case place::query:
            for (const auto& [key, value] : http::query_view{request_.query_string()}) {
                if (!http::decodes_to(key, name)) continue;
                if (http::append_urldecoded(texts.emplace_back(), value)) continue;
                const location root{"query"};
                const location at{&root, name};
                errors_.add_text(
                    at, "url_encoding", "Input should be percent-encoded UTF-8", value
                );
            }
            break;
        case place::header: {
            const auto same = [name](const http::header_field& field) {
                return std::ranges::equal(field.name, name, [](char a, char b) {
                    const auto lower = [](char c) {
                        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
                    };
                    return lower(a) == lower(b);
                });
            };
            for (const auto& field : request_.headers()) {
                if (same(field)) texts.emplace_back(field.value);
            }
            break;
        }
        case place::cookie:
            for (const auto& [key, value] : http::cookie_view{cookies_of(request_)}) {
                if (key == name) texts.emplace_back(value);
            }
            break;
        case place::form:
            for (const auto& field : form().fields()) {
                if (field.name == name) texts.push_back(field.value);
            }
            break;
    }
    return texts;
}

form_content& call::form() {
    if (form_ != nullptr) return *form_;
    if (request_.body_stream() != nullptr)
        throw error("a dependency takes a form that was not read with the files of its handler");
    form_ = std::make_unique<form_content>();
    refuse_form(form_->read(request_, services().uploads()));
    return *form_;
}

task<void> call::read_form() {
    if (form_ != nullptr) co_return;
    form_ = std::make_unique<form_content>();
    refuse_form(co_await form_->read_later(request_, services().uploads()));
}

void call::open_parts(std::optional<http::multipart_stream>& into) {
    const auto type = request_.header(http::header_name::content_type).value_or("");
    const auto boundary = http::multipart_boundary(type);
    if (boundary) {
        into.emplace(*request_.body_stream(), *boundary, services().uploads().parts);
        return;
    }
    const auto parsed = http::parse_media_type(type);
    const bool is_form = parsed && parsed->is("multipart/form-data");
    refuse_form(is_form ? form_status::malformed : form_status::unsupported);
}

void call::refuse_form(form_status why) {
    switch (why) {
        case form_status::complete: break;
        case form_status::unsupported:
            answer(http::problem(
                http::status::unsupported_media_type,
                "send application/x-www-form-urlencoded or multipart/form-data"
            ));
            break;
        case form_status::malformed:
            answer(http::problem(http::status::bad_request, "the form is malformed"));
            break;
        case form_status::too_large:
            answer(http::problem(http::status::content_too_large, "the form is too large"));
            break;
    }
}

upload* call::find_file(std::string_view name, bool is_optional) {
    auto& files = form().files();
    const auto found = std::ranges::find(files, name, &form_content::file::name);
    // A browser sends a part without a name and content where no file was chosen.
    if (found != files.end() && !found->content.filename.empty()) return &found->content;
    if (!is_optional) {
        const location root{"body"};
        errors_.add(location(&root, name), "missing", "Field required", {});
    }
    return nullptr;
}

std::vector<upload> call::take_files(std::string_view name) {
    std::vector<upload> taken;
    for (auto& file : form().files()) {
        if (file.name == name && !file.content.filename.empty())
            taken.push_back(std::move(file.content));
    }
    return taken;
}

void* call::provided(const void* key, std::string_view type) const {
    void* object = services().find(key);
    if (object != nullptr) return object;
    throw error("no " + std::string(type) + " was provided: call provide() of the application");
}

void* call::dependency(const void* key, const dependency_source& own) {
    void* value = nullptr;
    if (scope_->find(key, value)) return value;
    const auto* other = services().find_other(key);
    const auto& source = other == nullptr ? own : *other;
    value = source.plain(source.callable, key, *this);
    return value != nullptr ? value : scope_->keep_address(key, nullptr);
}

task<void*> call::dependency_later(const void* key, dependency_source own) {
    void* value = nullptr;
    if (scope_->find(key, value)) co_return value;
    const auto* other = services().find_other(key);
    const auto& source = other == nullptr ? own : *other;
    if (source.plain != nullptr) {
        value = source.plain(source.callable, key, *this);
    } else {
        value = co_await source.coroutine(source.callable, key, *this);
    }
    co_return value != nullptr ? value : scope_->keep_address(key, nullptr);
}

void call::read_document(const value_schema& schema, void* target) {
    const auto sent = request_.header(http::header_name::content_type);
    const auto type = sent ? http::parse_media_type(*sent) : std::nullopt;
    if (!type || !type->is_json()) {
        return answer(http::problem(http::status::unsupported_media_type, "send application/json"));
    }
    (void)read_json_value(schema, request_.body(), target, errors_, location{"body"});
}

void call::answer(http::response&& answer) {
    if (is_answered_) return;
    is_answered_ = true;
    response_ = std::move(answer);
}

void call::write_refusal() {
    if (is_answered_) return;
    response_.clear();
    response_.status = http::status::unprocessable_content;
    errors_.append_to(response_.begin_json());
}

}  // namespace microfast::binding
