// clang-format off
// Models that the compiler refuses, and the sentence it refuses them with. Each `#ifdef` is a test of
// its name; without any of them the file compiles.
#include <microfast/binding/json_reader.hpp>
#include <microfast/binding/json_writer.hpp>

#include <string>
#include <variant>
#include <vector>

namespace mf = microfast::binding;

struct model {
    mf::field<std::string, mf::min_length<1>> name;
    mf::field<int, mf::at_least<0>> count;
#ifdef a_pointer_as_a_field  // microfast: this type cannot be bound
    const int* pointer;
#endif
#ifdef a_character_as_a_number  // microfast: this type cannot be bound
    char letter;
#endif
#ifdef a_map_with_keys_that_are_no_strings  // microfast: this type cannot be bound
    std::map<int, int> map;
#endif
#ifdef a_bound_of_a_text  // microfast: greater_than, at_least, less_than, at_most and multiple_of are for numbers
    mf::field<std::string, mf::at_least<1>> text;
#endif
#ifdef a_length_of_a_number  // microfast: min_length, max_length, pattern and one_of texts are for std::string
    mf::field<int, mf::max_length<5>> number;
#endif
#ifdef a_number_of_items_of_a_text  // microfast: min_items, max_items and unique_items are for vectors and maps
    mf::field<std::string, mf::min_items<1>> text;
#endif
#ifdef a_constraint_behind_an_optional_of_another_type  // microfast: greater_than, at_least
    mf::field<std::optional<std::string>, mf::at_least<1>> text;
#endif
#ifdef a_fraction_as_the_bound_of_an_integer  // microfast: the constraints of an integer are whole numbers
    mf::field<int, mf::at_least<0.5>> number;
#endif
#ifdef something_else_as_a_constraint  // microfast: behind the type of a field stand constraints
    mf::field<int, std::string> number;
#endif
#ifdef one_of_numbers_and_texts  // microfast: one_of takes only numbers or only texts
    mf::field<int, mf::one_of<1, "two">> number;
#endif
#ifdef a_multiple_of_nothing  // multiple_of
    mf::field<int, mf::multiple_of<0>> number;
#endif
#ifdef a_quote_in_the_name_of_a_field  // microfast: the name of a field has no quotes and no backslashes
    mf::field<int, mf::called<"a\"b">> number;
#endif
#ifdef unique_items_of_a_map  // microfast: unique_items is for vectors
    mf::field<std::map<std::string, int>, mf::unique_items> map;
#endif
#ifdef a_vector_of_bool  // microfast: std::vector<bool> has no elements to bind
    std::vector<bool> flags;
#endif
#ifdef an_optional_inside_a_variant  // microfast: no std::optional and no std::variant inside a std::variant
    std::variant<std::optional<int>, std::string> either;
#endif
#ifdef two_lists_in_a_variant  // microfast: a std::variant has alternatives that documents cannot tell apart
    std::variant<std::vector<int>, std::vector<std::string>> either;
#endif
#ifdef an_enumeration_without_a_type  // microfast: give the enumeration an underlying type
    enum loose { a, b };
    loose choice;
#endif
#ifdef an_enumeration_without_a_value_in_the_range  // microfast: this enumeration has no named value
    enum class far : int { away = 1000 };
    far distance;
#endif
#ifdef a_moment_of_minutes  // microfast: a moment that is bound is exact to the second or better
    std::chrono::sys_time<std::chrono::minutes> moment;
#endif
};

struct large {
    char m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24,
        m25, m26, m27, m28, m29, m30, m31, m32, m33, m34, m35, m36, m37, m38, m39, m40, m41, m42, m43, m44, m45, m46,
        m47, m48, m49, m50, m51, m52, m53, m54, m55, m56, m57, m58, m59, m60, m61, m62, m63, m64, m65;
};

void use(std::string& text) {
    model value{};
    mf::field_errors errors;
    static_cast<void>(mf::read_json(text, value, errors));
    mf::write_json(text, value);
#ifdef a_struct_of_65_fields  // microfast: a struct that is bound has at most 64 fields
    static_cast<void>(mf::members_of(*static_cast<large*>(nullptr)));
#endif
#ifdef a_class_with_private_members  // microfast: this type cannot be bound
    class closed { [[maybe_unused]] int hidden = 0; } object;
    mf::write_json(text, object);
#endif
}
