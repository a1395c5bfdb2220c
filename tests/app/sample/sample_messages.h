#pragma once

#include <memory>
#include <vector>

#include "broker/reading/source.h"

/// Records of the topic "orders", as a reading brings them.
namespace sample {

/// A reading whose deliveries were put in beforehand: all at once with the first question, and then the last
/// progress for ever.
class RecordedReading final : public broker::reading::Source {
public:
    explicit RecordedReading(broker::reading::Delivery delivery)
        : m_delivery(std::move(delivery)) {}

    broker::reading::Delivery take() override;
    void readOn() override { ++m_readOns; }
    int readOns() const { return m_readOns; }

private:
    broker::reading::Delivery m_delivery;
    int m_readOns = 0;
};

/// Orders as JSON, with text keys, a tombstone, an integer, bytes, headers and two transactions; `count` of
/// them, from 10:41 on in six partitions.
std::vector<broker::reading::RecordPointer> messages(int count);
/// Read to the end of a topic of 1,200,000 records with these.
broker::reading::Delivery delivery(broker::reading::State state, int count);

}  // namespace sample
