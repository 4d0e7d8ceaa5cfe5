// The model for a block of replicates, without what boards decide and what comes of it.
#include "model/advance.hpp"

namespace samen {

extern template std::span<const Rule<Block>> rules_of<Block, PartOfMonth::work>();
SAMEN_MODEL_FOR(Block)

}  // namespace samen
