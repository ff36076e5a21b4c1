/// @file
/// Everything that a handler may take.
#pragma once

#include <microfast/binding/body_arguments.hpp>
#include <microfast/binding/credentials.hpp>
#include <microfast/binding/depends.hpp>
#include <microfast/binding/injected_arguments.hpp>
#include <microfast/binding/streams.hpp>
