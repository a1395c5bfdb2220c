#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>

#include <librdkafka/rdkafka.h>

#include "tests/benchmark/machine.h"

namespace tests::benchmark {

/// What librdkafka makes, owned.
template <auto destroy>
struct Destroyer {
    template <class T>
    void operator()(T* object) const {
        destroy(object);
    }
};
using RdkafkaHandle = std::unique_ptr<rd_kafka_t, Destroyer<rd_kafka_destroy>>;
using RdkafkaTopic = std::unique_ptr<rd_kafka_topic_t, Destroyer<rd_kafka_topic_destroy>>;
using RdkafkaQueue = std::unique_ptr<rd_kafka_queue_t, Destroyer<rd_kafka_queue_destroy>>;
using RdkafkaEvent = std::unique_ptr<rd_kafka_event_t, Destroyer<rd_kafka_event_destroy>>;
using RdkafkaSettings = std::map<std::string, std::string>;

/// Whatever is waited for comes within this time or not at all.
inline constexpr int kPatienceMs = 60'000;

/// `opaque` is what `onDelivery` is given last; of a consumer both are null.
struct Delivery {
    void (*onDelivery)(rd_kafka_t*, const rd_kafka_message_t*, void* opaque) = nullptr;
    void* opaque = nullptr;
};
RdkafkaHandle makeRdkafka(rd_kafka_type_t type, const std::string& bootstrapServers,
                          const RdkafkaSettings& settings, const Delivery& delivery = {});

}  // namespace tests::benchmark
