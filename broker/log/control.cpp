#include "broker/log/control.h"

#include "broker/wire/record_control.h"
#include "broker/wire/record_reader.h"

namespace broker::log {

std::optional<std::int32_t> markerCoordinatorEpoch(const wire::BatchView& batch) {
    constexpr std::size_t kMaxMarker = 4096;
    if (!batch.header.isControl() || !batch.header.hasProducerId()) return std::nullopt;
    auto reader = wire::RecordReader::open(batch, {.outputCap = kMaxMarker});
    if (!reader) return std::nullopt;
    wire::RecordView record;
    const auto more = reader->next(record);
    if (!more || !*more) return std::nullopt;
    const auto marker = wire::decodeEndTransactionMarker(record);
    if (!marker) return std::nullopt;
    return marker->coordinatorEpoch;
}

}  // namespace broker::log
