// The model for a block of replicates.
#include "model/advance.hpp"

namespace samen {

SAMEN_MODEL_FOR(Block)

}  // namespace samen
