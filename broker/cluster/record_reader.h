#pragma once

#include <memory>
#include <vector>

#include "broker/base/result.h"
#include "broker/reading/source.h"
#include "broker/world/network.h"

namespace broker::cluster {

/// A reading with a thread of its own, so that a long scan holds up nothing else. Made, asked and destroyed
/// on any one thread; destroying waits for the answer that its thread is at.
class RecordReader final : public reading::Source {
public:
    /// Against any cluster that answers there. kInputOutput if the system has no thread left.
    static Result<std::unique_ptr<reading::Source>> start(std::vector<world::Address> bootstrap,
                                                          reading::Plan plan);
    ~RecordReader() override;

    reading::Delivery take() override;
    void readOn() override;

private:
    class Impl;
    explicit RecordReader(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

}  // namespace broker::cluster
