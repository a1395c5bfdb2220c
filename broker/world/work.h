#pragma once

#include <memory>
#include <utility>

#include "broker/world/pending.h"

namespace broker::world {

/// Runs jobs beside the loop: on a helper thread of the host, after a drawn delay in the simulation. A job
/// sees only what it was given, so a shared_ptr<File> and values, never the object that started it.
class Work {
public:
    virtual ~Work() = default;

    /// Runs `job` elsewhere and then `done` on the loop. Destroying the handle cancels `done`; a job that
    /// has begun runs to its end, one that has not never begins.
    [[nodiscard]] virtual Call run(Callback job, Callback done) = 0;

    /// The same for a job with a result: `work.run<Result<Scan>>(job, [](Result<Scan> scan) { … });`
    template <class T>
    [[nodiscard]] Call run(std::move_only_function<T()> job, Completion<T> done) {
        auto slot = std::make_shared<std::unique_ptr<T>>();
        return run([slot, job = std::move(job)]() mutable { *slot = std::make_unique<T>(job()); },
                   [slot, done = std::move(done)]() mutable { done(std::move(**slot)); });
    }
};

}  // namespace broker::world
