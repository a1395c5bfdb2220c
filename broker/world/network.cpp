#include "broker/world/network.h"

namespace broker::world {
namespace {

std::uint64_t pieceSize(const Piece& piece) {
    if (const auto* bytes = std::get_if<Bytes>(&piece)) return bytes->size();
    if (const auto* shared = std::get_if<SharedBytes>(&piece)) return (*shared)->size();
    return std::get<FileSlice>(piece).length;
}

}  // namespace

std::uint64_t frameSize(const Frame& frame) {
    std::uint64_t size = 0;
    for (const Piece& piece : frame) size += pieceSize(piece);
    return size;
}

}  // namespace broker::world
