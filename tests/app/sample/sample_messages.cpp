#include "tests/app/sample/sample_messages.h"

#include <string>

namespace sample {

using namespace broker;
using namespace broker::reading;

namespace {

ReadBytes bytes(std::string_view text) { return {.front = toBytes(asBytes(text)), .size = text.size()}; }

std::string order(int number) {
    return "{\"order\": " + std::to_string(7000 + number) +
           ", \"customer\": {\"id\": " + std::to_string(number % 17) +
           ", \"level\": \"gold\"}, \"lines\": [{\"article\": \"A-100\", \"count\": 2}], \"total\": 41.50}";
}

}  // namespace

Delivery RecordedReading::take() {
    Delivery taken = std::exchange(m_delivery, {});
    m_delivery.progress = taken.progress;
    return taken;
}

std::vector<RecordPointer> messages(int count) {
    std::vector<RecordPointer> list;
    for (int i = 0; i < count; ++i) {
        auto record = std::make_shared<ReadRecord>();
        record->partition = PartitionIndex(i % 6);
        record->offset = Offset(83'000 + i / 6);
        record->timestamp = Timestamp(1'763'800'860'000 + i * 137);
        record->leaderEpoch = LeaderEpoch(4);
        record->key = bytes("customer-" + std::to_string(i % 17));
        record->value = bytes(order(i));
        if (i % 4 == 0)
            record->headers = {{.key = "trace", .value = bytes("7f3a-" + std::to_string(i))},
                               {.key = "retried", .value = std::nullopt}};
        if (i % 9 == 5) record->value.reset();
        if (i % 9 == 7) record->key.reset();
        if (i % 11 == 3) record->value = bytes(std::string_view("\0\1\2\xff\xfe\x80", 6));
        if (i % 13 == 6) record->value->size = 100'000'000;
        if (i % 5 == 2 || i % 5 == 3) {
            record->producerId = ProducerId(4001 + i % 5);
            record->transaction = i % 15 == 2     ? TransactionState::kAborted
                                  : i > count - 6 ? TransactionState::kOpen
                                                  : TransactionState::kCommitted;
        }
        list.push_back(std::move(record));
    }
    return list;
}

Delivery delivery(State state, int count) {
    Delivery made;
    made.records = messages(count);
    made.progress.state = state;
    made.progress.scannedRecords = 12'000;
    made.progress.scannedBytes = 3'100'000;
    made.progress.keptRecords = static_cast<std::uint64_t>(count);
    made.progress.plannedRecords = 12'000;
    made.progress.allRecords = 1'200'000;
    return made;
}

}  // namespace sample
