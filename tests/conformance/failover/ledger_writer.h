#pragma once

#include <cstdint>
#include <vector>

#include <QString>

#include "tests/conformance/failover/ledger.h"

namespace tests::conformance {

/// How often a writer sends a record to each partition.
inline constexpr int kLedgerPaceMs = 5;

/// When a writer heard nothing: remembers each time that lay between two acknowledgements of a partition.
class Silences {
public:
    /// Shorter ones are the pace.
    static constexpr qint64 kShortestMs = 25;

    explicit Silences(int partitions)
        : m_times(static_cast<std::size_t>(partitions)) {}

    /// Times in milliseconds since 1970.
    void add(int partition, qint64 from, qint64 to);
    /// The longest one that ended after `since`, counted from there; 0 if there was none.
    qint64 longest(int partition, qint64 since) const;

private:
    struct Silence {
        qint64 from = 0;
        qint64 to = 0;
    };
    std::vector<std::vector<Silence>> m_times;
};

/// Somebody's producer, idempotent and with acks=all, that writes numbered records into every partition of a
/// topic at a steady pace, whatever becomes of the cluster. Values are "<tag> <number>" and some more; a
/// producer that can't go on is followed by another one with another tag.
class LedgerWriter {
public:
    virtual ~LedgerWriter() = default;

    virtual QString name() const = 0;
    /// Of each partition, in all sessions.
    virtual std::vector<std::int64_t> acknowledged() const = 0;
    virtual std::vector<LedgerSession> sessions() const = 0;
    virtual qint64 longestSilence(int partition, qint64 since) const = 0;
    /// What went wrong; empty if all is well.
    virtual QString trouble() const = 0;
    /// Sends no more and waits until everything is acknowledged. Returns what went wrong.
    virtual QString finish() = 0;
};

}  // namespace tests::conformance
