// The model for one replicate in double precision, in which tests work numbers by hand.
#include "model/advance.hpp"

namespace samen {

SAMEN_MODEL_FOR(double)

}  // namespace samen
