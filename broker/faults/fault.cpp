#include "broker/faults/fault.h"

namespace broker::faults {

std::string linkEndName(BrokerId end) {
    return end == kClients ? "clients" : "broker " + std::to_string(end.value());
}

}  // namespace broker::faults
