#include "broker/cluster/record_reader.h"

#include <mutex>
#include <utility>

#include "broker/host/host_loop.h"

namespace broker::cluster {
namespace {

/// How long offsets are looked for before the reading says what stood in the way, and a broker that is silent
/// is asked again elsewhere.
constexpr world::Duration kDeadline = std::chrono::seconds(10);
/// A record may be as large as a broker takes one, and the frame that carries it a little larger.
constexpr std::size_t kMaxFrameBytes = std::size_t{512} << 20;

client::ClientOptions clientOptions(std::vector<world::Address> bootstrap) {
    client::ClientOptions options{
        .bootstrap = std::move(bootstrap), .clientId = "brokerscope-messages", .requestDeadline = kDeadline};
    options.limits.maxFrameBytes = kMaxFrameBytes;
    return options;
}

}  // namespace

/// The loop, the reading on it, and between the two threads what was brought and not yet taken.
class RecordReader::Impl final : public reading::Reading::Observer {
public:
    Impl(std::unique_ptr<host::HostLoop> loop, std::size_t mostBytes)
        : m_loop(std::move(loop))
        , m_mostBytes(mostBytes) {}
    ~Impl() override {
        m_loop->runAndWait([this] { m_reading = nullptr; });
    }

    void start(std::vector<world::Address> bootstrap, reading::Plan plan) {
        m_loop->post([this, bootstrap = std::move(bootstrap), plan = std::move(plan)]() mutable {
            reading::Reading::Observer& self = *this;
            m_reading = std::make_unique<reading::Reading>(clientOptions(std::move(bootstrap)),
                                                           m_loop->world(), std::move(plan), self);
        });
    }

    void readOn() {
        m_loop->post([this] { m_reading->readOn(); });
    }

    reading::Delivery take() {
        const std::lock_guard lock(m_mutex);
        reading::Delivery taken = std::exchange(m_brought, {});
        m_brought.progress = taken.progress;
        m_bytes = 0;
        return taken;
    }

private:
    void onRecord(reading::RecordPointer record) override {
        const std::lock_guard lock(m_mutex);
        m_bytes += record->heldBytes();
        m_brought.records.push_back(std::move(record));
        if (m_bytes > m_mostBytes && m_brought.progress.state == reading::State::kLive) dropOlderHalf();
    }

    void onSettled(const reading::Settled& settled) override {
        const std::lock_guard lock(m_mutex);
        m_brought.settled.push_back(settled);
    }

    void onProgress(const reading::Progress& progress) override {
        const std::lock_guard lock(m_mutex);
        m_brought.progress = progress;
    }

    /// A page ends by itself; a live reading whose owner is away must not grow.
    void dropOlderHalf() {
        auto& records = m_brought.records;
        const std::size_t gone = (records.size() + 1) / 2;
        for (std::size_t i = 0; i < gone; ++i) m_bytes -= records[i]->heldBytes();
        records.erase(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(gone));
        m_brought.droppedRecords += gone;
    }

    std::unique_ptr<host::HostLoop> m_loop;
    std::unique_ptr<reading::Reading> m_reading;  ///< on the loop
    const std::size_t m_mostBytes;
    std::mutex m_mutex;
    reading::Delivery m_brought;
    std::size_t m_bytes = 0;
};

Result<std::unique_ptr<reading::Source>> RecordReader::start(std::vector<world::Address> bootstrap,
                                                             reading::Plan plan) {
    ASSIGN_OR_RETURN(auto loop, host::HostLoop::start({.name = "messages"}));
    auto impl = std::make_unique<Impl>(std::move(loop), plan.pageBytes);
    impl->start(std::move(bootstrap), std::move(plan));
    return std::unique_ptr<reading::Source>(new RecordReader(std::move(impl)));
}

RecordReader::RecordReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

RecordReader::~RecordReader() = default;

reading::Delivery RecordReader::take() { return m_impl->take(); }

void RecordReader::readOn() { m_impl->readOn(); }

}  // namespace broker::cluster
