/// @file
/// The words synthetic names are made of, the more common ones first.
#pragma once

#include <array>
#include <string_view>

namespace unamex::ingest::words {

inline constexpr std::array<std::string_view, 72> given_names{
    "anna",   "lukas", "maria",   "david",  "sofia", "daniel", "emma",   "thomas", "laura",
    "mateo",  "clara", "samuel",  "nina",   "adam",  "julia",  "omar",   "elena",  "victor",
    "alice",  "felix", "mila",    "oscar",  "ines",  "hugo",   "leila",  "jonas",  "grace",
    "ravi",   "ruth",  "ivan",    "amina",  "simon", "yuki",   "pablo",  "freya",  "karim",
    "dora",   "nils",  "zara",    "tobias", "priya", "marek",  "linnea", "diego",  "hana",
    "peter",  "noor",  "gabriel", "edith",  "kenji", "silvia", "anton",  "maeve",  "rafael",
    "tessa",  "bruno", "olga",    "farid",  "iris",  "stefan", "wanda",  "malik",  "greta",
    "andrei", "celia", "sven",    "lucia",  "pavel", "marta",  "idris",  "helga",  "quinn",
};

inline constexpr std::array<std::string_view, 64> family_names{
    "winter",  "fischer",  "moreno", "jordan",   "silva",    "keller",  "novak",  "berg",
    "rossi",   "walker",   "tanaka", "haddad",   "lindgren", "costa",   "murphy", "weber",
    "ivanov",  "garcia",   "khan",   "dubois",   "larsen",   "okafor",  "meyer",  "ortega",
    "hughes",  "kowalski", "sato",   "reyes",    "brandt",   "mensah",  "fraser", "vidal",
    "schmidt", "romero",   "patel",  "nilsson",  "carter",   "bauer",   "castro", "oneil",
    "vargas",  "hoffman",  "demir",  "petrov",   "lowell",   "aziz",    "marin",  "stone",
    "navarro", "becker",   "quist",  "ferreira", "holm",     "bianchi", "drake",  "yilmaz",
    "popescu", "thorne",   "zhang",  "lund",     "abbott",   "salazar", "kaya",   "whitlock",
};

inline constexpr std::array<std::string_view, 48> qualities{
    "silent", "lucky",  "blue",    "happy", "wild",     "golden",  "tiny",   "brave",
    "cosmic", "sunny",  "rusty",   "swift", "lazy",     "mellow",  "frozen", "hidden",
    "clever", "velvet", "salty",   "noble", "misty",    "crimson", "gentle", "sleepy",
    "amber",  "bright", "curious", "dusty", "electric", "fuzzy",   "humble", "ivory",
    "jolly",  "lunar",  "quiet",   "rapid", "scarlet",  "solar",   "spicy",  "stormy",
    "tidy",   "urban",  "vivid",   "witty", "zesty",    "polar",   "mossy",  "brisk",
};

inline constexpr std::array<std::string_view, 56> things{
    "heron",  "fox",     "river",  "panda",  "comet",  "maple",   "tiger",   "pixel",
    "otter",  "raven",   "cactus", "wolf",   "ember",  "lemon",   "falcon",  "willow",
    "badger", "coral",   "lynx",   "meadow", "robin",  "granite", "koala",   "harbor",
    "orchid", "beetle",  "canyon", "puffin", "anchor", "biscuit", "cedar",   "dolphin",
    "ferret", "glacier", "hazel",  "island", "jaguar", "kettle",  "lantern", "magpie",
    "nectar", "oyster",  "pepper", "quartz", "saddle", "thistle", "violin",  "walnut",
    "yarrow", "zephyr",  "acorn",  "bison",  "clover", "drifter", "fable",   "gecko",
};

}  // namespace unamex::ingest::words
