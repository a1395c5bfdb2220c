#pragma once

#include <functional>
#include <memory>
#include <utility>

#include <QObject>
#include <QPointer>
#include <QThreadPool>

namespace app {

/// Runs what blocks (reading a segment) on a thread of its own, one job after another, and brings the result
/// back to the GUI thread. A job sees only what it was given. Destroying it waits for the job that runs and
/// drops the others; their results are never delivered.
class Background : public QObject {
public:
    explicit Background(QObject* parent = nullptr);
    ~Background() override;

    /// `done` is called later on the GUI thread, unless `context` is gone by then.
    template <class T>
    void run(std::function<T()> job, QObject* context, std::function<void(T)> done) {
        start([this, job = std::move(job), guard = QPointer<QObject>(context), done = std::move(done)] {
            auto result = std::make_shared<T>(job());
            QMetaObject::invokeMethod(
                this,
                [guard, done, result] {
                    if (guard) done(std::move(*result));
                },
                Qt::QueuedConnection);
        });
    }
    /// Jobs that have not begun are forgotten: their answers would be stale.
    void dropWaiting() { m_pool.clear(); }

private:
    void start(std::function<void()> job);

    QThreadPool m_pool;
};

}  // namespace app
