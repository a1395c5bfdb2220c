#include "broker/world/pending.h"

namespace broker::world {

Operation::~Operation() = default;

}  // namespace broker::world
