# The house rules as CTests, label style.
include_guard()
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
set(checks ${CMAKE_CURRENT_LIST_DIR})

function(style_test name)
    add_test(NAME style.${name} COMMAND ${ARGN})
    set_tests_properties(style.${name} PROPERTIES LABELS style TIMEOUT 60)
endfunction()

style_test(layers ${Python3_EXECUTABLE} ${checks}/layers.py ${PROJECT_SOURCE_DIR})
style_test(co_await_rule ${Python3_EXECUTABLE} ${checks}/co_await_rule.py ${PROJECT_SOURCE_DIR})
style_test(tested_sources ${Python3_EXECUTABLE} ${checks}/tested_sources.py ${PROJECT_SOURCE_DIR})
style_test(snippets ${Python3_EXECUTABLE} ${checks}/snippets.py check ${PROJECT_SOURCE_DIR})
style_test(checks_find_what_they_are_for ${Python3_EXECUTABLE} ${checks}/checks_test.py)
style_test(formatting ${checks}/formatting.sh check ${PROJECT_SOURCE_DIR})
