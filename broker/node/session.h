#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "broker/node/connections.h"

namespace broker::node {

/// One connection: its queue of requests and what is known of its client.
class Session : public world::Connection::Observer {
public:
    Session(Connections& owner, std::uint64_t id, std::unique_ptr<world::Connection> connection);

    void start() { m_connection->start(*this); }
    void close() { m_isClosing = true; }

    void onFrame(Bytes frame) override;
    void onWritable() override;
    void onClosed(const Error& reason) override;

    /// The answer to the request of this number. It leaves when all before it have left. An empty frame is
    /// none, and with an error ends the connection.
    void answer(std::uint64_t request, world::Frame frame, bool isError);
    /// The request under way has done all that those behind it could get ahead of.
    void goOn();
    /// Handles what waits, as far as answers can leave.
    void proceed();

    const world::Address& address() const { return m_connection->peer(); }
    bool hasSpoken() const { return m_info.requests > 0; }
    /// For changing; the next snapshot is a new one.
    observe::ClientSnapshot& info();
    std::shared_ptr<const observe::ClientSnapshot> snapshot();

private:
    /// A request that was handed over: its answer, once there is one.
    struct Owed {
        world::Frame answer;
        bool isAnswered = false;
    };

    void handle(Bytes frame);
    Result<void> dispatch(std::shared_ptr<Bytes> frame);
    void noteAnswer(const wire::PeekedHeader& asked, world::Duration taken, bool isError) const;
    void refuseApiVersions(std::int32_t correlationId);
    std::uint64_t owe();
    void noteRequest(const wire::RequestHeader& header);
    void updateReading();

    Connections& m_owner;
    std::uint64_t m_id;
    std::unique_ptr<world::Connection> m_connection;
    std::deque<Bytes> m_waiting;
    std::size_t m_waitingBytes = 0;
    std::deque<Owed> m_owed;        ///< oldest first; the first one is not answered
    std::uint64_t m_firstOwed = 0;  ///< the number of the oldest
    bool m_isBusy = false;          ///< the last request that was handed over keeps those behind it waiting
    bool m_isProceeding = false;
    bool m_isReadingPaused = false;
    bool m_isClosing = false;
    std::optional<Error> m_broken;
    observe::ClientSnapshot m_info;
    std::shared_ptr<const observe::ClientSnapshot> m_snapshot;
};

}  // namespace broker::node
