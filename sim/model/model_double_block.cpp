// The model for a block of replicates in double precision.
#include "model/advance.hpp"

namespace samen {

SAMEN_MODEL_FOR(DoubleBlock)

}  // namespace samen
