#include "tests/benchmark/rdkafka_handles.h"

namespace tests::benchmark {

RdkafkaHandle makeRdkafka(rd_kafka_type_t type, const std::string& bootstrapServers,
                          const RdkafkaSettings& settings, const Delivery& delivery) {
    constexpr std::size_t kReasonRoom = 512;
    std::array<char, kReasonRoom> reason{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    const auto set = [&](const std::string& name, const std::string& value) {
        if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), reason.data(), reason.size()) !=
            RD_KAFKA_CONF_OK)
            giveUp(reason.data());
    };
    set("bootstrap.servers", bootstrapServers);
    for (const auto& [name, value] : settings) set(name, value);
    rd_kafka_conf_set_opaque(conf, delivery.opaque);
    if (delivery.onDelivery) rd_kafka_conf_set_dr_msg_cb(conf, delivery.onDelivery);
    RdkafkaHandle handle(rd_kafka_new(type, conf, reason.data(), reason.size()));
    if (!handle) giveUp(reason.data());
    return handle;
}

}  // namespace tests::benchmark
