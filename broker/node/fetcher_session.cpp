#include "broker/node/fetcher_session.h"

#include <limits>
#include <vector>

namespace broker::node {

using Request = wire::FetchRequest;

void FetcherSession::fill(Request& request) {
    request.sessionId = m_id;
    request.sessionEpoch = m_epoch;
    std::map<Key, Request::Partition> wanted;
    for (const Request::Topic& topic : request.topics)
        for (const Request::Partition& row : topic.partitions)
            wanted.emplace(Key(topic.topicId, row.partition), row);

    const auto isKnown = [&](const Uuid& topic, const Request::Partition& row) {
        const auto told = m_told.find({topic, row.partition});
        return told != m_told.end() && told->second == row;
    };
    for (Request::Topic& topic : request.topics)
        std::erase_if(topic.partitions,
                      [&](const Request::Partition& row) { return isKnown(topic.topicId, row); });
    std::erase_if(request.topics, [](const Request::Topic& topic) { return topic.partitions.empty(); });

    for (const auto& [key, row] : m_told) {
        if (wanted.contains(key)) continue;
        auto& forgotten = request.forgottenTopicsData;
        if (forgotten.empty() || forgotten.back().topicId != key.first)
            forgotten.push_back({.topicId = key.first});
        forgotten.back().partitions.push_back(key.second);
    }
    m_told = std::move(wanted);
}

bool FetcherSession::onAnswer(const wire::FetchResponse& response) {
    if (response.errorCode != ErrorCode::kNone) {
        restart();
        if (response.errorCode == ErrorCode::kFetchSessionIdNotFound) m_id = 0;
        return response.errorCode != ErrorCode::kFetchSessionIdNotFound &&
               response.errorCode != ErrorCode::kInvalidFetchSessionEpoch &&
               response.errorCode != ErrorCode::kFetchSessionTopicIdError;
    }
    m_id = response.sessionId;
    if (m_id == 0)  // The leader has no room for one.
        restart();
    else
        m_epoch = m_epoch == std::numeric_limits<std::int32_t>::max() ? 1 : m_epoch + 1;
    return true;
}

void FetcherSession::restart() {
    m_epoch = 0;
    m_told.clear();
}

}  // namespace broker::node
