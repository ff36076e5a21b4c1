#include <microfast/core/error.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/request_context.hpp>

#include <string>

namespace microfast::http {

std::string_view request::parameter(std::string_view name) const {
    for (std::size_t i = 0; i < parameter_count_; ++i) {
        if (parameters_[i].name == name) return parameters_[i].value;
    }
    throw error("the route of this request has no parameter {" + std::string(name) + "}");
}

request_context& request::context() {
    if (context_ == nullptr) context_.reset(new request_context);
    return *context_;
}

void request::destroy_context::operator()(request_context* context) const noexcept {
    delete context;
}

void request::relocate(std::string_view from, const char* to) noexcept {
    head_.relocate(from, to);
    body_ = relocated(body_, from, to);
    for (std::size_t i = 0; i < parameter_count_; ++i) {
        parameters_[i].value = relocated(parameters_[i].value, from, to);
    }
}

void request::clear() noexcept {
    head_.clear();
    body_ = {};
    body_stream_ = nullptr;
    parameter_count_ = 0;
    route_pattern_ = {};
    client_address_ = {};
    allowed_methods_ = {};
    context_.reset();
}

}  // namespace microfast::http
