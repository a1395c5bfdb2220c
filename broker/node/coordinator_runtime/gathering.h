#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "broker/base/check.h"
#include "broker/world/pending.h"

namespace broker::node {

/// Several answers that make one: `done` gets them, in the order in which they were asked for, when the last
/// one has come, and never if one of them never comes. Shared by those who bring them.
template <class T>
class Gathering {
public:
    Gathering(std::size_t count, world::Completion<std::vector<T>> done)
        : m_answers(count)
        , m_left(count)
        , m_done(std::move(done)) {
        CHECK(count > 0);
    }

    void put(std::size_t index, T answer) {
        m_answers[index] = std::move(answer);
        if (--m_left == 0) m_done(std::move(m_answers));
    }

private:
    std::vector<T> m_answers;
    std::size_t m_left;
    world::Completion<std::vector<T>> m_done;
};

}  // namespace broker::node
