#include "app/console_faults.h"

#include <charconv>
#include <cstdint>

#include <fmt/core.h>

namespace app {
namespace {

using namespace broker;
using cluster::Command;
using faults::DiskTrouble;
using faults::LinkTrouble;

constexpr std::uint64_t kDefaultDelayMs = 200;
constexpr std::uint64_t kMaxDelayMs =
    std::chrono::duration_cast<std::chrono::milliseconds>(faults::kMostDelay).count();
constexpr std::uint64_t kMaxBytes = faults::kMostBytes;

using Words = std::span<const std::string_view>;

/// The words of one line, taken from the front.
class Reader {
public:
    explicit Reader(Words words)
        : m_words(words) {}

    bool isAtEnd() const { return m_words.empty(); }
    std::string_view next() const { return isAtEnd() ? std::string_view() : m_words.front(); }
    std::string_view take() {
        const std::string_view word = next();
        if (!isAtEnd()) m_words = m_words.subspan(1);
        return word;
    }
    bool takeIf(std::string_view word) {
        if (isAtEnd() || next() != word) return false;
        take();
        return true;
    }
    /// A whole number up to `most`.
    std::optional<std::uint64_t> takeNumber(std::uint64_t most) {
        std::uint64_t number = 0;
        const std::string_view word = next();
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (error != std::errc() || end != word.data() + word.size() || number > most) return std::nullopt;
        take();
        return number;
    }
    std::optional<BrokerId> takeBroker() {
        const std::optional<std::uint64_t> number = takeNumber(INT32_MAX);
        if (!number) return std::nullopt;
        return BrokerId(static_cast<std::int32_t>(*number));
    }
    std::optional<BrokerId> takeEnd() {
        if (takeIf("clients")) return faults::kClients;
        return takeBroker();
    }

private:
    Words m_words;
};

std::unexpected<Error> wrong(std::string_view detail) {
    return failure(Error{ErrorCode::kInvalidArgument, std::string(detail)});
}

Result<Command> parseBrokerCommand(std::string_view verb, Reader rest) {
    const std::optional<BrokerId> broker = rest.takeBroker();
    if (!broker || !rest.isAtEnd())
        return wrong(fmt::format("{} needs the number of a broker, as in '{} 2'", verb, verb));
    if (verb == "freeze") return cluster::FreezeBroker{*broker};
    if (verb == "thaw") return cluster::ThawBroker{*broker};
    if (verb == "powerloss") return cluster::CutPower{*broker};
    return cluster::StopBroker{*broker};
}

Result<faults::LinkFault> parseLinkFault(std::string_view verb, Reader& rest) {
    faults::LinkFault fault;
    if (verb == "cut") fault.trouble = LinkTrouble::kCut;
    if (verb == "slow") {
        fault.trouble = LinkTrouble::kSlow;
        fault.delay = std::chrono::milliseconds(rest.takeNumber(kMaxDelayMs).value_or(kDefaultDelayMs));
        fault.bytesPerSecond = rest.takeNumber(kMaxBytes).value_or(0);
    }
    if (verb == "reset") {
        fault.trouble = LinkTrouble::kResetting;
        fault.resetAfterBytes = rest.takeNumber(kMaxBytes).value_or(0);
    }
    if (!rest.isAtEnd()) return wrong(fmt::format("{} does not know what '{}' means", verb, rest.next()));
    return fault;
}

Result<Command> parseLink(std::string_view verb, Reader rest) {
    if (verb == "heal" && rest.isAtEnd()) return cluster::HealLinks{};
    cluster::SetLink command;
    const std::optional<BrokerId> from = rest.takeEnd();
    command.bothWays = !rest.takeIf(">");
    const std::optional<BrokerId> to = rest.takeEnd();
    if (!from || !to)
        return wrong(fmt::format("{} needs both ends of a link, as in '{} 1 2' or, one way, '{} 2 > clients'",
                                 verb, verb, verb));
    command.from = *from;
    command.to = *to;
    ASSIGN_OR_RETURN(command.fault, parseLinkFault(verb, rest));
    return command;
}

/// Without a word for it, everything fails.
void chooseFailing(faults::DiskFault& fault, Reader& rest) {
    const bool reads = rest.takeIf("reads");
    const bool writes = !reads && rest.takeIf("writes");
    const bool syncs = !reads && !writes && rest.takeIf("syncs");
    const bool all = !reads && !writes && !syncs;
    fault.failsReads = all || reads;
    fault.failsWrites = all || writes;
    fault.failsSyncs = all || syncs;
    fault.pathPart = rest.take();
}

Result<Command> parseDisk(Reader rest) {
    const std::optional<BrokerId> broker = rest.takeBroker();
    const std::string_view state = broker ? rest.take() : std::string_view();
    faults::DiskFault fault;
    if (state == "slow") {
        fault.trouble = DiskTrouble::kSlow;
        fault.delay = std::chrono::milliseconds(rest.takeNumber(kMaxDelayMs).value_or(kDefaultDelayMs));
    } else if (state == "full") {
        fault.trouble = DiskTrouble::kFull;
        fault.bytesLeft = rest.takeNumber(kMaxBytes).value_or(0);
    } else if (state == "failing") {
        fault.trouble = DiskTrouble::kFailing;
        chooseFailing(fault, rest);
    } else if (state != "well") {
        return wrong(
            "disk needs a broker and how its disk is: well, slow, full or failing, as in 'disk 2 full'");
    }
    if (!rest.isAtEnd()) return wrong(fmt::format("disk does not know what '{}' means", rest.next()));
    return cluster::SetDisk{*broker, fault};
}

}  // namespace

std::optional<Result<Command>> parseFault(std::span<const std::string_view> words) {
    if (words.empty()) return std::nullopt;
    const std::string_view verb = words.front();
    const Reader rest(words.subspan(1));
    if (verb == "freeze" || verb == "thaw" || verb == "powerloss" || verb == "shutdown")
        return parseBrokerCommand(verb, rest);
    if (verb == "cut" || verb == "heal" || verb == "slow" || verb == "reset") return parseLink(verb, rest);
    if (verb == "disk") return parseDisk(rest);
    return std::nullopt;
}

}  // namespace app
