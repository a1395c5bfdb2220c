#include "broker/node/exchange.h"

namespace broker::node {

world::Frame toFrame(wire::Encoded encoded, std::span<const world::FileSlice> slices) {
    world::Frame frame;
    if (encoded.splices.empty()) {
        frame.emplace_back(std::move(encoded.bytes));
        return frame;
    }
    encoded.forEachPiece([&](ByteView own) { frame.emplace_back(toBytes(own)); },
                         [&](const wire::Splice& splice) { frame.emplace_back(slices[splice.index]); });
    return frame;
}

}  // namespace broker::node
