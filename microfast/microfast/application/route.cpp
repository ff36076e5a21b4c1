#include <microfast/application/route.hpp>
#include <microfast/http/status.hpp>

namespace microfast {

route& route::answers(int status, std::string description) {
    binding::answer_description added;
    added.status = status;
    added.description = std::move(description);
    added.is_problem = http::status::is_error(status);
    edited_->answers.push_back(std::move(added));
    return *this;
}

route& route::add(binding::dependency_reference added) {
    edited_->dependencies.push_back(std::move(added));
    return *this;
}

}  // namespace microfast
