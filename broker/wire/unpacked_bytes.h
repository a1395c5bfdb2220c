#pragma once

#include <cstddef>
#include <memory>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/codec.h"
#include "broker/wire/record_batch.h"

namespace broker::wire {

/// The records of one batch as a stream of bytes, unpacked as they are asked for. A plain batch is all there
/// from the start, where it lies. Of a compressed one no more is held at once than what was asked for at
/// once, or the least buffer; an announced length costs nothing before the bytes really arrive.
///
/// Borrows the batch.
class UnpackedBytes {
public:
    /// Room for two xerial blocks, so that most of them are decompressed straight into the buffer.
    static constexpr std::size_t kLeastBuffer = std::size_t{64} * 1024;

    /// kUnsupportedCompressionType if the attributes name no codec, kMalformed if the stream can't begin.
    static Result<UnpackedBytes> open(const BatchView& batch, std::size_t outputCap);

    bool isPlain() const { return m_decompressor == nullptr; }
    /// At hand and not passed yet; valid until the next `fill`.
    ByteView rest() const { return m_rest; }
    void pass(std::size_t count) { m_rest = m_rest.subspan(count); }
    /// Unpacks until at least `wanted` bytes are at hand or the stream ends. Errors of Decompressor::read.
    Result<void> fill(std::size_t wanted);

private:
    UnpackedBytes(ByteView plain, std::unique_ptr<Decompressor> decompressor);

    ByteView m_rest;  ///< of the batch itself, or of `m_buffer`
    std::unique_ptr<Decompressor> m_decompressor;
    Bytes m_buffer;
    bool m_hasEnded = false;
};

}  // namespace broker::wire
