#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "broker/checking/checker.h"

// What clients see; names as in Jepsen's Kafka checker where it has one.
namespace broker::checking {
namespace {

class ClientChecker : public Checker {
public:
    using Checker::Checker;

protected:
    Truth::Partition& partition(int index) { return m_truth.partition(index); }
    const Write& write(std::size_t number) const { return m_truth.writes[number]; }
};

/// inconsistent-offsets and L6: an offset has one value, whoever was told. duplicate: with idempotence a
/// value has one offset.
class OneValuePerOffset final : public ClientChecker {
public:
    using ClientChecker::ClientChecker;

    void onAcked(std::size_t number) override {
        if (write(number).acksAll && write(number).offset >= Offset(0))
            check(write(number).partition, write(number).offset, number, "acknowledged");
    }
    void onRead(const ReadRecord& read) override {
        check(read.partition, read.offset, read.write, "read");
        const Write& one = write(read.write);
        if (one.acksAll && one.wasRead && one.offset != read.offset && !partition(read.partition).isExempt)
            violated("duplicate",
                     fmt::format("{}: write {} is at offset {} and at offset {}",
                                 partition(read.partition).name, read.write, one.offset, read.offset));
    }

private:
    void check(int index, Offset offset, std::size_t number, const char* how) {
        if (partition(index).isExempt) return;
        const auto known = partition(index).values.find(offset);
        if (known != partition(index).values.end() && known->second != number)
            violated("inconsistent-offsets",
                     fmt::format("{} offset {} is write {}, and write {} was {} there", partition(index).name,
                                 offset, known->second, number, how));
    }
};

/// poll-skip and nonmonotonic-poll: a reader gets one offset after the other.
class ReadersGoStepByStep final : public ClientChecker {
public:
    using ClientChecker::ClientChecker;

    void onRead(const ReadRecord& read) override {
        Offset& next = m_next[{read.reader, read.partition}];
        if (read.offset != next && !partition(read.partition).isExempt)
            violated(read.offset < next ? "nonmonotonic-poll" : "poll-skip",
                     fmt::format("{}: reader {} got offset {} where {} is next",
                                 partition(read.partition).name, read.reader, read.offset, next));
        next = read.offset + 1;
    }

private:
    std::map<std::pair<int, int>, Offset> m_next;
};

/// nonmonotonic-send: an idempotent producer's records keep their order.
class SendsKeepOrder final : public ClientChecker {
public:
    using ClientChecker::ClientChecker;

    void onRead(const ReadRecord& read) override {
        const Write& one = write(read.write);
        // What its producer gave up may still arrive, on a slow road, after what it sent later under a new
        // id.
        if (!one.acksAll || one.state == Write::State::kUnknown) return;
        auto& [last, isAny] = m_last[{read.reader, read.partition, one.producer}];
        if (isAny && read.write <= last && !partition(read.partition).isExempt)
            violated(
                "nonmonotonic-send",
                fmt::format("{} offset {}: write {} of producer {} comes after its write {}",
                            partition(read.partition).name, read.offset, read.write, one.producer, last));
        last = read.write;
        isAny = true;
    }

private:
    std::map<std::tuple<int, int, int>, std::pair<std::size_t, bool>> m_last;
};

/// G1a: what was refused for good, by its client or by a broker, is never read.
class NothingRefusedIsRead final : public ClientChecker {
public:
    using ClientChecker::ClientChecker;

    void onRead(const ReadRecord& read) override {
        if (write(read.write).state == Write::State::kRefused)
            violated("G1a", fmt::format("{} offset {} is write {}, which was refused",
                                        partition(read.partition).name, read.offset, read.write));
    }
};

/// lost-write and L4: when all has settled, everything acknowledged with acks=all was read.
class NothingAckedIsLost final : public ClientChecker {
public:
    using ClientChecker::ClientChecker;

    void onEnd() override {
        for (std::size_t i = 0; i < m_truth.writes.size(); ++i) {
            const Write& one = write(i);
            if (!one.acksAll || one.state != Write::State::kAcked || one.wasRead || one.mayBeLost) continue;
            violated("lost-write",
                     fmt::format("{}: write {} of producer {} was acknowledged at offset {} and is not there",
                                 partition(one.partition).name, i, one.producer, one.offset));
        }
    }
};

/// L8: what is acknowledged with acks=all is below some replica's high watermark.
class AcksAreCommitted final : public ClientChecker {
public:
    using ClientChecker::ClientChecker;

    void onAcked(std::size_t number) override {
        if (write(number).acksAll && write(number).offset >= Offset(0)) m_acked.push_back(number);
    }
    void onLook(const ClusterLook&) override {
        for (const std::size_t number : m_acked) {
            const Write& one = write(number);
            const Truth::Partition& truth = partition(one.partition);
            if (!truth.isExempt && one.offset >= truth.shown)
                violated("L8",
                         fmt::format("{}: offset {} was acknowledged, but no high watermark is beyond {}",
                                     truth.name, one.offset, truth.shown));
        }
        m_acked.clear();
    }

private:
    std::vector<std::size_t> m_acked;
};

/// L7: the latest offset that a client is told never falls.
class LatestNeverFalls final : public ClientChecker {
public:
    using ClientChecker::ClientChecker;

    void onLatest(int index, Offset latest, world::Moment) override {
        Offset& known = m_latest[index];
        if (latest < known && !partition(index).isExempt)
            violated("L7", fmt::format("{}: the latest offset was {} and then {}", partition(index).name,
                                       known, latest));
        known = latest;
    }

private:
    std::map<int, Offset> m_latest;
};

/// S1: nothing with a bad checksum is served, and readers are never told that their place is gone.
class ReadersHaveNoTrouble final : public ClientChecker {
public:
    using ClientChecker::ClientChecker;

    void onReadProblem(int index, const Error& error) override {
        if (!partition(index).isExempt)
            violated("S1", fmt::format("{}: a reader was told: {}", partition(index).name, error.detail));
    }
};

}  // namespace

void addClientCheckers(const Checker::Context& context, Checkers& checkers) {
    checkers.push_back(std::make_unique<OneValuePerOffset>(context));
    checkers.push_back(std::make_unique<ReadersGoStepByStep>(context));
    checkers.push_back(std::make_unique<SendsKeepOrder>(context));
    checkers.push_back(std::make_unique<NothingRefusedIsRead>(context));
    checkers.push_back(std::make_unique<NothingAckedIsLost>(context));
    checkers.push_back(std::make_unique<AcksAreCommitted>(context));
    checkers.push_back(std::make_unique<LatestNeverFalls>(context));
    checkers.push_back(std::make_unique<ReadersHaveNoTrouble>(context));
}

}  // namespace broker::checking
