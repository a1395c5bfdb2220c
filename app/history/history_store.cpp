#include "app/history/history_store.h"

#include <utility>

namespace app {

using broker::Timestamp;

/// What runs on the thread. It is told by queued calls, and answers by queued calls to the store.
class HistoryStore::Writer : public QObject {
public:
    Writer(HistoryStore& store, QString path)
        : m_store(store)
        , m_path(std::move(path)) {}

    void open() {
        auto opened = HistoryDatabase::open(m_path);
        if (!opened) return fail(opened.error());
        m_database = std::move(*opened);
        auto rows = m_database->read(Timestamp(0), kMostRowsRead);
        if (!rows) return fail(rows.error());
        const auto begin = m_database->momentsBegin();
        if (!begin) return fail(begin.error());
        answer([this, rows = std::move(*rows), begin = *begin]() mutable {
            m_store.onLoaded(std::move(rows), begin);
        });
    }

    void write(const HistoryRows& rows, const Moment& moment) {
        if (!m_database) return;
        auto written = m_database->write(rows);
        if (written && moment.snapshot)
            written = m_database->writeMoment(moment.earlier.get(), *moment.snapshot, moment.time);
        if (!written) return fail(written.error());
        const auto begin = m_database->momentsBegin();
        if (!begin) return fail(begin.error());
        answer([this, begin = *begin] { m_store.onWritten(begin); });
    }

    void find(std::uint64_t question, Timestamp when) {
        if (!m_database) return;
        auto moment = m_database->readMoment(when);
        if (!moment) return fail(moment.error());
        answer([this, question, moment = std::move(*moment)] { m_store.onFound(question, moment); });
    }

    void close() { m_database = nullptr; }

private:
    void fail(const broker::Error& error) {
        m_database = nullptr;
        answer([this, problem = QString::fromStdString(error.detail)] { m_store.onFailed(problem); });
    }

    template <class Function>
    void answer(Function function) {
        QMetaObject::invokeMethod(&m_store, std::move(function), Qt::QueuedConnection);
    }

    HistoryStore& m_store;
    const QString m_path;
    std::unique_ptr<HistoryDatabase> m_database;
};

HistoryStore::HistoryStore(QString path, QObject* parent)
    : QObject(parent) {
    m_timer.setInterval(kWriteEvery);
    connect(&m_timer, &QTimer::timeout, this, &HistoryStore::write);
    if (path.isEmpty()) return;
    m_writer = std::make_unique<Writer>(*this, std::move(path));
    m_writer->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("history"));
    m_thread.start();
    QMetaObject::invokeMethod(m_writer.get(), [writer = m_writer.get()] { writer->open(); });
    m_timer.start();
}

HistoryStore::~HistoryStore() {
    if (!m_writer) return;
    // What was asked for before is done before: the last second, then the end.
    QMetaObject::invokeMethod(
        m_writer.get(),
        [this] {
            m_writer->write(m_waiting, m_waitingMoment);
            m_writer->close();
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void HistoryStore::add(const std::vector<broker::observe::Event>& events) {
    if (isKept()) m_waiting.events.insert(m_waiting.events.end(), events.begin(), events.end());
}

void HistoryStore::note(Moment::SnapshotPointer snapshot, Timestamp now) {
    if (!isKept() || snapshot == m_waitingMoment.earlier) return;
    m_waitingMoment.snapshot = std::move(snapshot);
    m_waitingMoment.time = now;
}

void HistoryStore::find(Timestamp when) {
    if (!isKept()) return;
    QMetaObject::invokeMethod(
        m_writer.get(),
        [writer = m_writer.get(), question = ++m_questions, when] { writer->find(question, when); },
        Qt::QueuedConnection);
}

void HistoryStore::note(const std::string& group, const broker::TopicPartition& partition, LagPoint point) {
    m_lag.note(group, partition, point);
    if (!isKept()) return;
    const auto [known, isNew] = m_writtenLag.try_emplace({group, partition}, WrittenLag{point});
    WrittenLag& last = known->second;
    const bool isSame =
        last.written.records == point.records && last.written.milliseconds == point.milliseconds;
    if (!isNew && isSame && point.time - last.written.time < kSameLagMillis) {
        last.leftOut = point;
        return;
    }
    // Where a line bends, its last point before the bend is needed too.
    if (!isNew && !isSame && last.leftOut.time > last.written.time)
        m_waiting.lag.push_back({group, partition, last.leftOut});
    m_waiting.lag.push_back({group, partition, point});
    last.written = point;
}

void HistoryStore::write() {
    const auto bound = [this](auto& rows) {
        if (rows.size() <= kMostWaiting) return;
        const std::size_t gone = rows.size() - kMostWaiting;
        rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(gone));
        m_lost += gone;
    };
    bound(m_waiting.events);
    bound(m_waiting.lag);
    if (!m_writer || m_isWriting || (m_waiting.isEmpty() && !m_waitingMoment.snapshot)) return;
    m_isWriting = true;
    QMetaObject::invokeMethod(
        m_writer.get(),
        [writer = m_writer.get(), rows = std::exchange(m_waiting, {}), moment = m_waitingMoment] {
            writer->write(rows, moment);
        },
        Qt::QueuedConnection);
    if (m_waitingMoment.snapshot) m_waitingMoment.earlier = std::move(m_waitingMoment.snapshot);
    m_waitingMoment.snapshot = nullptr;
}

void HistoryStore::onLoaded(HistoryRows rows, Timestamp momentsBegin) {
    m_momentsBegin = momentsBegin;
    m_earlier = std::move(rows.events);
    for (const LagRow& row : rows.lag) m_earlierLag.note(row.group, row.partition, row.point);
    emit loaded();
}

void HistoryStore::onWritten(Timestamp momentsBegin) {
    m_isWriting = false;
    m_momentsBegin = momentsBegin;
}

void HistoryStore::onFound(std::uint64_t question, const Moment& moment) {
    if (question == m_questions && moment.snapshot) emit found(moment);
}

void HistoryStore::onFailed(const QString& problem) {
    m_isWriting = false;
    m_waiting = {};
    m_waitingMoment = {};
    if (!m_problem.isEmpty()) return;
    m_problem = problem;
    emit failed(problem);
}

std::vector<LagSeries> HistoryStore::series(const LagQuestion& question) const {
    std::vector<LagSeries> answer = m_earlierLag.series(question);
    const std::vector<LagSeries> recent = m_lag.series(question);
    for (std::size_t i = 0; i < answer.size(); ++i) {
        auto& points = answer[i].points;
        // A clock that was set back between two runs must not fold the series.
        const auto& later = recent[i].points;
        if (!later.empty())
            std::erase_if(points,
                          [&later](const LagPoint& point) { return point.time >= later.front().time; });
        points.insert(points.end(), later.begin(), later.end());
    }
    return answer;
}

Timestamp HistoryStore::begin() const {
    const Timestamp earlier = m_earlierLag.begin();
    return earlier == broker::kNoTimestamp ? m_lag.begin() : earlier;
}

}  // namespace app
