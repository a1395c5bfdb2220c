#include "app/session/background.h"

namespace app {

Background::Background(QObject* parent)
    : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

Background::~Background() {
    m_pool.clear();
    m_pool.waitForDone();
}

void Background::start(std::function<void()> job) { m_pool.start(std::move(job)); }

}  // namespace app
