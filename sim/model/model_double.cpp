// The model for one replicate in double precision.
#include "model/advance.hpp"

namespace samen {

SAMEN_MODEL_FOR(double)

}  // namespace samen
