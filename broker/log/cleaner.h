#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/log/batch_walk.h"
#include "broker/log/clean_report.h"
#include "broker/log/log_config.h"
#include "broker/log/offset_map.h"
#include "broker/wire/record_batch.h"
#include "broker/wire/record_reader.h"
#include "broker/world/files.h"

namespace broker::log {

class Segment;

/// What one round of compaction works on, as values: it runs beside the log's loop.
struct CleanPlan {
    struct Source {
        Offset base{0};
        Offset next{0};
        std::uint64_t size = 0;
        Timestamp created = kNoTimestamp;
        std::shared_ptr<const world::File> log;
    };
    /// What is known of a producer that may still write (its last batch must stay, or stay as an empty one).
    struct Producer {
        std::optional<Offset> lastData;  ///< last offset of its last batch with records
        ProducerEpoch epoch = kNoProducerEpoch;
    };

    std::string folder;
    std::vector<Source> sources;  ///< sealed, durable, committed segments from the log's first on
    Offset firstDirty{0};         ///< before it no key occurs twice
    Timestamp now = kNoTimestamp;
    std::int64_t deleteRetentionMs = 0;
    LogConfig config;
    std::map<ProducerId, Producer> producers;
    std::size_t mapBytes = 0;
    KeySecret secret;
    std::string ending;  ///< of the files it writes: ".7.cleaned"
};

/// A new segment and those that it takes the place of. Its files are durable, their names are not.
struct CleanedGroup {
    std::vector<Offset> replaced;  ///< bases, ascending
    Offset next{0};                ///< where the last of them ends
    std::unique_ptr<Segment> segment;
};

/// One round of compaction (KIP-58, KIP-354, KIP-534): notes the latest offset of each key in the part that
/// is dirty, then writes all segments anew, group by group, without the records that have been superseded.
///
/// - Of each key the record with the latest offset stays; offsets stay what they are, so gaps appear.
/// - A tombstone first gives its batch a delete horizon, now plus delete.retention.ms, and goes with the
/// first
///   round after that time, so that whoever reads in that time hears of the deletion.
/// - Records of aborted transactions go. A transaction's marker goes, by a horizon too, once none of its
///   records is left.
/// - A producer's last batch stays even if nothing is left of it, for its sequence (as an empty batch). So
/// does
///   the last batch of a group, so that every segment ends where the next one begins and recovery can tell a
///   gap from a loss. (Apache Kafka leaves such ends open.)
/// - A record without a key, which a compacted topic refuses, goes.
///
/// Work is done in steps, for a Work job each. It only reads the log's files and only writes its own.
class Cleaner {
public:
    Cleaner(world::Files& files, CleanPlan plan);
    ~Cleaner();

    enum class Step : std::uint8_t {
        kMore,   ///< call again
        kGroup,  ///< take the group first
        kDone,
    };
    /// Reads about so many bytes. After an error nothing else may be called.
    Result<Step> step(std::uint64_t budget);
    CleanedGroup takeGroup();
    const CleanReport& report() const { return m_report; }

private:
    struct Aborted {
        ProducerId producer;
        Offset first{0};
        Offset last{0};
    };
    struct Undecided {
        Offset first{0};
        std::vector<std::pair<KeyPrint, Offset>> keys;
    };

    Result<bool> noteKeys(const wire::BatchView& batch);
    Result<void> noteMarker(const wire::BatchView& batch);
    Result<bool> noteRecords(const wire::BatchView& batch);
    Result<Step> note(std::uint64_t budget);
    void endNoting(Offset end);

    void beginGroup();
    Result<Step> clean(std::uint64_t budget);
    Result<void> cleanBatch(const wire::BatchView& batch, bool isLast);
    Result<void> keep(const wire::BatchView& batch, bool staysEmpty, bool keepsRecords);
    bool isAborted(const wire::BatchHeader& header) const;
    bool isLastOfProducer(const wire::BatchHeader& header) const;
    bool isKept(const wire::BatchView& batch, const wire::RecordView& record, bool& isPassing) const;
    Result<void> write(ByteView batch);
    Result<void> flushOut();
    Result<void> finishGroup();

    world::Files& m_files;
    CleanPlan m_plan;
    CleanReport m_report;
    OffsetMap m_map;
    std::size_t m_source = 0;
    std::optional<BatchWalk> m_walk;

    bool m_isNoting = true;
    Offset m_end{0};  ///< of what the map knows
    std::map<ProducerId, Undecided> m_undecided;
    std::size_t m_undecidedKeys = 0;
    std::vector<Aborted> m_aborted;

    CleanedGroup m_group;
    std::size_t m_groupEnd = 0;  ///< index of the first source that is not in it
    bool m_isGroupReady = false;
    Bytes m_out;
    std::set<ProducerId> m_withData;  ///< of whose open transaction a record was kept
};

}  // namespace broker::log
