// clang-format off
// Handlers that the compiler refuses, and the sentence it refuses them with. Each `#ifdef` is a test of its
// name; without any of them the file compiles.
#include <microfast/microfast.hpp>

#include <string>
#include <string_view>

namespace mf = microfast;

struct item {
    std::string name;
};
struct order {
    int count = 0;
};
class hidden {
public:
    explicit hidden(int number) : number_{number} {}

private:
    int number_;
};

int takes_a_file(mf::file<"f"> f);
int by_position(int id);
int needs_request(mf::query<"q", int> q);
mf::task<int> a_coroutine();
int plain();

mf::resource<int> keeps_a_reference(const mf::query<"q", int>& q);
mf::resource<int> keeps_what_moves(mf::query<"q", int>&& q);
mf::resource<int> keeps_values(mf::query<"q", int> q, const mf::request& request);

mf::resource<int> keeps_a_reference(const mf::query<"q", int>& q) { co_yield *q; }
mf::resource<int> keeps_what_moves(mf::query<"q", int>&& q) { co_yield *q; }
mf::resource<int> keeps_values(mf::query<"q", int> q, const mf::request& request) {
    co_yield *q + int(request.path().size());
}
int takes_a_file(mf::file<"f"> f) { return int(f->content.size()); }
int by_position(int id) { return id; }
int needs_request(mf::query<"q", int> q) { return *q; }
mf::task<int> a_coroutine() { co_return 1; }
int plain() { return 1; }

void misuse(mf::application& app) {
    app.get("/users/{id}/{rest*}", [](int id, std::string_view) { return id; });
    app.get("/kept", [](mf::depends<&keeps_values> n) { return *n; });
    app.get("/stream", [](mf::depends<&keeps_values> n) -> mf::generator<int> { co_yield *n; });

#ifdef a_pattern_without_a_slash  // the_pattern_does_not_start_with_a_slash
    app.get("users", [] { return "x"; });
#endif
#ifdef a_pattern_with_an_open_brace  // the_pattern_has_a_brace_without_its_other_one
    app.get("/users/{id", [](int id) { return id; });
#endif
#ifdef a_parameter_inside_of_a_segment  // the_pattern_has_a_parameter_that_does_not_fill_its_segment
    app.get("/user-{id}", [](int id) { return id; });
#endif
#ifdef a_name_that_is_a_number  // the_pattern_has_a_parameter_whose_name_is_no_identifier
    app.get("/{1}", [](int id) { return id; });
#endif
#ifdef a_name_twice  // the_pattern_uses_a_name_twice
    app.get("/{id}/{id}", [](int a, int b) { return a + b; });
#endif
#ifdef more_behind_a_tail  // the_pattern_goes_on_after_its_tail
    app.get("/{path*}/x", [](std::string_view path) { return path; });
#endif
#ifdef a_handler_that_misses_a_parameter  // the_pattern_has_a_parameter_that_the_handler_does_not_take
    app.get("/users/{id}/posts/{post}", [](int id) { return id; });
#endif
#ifdef a_pattern_that_lacks_a_parameter  // the_handler_takes_a_path_parameter_that_the_pattern_lacks
    app.get("/users", [](int id) { return id; });
#endif
#ifdef a_pattern_with_another_name  // the_handler_takes_a_path_parameter_that_the_pattern_lacks
    app.get("/users/{uid}", [](mf::path<"id", int> id) { return *id; });
#endif
#ifdef two_bodies  // microfast: a handler, with its dependencies, takes one body
    app.post("/", [](item, order) { return "x"; });
#endif
#ifdef a_body_and_a_form  // microfast: a handler, with its dependencies, takes one body
    app.post("/", [](item, mf::form<"a">) { return "x"; });
#endif
#ifdef an_argument_that_cannot_be_bound  // microfast: a handler takes scalars of the path
    app.get("/", [](const hidden&) { return "x"; });
#endif
#ifdef a_pointer_as_an_argument  // microfast: a handler takes scalars of the path
    app.get("/", [](mf::request*) { return "x"; });
#endif
#ifdef a_result_that_is_no_answer  // microfast: a handler returns text, what JSON can say
    app.get("/", [] { return hidden{1}; });
#endif
#ifdef a_handler_with_auto  // microfast: a handler is a function or a lambda with plain arguments
    app.get("/", [](auto) { return "x"; });
#endif
#ifdef a_mutable_handler  // microfast: a handler is a function or a lambda with plain arguments
    app.get("/", [n = 0]() mutable { return std::to_string(++n); });
#endif
#ifdef a_query_that_is_a_struct  // microfast: a parameter is a number, bool, std::string
    app.get("/", [](mf::query<"q", item> q) { return q->name; });
#endif
#ifdef a_list_in_a_path  // microfast: a path has every parameter exactly once
    app.get("/{id}", [](mf::path<"id", std::vector<int>>) { return "x"; });
#endif
#ifdef a_constraint_of_another_type  // min_length, max_length, pattern and one_of texts are for std::string
    app.get("/", [](mf::query<"q", int, mf::min_length<3>>) { return "x"; });
#endif
#ifdef a_tag_that_is_no_constraint  // microfast: after the type of a parameter come constraints and defaults_to
    app.get("/", [](mf::query<"q", int, item>) { return "x"; });
#endif
#ifdef a_dependency_with_a_nameless_parameter  // microfast: a dependency takes path parameters by name
    app.get("/{id}", [](mf::depends<&by_position> id) { return *id; });
#endif
#ifdef a_coroutine_in_the_place_of_a_plain_dependency  // microfast: a coroutine cannot stand in for a plain dependency
    app.override<&plain>(&a_coroutine);
#endif
#ifdef another_result_in_the_place_of_a_dependency  // microfast: what stands in for a dependency has the same result
    app.override<&plain>([] { return std::string("x"); });
#endif
#ifdef a_dependency_of_requests_without_a_request  // microfast: outside of a request a dependency takes only
    static_cast<void>(app.resolve<&needs_request>());
#endif
#ifdef a_plain_handler_of_a_stream  // microfast: a handler that takes a body_stream& or multipart& is a coroutine
    app.post("/", [](mf::body_stream&) { return "x"; });
#endif
#ifdef a_plain_handler_of_parts  // microfast: a handler that takes a body_stream& or multipart& is a coroutine
    app.post("/", [](mf::multipart&) { return "x"; });
#endif
#ifdef a_dependency_of_a_route_with_files  // microfast: what a whole router or route depends on takes neither files
    app.post("/", [] { return "x"; }).depends<&takes_a_file>();
#endif
#ifdef a_generator_with_a_reference  // microfast: a generator takes its arguments by value, and no body_stream&
    app.get("/", [](const mf::query<"q", int>& q) -> mf::generator<int> { co_yield *q; });
#endif
#ifdef a_generator_of_a_stream  // microfast: a generator takes its arguments by value, and no body_stream&
    app.post("/", [](mf::body_stream& body) -> mf::generator<int> { co_yield int((co_await body.read()).size()); });
#endif
#ifdef a_resource_with_a_reference  // microfast: a resource takes its arguments by value
    app.get("/", [](mf::depends<&keeps_a_reference> n) { return *n; });
#endif
#ifdef a_resource_with_an_rvalue  // microfast: a resource takes its arguments by value
    app.get("/", [](mf::depends<&keeps_what_moves> n) { return *n; });
#endif
#ifdef a_stand_in_with_a_reference  // microfast: a resource takes its arguments by value
    app.override<&keeps_values>(&keeps_a_reference);
#endif
#ifdef a_generator_with_an_rvalue  // microfast: a generator takes its arguments by value, and no body_stream&
    app.get("/", [](mf::query<"q", int>&& q) -> mf::generator<int> { co_yield *q; });
#endif
#ifdef a_generator_with_the_request  // microfast: a generator takes no request&, response& or std::string_view
    app.get("/", [](mf::request& request) -> mf::generator<int> { co_yield int(request.path().size()); });
#endif
#ifdef a_generator_with_the_response  // microfast: a generator takes no request&, response& or std::string_view
    app.get("/", [](mf::response& response) -> mf::generator<int> { co_yield response.status; });
#endif
#ifdef a_generator_with_a_text_view  // microfast: a generator takes no request&, response& or std::string_view
    app.get("/{name}", [](std::string_view name) -> mf::generator<int> { co_yield int(name.size()); });
#endif
#ifdef an_error_of_a_result_without_a_status  // microfast: an error of a result says its status
    app.get("/", []() -> mf::result<item, order> { return item{}; });
#endif
}
