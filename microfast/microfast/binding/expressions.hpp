/// @file
/// The regular expressions among the constraints of a route.
#pragma once

#include <microfast/binding/operation.hpp>

namespace microfast::binding {

/// Makes every expression that the values of a route are held to, which their first use would do
/// otherwise. Throws `containers::regex_error` if one is none.
void make_expressions(const operation_description& of);

}  // namespace microfast::binding
