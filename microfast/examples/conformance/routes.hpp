/// @file
/// The routes of the conformance server, by what they show.
#pragma once

#include <microfast/microfast.hpp>

#include <optional>
#include <string>

namespace conformance {

/// Text, JSON, echoes, fields, cookies, redirects, delays and failures.
void add_plain_routes(microfast::application& app);

/// Typed parameters, queries and bodies.
void add_shop_routes(microfast::application& app);

/// Forms of both kinds.
void add_form_routes(microfast::application& app);

/// `/static/` with the files of a directory, and `/large`, a document worth compressing.
void add_file_routes(microfast::application& app, const std::optional<std::string>& directory);

/// Bodies that are made, or read, piece by piece.
void add_stream_routes(microfast::application& app);

/// `/api/v1/r0/items/{id}/detail` to `/api/v1/r299/items/{id}/detail`.
void add_numbered_routes(microfast::application& app);

}  // namespace conformance
