#pragma once

#include <span>
#include <string_view>

#include "broker/node/node.h"

namespace broker::checking {

/// A known mistake by the name under which `simulate --mutant` knows it.
struct NamedMutant {
    std::string_view name;
    node::Mutants mutants;
    std::string_view meaning;
    int leastVoters = 1;     ///< with fewer voters it makes no difference
    int leastReplicas = 1;   ///< with a lower replication factor it makes no difference
    bool hasGroups = false;  ///< without groups it makes no difference
    bool isRare = false;     ///< it takes a hundred seeds to find
};

std::span<const NamedMutant> allMutants();
/// Null: there is none of that name.
const NamedMutant* findMutant(std::string_view name);

}  // namespace broker::checking
