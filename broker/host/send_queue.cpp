#include "broker/host/send_queue.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <optional>
#include <utility>

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "broker/base/check.h"
#include "broker/host/files.h"
#include "broker/host/posix.h"

namespace broker::host {
namespace {

template <class Item>
std::optional<ByteView> memoryOf(const Item& item) {
    if (std::holds_alternative<world::FileSlice>(item)) return std::nullopt;
    if (const auto* bytes = std::get_if<Bytes>(&item)) return ByteView(*bytes);
    if (const auto* shared = std::get_if<SharedBytes>(&item)) return ByteView(**shared);
    return ByteView(std::get<0>(item));
}

template <class Item>
bool isEmptyItem(const Item& item) {
    const std::optional<ByteView> memory = memoryOf(item);
    return memory ? memory->empty() : std::get<world::FileSlice>(item).length == 0;
}

Error shortSlice(const world::FileSlice& slice) {
    return {ErrorCode::kInputOutput, fmt::format("sending {} bytes at {} of {}: the file ends before",
                                                 slice.length, slice.position, slice.file->path())};
}

}  // namespace

Result<std::size_t> SendQueue::push(world::Frame frame) {
    const std::uint64_t size = world::frameSize(frame);
    if (size > std::numeric_limits<std::int32_t>::max())
        return failure(ErrorCode::kTooLarge, "sending a frame of {} bytes", size);
    Length length;
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<std::uint8_t>(size >> (8 * (length.size() - 1 - i)));
    m_items.emplace_back(length);
    for (world::Piece& piece : frame) {
        if (auto* slice = std::get_if<world::FileSlice>(&piece)) CHECK(slice->file != nullptr);
        const std::size_t before = m_items.size();
        std::visit([this](auto& content) { m_items.emplace_back(std::move(content)); }, piece);
        if (isEmptyItem(m_items[before])) m_items.pop_back();
    }
    return length.size() + static_cast<std::size_t>(size);
}

Result<SendQueue::Step> SendQueue::writeStep(int socket) {
    Step step;
    while (!m_items.empty() && !step.isBlocked && step.sent < kStepBytes) {
        if (std::holds_alternative<world::FileSlice>(m_items.front())) {
            RETURN_IF_ERROR(sendSlice(socket, step));
        } else {
            RETURN_IF_ERROR(sendMemory(socket, step));
        }
    }
    return step;
}

Result<void> SendQueue::sendMemory(int socket, Step& step) {
    std::array<iovec, kPiecesPerWrite> vectors;
    std::size_t count = 0;
    std::size_t room = kStepBytes - step.sent;
    bool sliceFollows = false;
    for (const Item& item : m_items) {
        const std::optional<ByteView> memory = memoryOf(item);
        sliceFollows = !memory;
        if (!memory || count == vectors.size() || room == 0) break;
        const ByteView left =
            count == 0 && &item == &m_items.front() ? memory->subspan(m_sentOfFirst) : *memory;
        const std::size_t length = std::min(left.size(), room);
        vectors[count++] = {const_cast<std::uint8_t*>(left.data()), length};
        room -= length;
    }
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    // A header waits for its slice, so that both leave in one packet.
    const ssize_t sent =
        ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT | (sliceFollows ? MSG_MORE : 0));
    if (sent < 0) {
        if (errno == EINTR) return {};
        if (errno != EAGAIN && errno != EWOULDBLOCK) return systemFailure(errno, "sending");
        step.isBlocked = true;
        return {};
    }
    step.sent += static_cast<std::size_t>(sent);
    advance(static_cast<std::size_t>(sent));
    return {};
}

void SendQueue::advance(std::size_t bytes) {
    m_sentOfFirst += bytes;
    while (!m_items.empty()) {
        const std::optional<ByteView> memory = memoryOf(m_items.front());
        if (!memory || m_sentOfFirst < memory->size()) break;
        m_sentOfFirst -= memory->size();
        m_items.pop_front();
    }
}

Result<void> SendQueue::sendSlice(int socket, Step& step) {
    auto& slice = std::get<world::FileSlice>(m_items.front());
    const auto* file = dynamic_cast<const File*>(slice.file.get());
    if (file == nullptr) return loadSlice();
    auto offset = static_cast<off_t>(slice.position);
    const std::size_t count = std::min<std::uint64_t>(slice.length, kStepBytes - step.sent);
    const ssize_t sent = ::sendfile(socket, file->descriptor(), &offset, count);
    if (sent < 0) {
        if (errno == EINTR) return {};
        // Not every file system can.
        if (errno == EINVAL || errno == ENOSYS) return loadSlice();
        if (errno != EAGAIN && errno != EWOULDBLOCK)
            return systemFailure(errno, "sending {} bytes of {}", count, file->path());
        step.isBlocked = true;
        return {};
    }
    if (sent == 0) return failure(shortSlice(slice));
    slice.position += static_cast<std::uint64_t>(sent);
    slice.length -= static_cast<std::uint64_t>(sent);
    step.sent += static_cast<std::size_t>(sent);
    if (slice.length == 0) m_items.pop_front();
    return {};
}

/// Puts the next bytes of the first slice in front of it as memory.
Result<void> SendQueue::loadSlice() {
    auto& slice = std::get<world::FileSlice>(m_items.front());
    Bytes part(std::min<std::uint64_t>(slice.length, kReadBytes));
    ASSIGN_OR_RETURN(const std::size_t count, slice.file->readAt(slice.position, part));
    if (count < part.size()) return failure(shortSlice(slice));
    slice.position += count;
    slice.length -= count;
    if (slice.length == 0) m_items.pop_front();
    m_items.emplace_front(std::move(part));
    return {};
}

}  // namespace broker::host
