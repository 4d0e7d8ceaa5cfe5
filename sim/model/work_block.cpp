// What boards decide and what comes of it, for a block of replicates.
#include "model/advance.hpp"

namespace samen {

template std::span<const Rule<Block>> rules_of<Block, PartOfMonth::work>();

}  // namespace samen
