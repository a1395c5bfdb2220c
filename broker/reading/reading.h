#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "broker/client/consumer.h"
#include "broker/client/offset_lookup.h"
#include "broker/reading/filter.h"
#include "broker/reading/record.h"
#include "broker/reading/time_merge.h"

namespace broker::reading {

/// The last records of each partition, as many as one page takes, and the newest page of them.
struct FromNewest {
    friend bool operator==(FromNewest, FromNewest) = default;
};
struct FromOldest {
    friend bool operator==(FromOldest, FromOldest) = default;
};
/// What comes from now on, until it is stopped.
struct Live {
    friend bool operator==(Live, Live) = default;
};
/// An offset of each partition; a timestamp: each partition's first record that is not older.
using From = std::variant<FromNewest, FromOldest, Offset, Timestamp, Live>;

/// What is to be read, and how much of it.
struct Plan {
    std::string topic;
    std::vector<PartitionIndex> partitions;  ///< without repetition
    From from = FromNewest{};
    Filter filter;
    /// Records of a page: once so many were kept it waits for `readOn`. Not when live.
    std::size_t pageRecords = 500;
    /// Bytes in memory of a page, and of what waits to be merged; whichever of the two is reached first.
    std::size_t pageBytes = std::size_t{64} << 20;
    /// How far back `FromNewest` looks in each partition, where it is more than a page.
    std::int64_t newestOfEach = 0;
    /// A key, a value or a header longer than this is kept with its front only.
    std::size_t frontBytes = std::size_t{64} << 10;
};

enum class State : std::uint8_t {
    kStarting,  ///< asking the leaders where their logs begin and end
    kReading,
    kLive,
    kPageFull,   ///< as many records as a page takes; `readOn` goes on
    kBytesFull,  ///< as many bytes as a page takes; `readOn` goes on
    kDone,       ///< everything up to the end, as it was at the start
    kFailed,     ///< no partition could be read
};

/// How far it has come. Records are counted in offsets where they were not looked at: compaction and
/// transaction markers make the true number smaller.
struct Progress {
    State state = State::kStarting;
    std::uint64_t scannedRecords = 0;
    std::uint64_t scannedBytes = 0;  ///< of keys, values and headers
    std::uint64_t keptRecords = 0;
    std::uint64_t keptBytes = 0;       ///< in memory, of this page and what waits
    std::uint64_t plannedRecords = 0;  ///< between where it begins and the end; not when live
    std::uint64_t allRecords = 0;      ///< of the chosen partitions when it began
    /// Of single partitions, as far as they are known.
    std::map<PartitionIndex, Error> problems;

    friend bool operator==(const Progress& left, const Progress& right);
};

/// Reads a topic for a person: finds where to begin in each partition, reads on from there, keeps what passes
/// the filter, and hands it out merged by time, a page at a time. It belongs to no group, commits nothing,
/// and asks for nothing while nobody wants more. On one loop; the world outlives it.
class Reading final : private client::Consumer::Observer {
public:
    /// From the loop, never inside a call to the reading. No callback may destroy it.
    class Observer {
    public:
        virtual ~Observer() = default;
        virtual void onRecord(RecordPointer record) = 0;
        /// Of records that were handed out before.
        virtual void onSettled(const Settled& settled) = 0;
        virtual void onProgress(const Progress& progress) = 0;
    };

    /// The observer outlives it.
    Reading(client::ClientOptions client, const world::World& world, Plan plan, Observer& observer);
    ~Reading() override;

    /// Another page, if it waits because one is full. What was handed out counts no longer.
    void readOn();

private:
    /// One partition under way: [begin, end) is what is planned.
    struct Span {
        Offset first;  ///< of the log, when it was asked
        Offset begin;
        Offset end;  ///< of the log, when it was asked; live, it is nothing to stop at
        bool isOpen = false;
        bool isPaused = false;
    };

    void lookUp();
    void onOffsets(const client::OffsetAnswers& answers);
    void begin();
    Offset beginOf(const Span& span, std::optional<Offset> byTime) const;
    void close(PartitionIndex partition);

    void onRecord(const TopicPartition& partition, const client::ConsumedRecord& record) override;
    void onPosition(const TopicPartition& partition, Offset next, Offset highWatermark) override;
    void onMarker(const TopicPartition& partition, Offset offset, ProducerId producer,
                  bool isCommitted) override;
    void onProblem(const TopicPartition& partition, const Error& error) override;

    std::unique_ptr<ReadRecord> keep(PartitionIndex partition, const client::ConsumedRecord& record) const;
    /// Hands out what may be handed out, and chooses which partitions are read on.
    void drain();
    void drainLater();
    void drainNewest();
    void handOut(const RecordPointer& record);
    bool isPageFull() const;
    void pauseWhereFull();
    void tellProgress();

    bool isLive() const { return std::holds_alternative<Live>(m_plan.from); }
    bool isNewest() const { return std::holds_alternative<FromNewest>(m_plan.from); }
    TopicPartition place(PartitionIndex partition) const { return {m_plan.topic, partition}; }

    client::ClientOptions m_clientOptions;
    world::World m_world;
    Plan m_plan;
    Observer& m_observer;
    std::unique_ptr<client::OffsetLookup> m_lookup;
    std::unique_ptr<client::Consumer> m_consumer;
    std::map<PartitionIndex, Span> m_spans;
    TimeMerge m_merge;
    std::deque<RecordPointer> m_newest;  ///< FromNewest: the page as far as it is known
    std::size_t m_newestBytes = 0;
    std::size_t m_pageRecords = 0;
    std::size_t m_pageBytes = 0;
    /// Producers of handed out records whose transaction is not settled.
    std::map<std::pair<PartitionIndex, ProducerId>, std::size_t> m_unsettled;
    Progress m_progress;
    Progress m_told;
    world::Timer m_turn;
};

}  // namespace broker::reading
