#include "app/command_line.h"

#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>

#include "broker/config/settings.h"

namespace app {

using broker::ErrorCode;
using broker::failure;
using broker::Result;

namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

/// Walks over the arguments: `--name value` and `--name=value`.
class Arguments {
public:
    explicit Arguments(std::span<const std::string_view> arguments)
        : m_rest(arguments) {}

    bool atEnd() const { return m_rest.empty(); }

    std::string_view takeName() {
        const std::string_view argument = m_rest.front();
        m_rest = m_rest.subspan(1);
        m_attached.reset();
        const std::size_t equals = argument.starts_with("--") ? argument.find('=') : std::string_view::npos;
        if (equals == std::string_view::npos) return argument;
        m_attached = argument.substr(equals + 1);
        return argument.substr(0, equals);
    }

    Result<std::string> takeValue(std::string_view name) {
        if (m_attached) return std::string(*std::exchange(m_attached, std::nullopt));
        if (m_rest.empty()) return failure(ErrorCode::kInvalidArgument, "{} needs a value", name);
        const std::string value(m_rest.front());
        m_rest = m_rest.subspan(1);
        return value;
    }

private:
    std::span<const std::string_view> m_rest;
    std::optional<std::string_view> m_attached;
};

Result<int> takeNumber(Arguments& arguments, std::string_view name, int least, int most) {
    ASSIGN_OR_RETURN(const std::string text, arguments.takeValue(name));
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        return failure(ErrorCode::kInvalidArgument, "{} {}: a number from {} to {} is expected", name, text,
                       least, most);
    return number;
}

Result<std::string> takeText(Arguments& arguments, std::string_view name) {
    ASSIGN_OR_RETURN(std::string text, arguments.takeValue(name));
    if (text.empty()) return failure(ErrorCode::kInvalidArgument, "{} needs a value that is not empty", name);
    return text;
}

Result<std::pair<std::string, std::string>> takeSetting(Arguments& arguments) {
    ASSIGN_OR_RETURN(const std::string text, arguments.takeValue("--set"));
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return failure(ErrorCode::kInvalidArgument, "--set {}: name=value is expected", text);
    return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

Result<Settings> readConfigFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return failure(ErrorCode::kNotFound, "--config {}: the file cannot be read", path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    Result<Settings> settings = broker::config::parseProperties(text);
    if (!settings) return failure(settings.error().code, "--config {}: {}", path, settings.error().detail);
    return settings;
}

Result<void> checkSettings(const Settings& settings) {
    for (const auto& [name, value] : settings)
        RETURN_IF_ERROR(broker::config::validate(broker::config::Scope::kBroker, name, value));
    return {};
}

/// One option with its value into `line`; what `--set` and `--config` give is collected apart.
Result<void> takeOption(std::string_view name, Arguments& arguments, CommandLine& line, Settings& fromFile,
                        Settings& fromLine) {
    broker::cluster::ClusterOptions& cluster = line.cluster;
    if (name == "--brokers") {
        ASSIGN_OR_RETURN(cluster.brokers, takeNumber(arguments, name, 1, broker::cluster::kMaxBrokers));
    } else if (name == "--port") {
        ASSIGN_OR_RETURN(const int port, takeNumber(arguments, name, 0, 65535));
        cluster.port = static_cast<std::uint16_t>(port);
    } else if (name == "--listen") {
        ASSIGN_OR_RETURN(cluster.listenHost, takeText(arguments, name));
    } else if (name == "--advertise") {
        ASSIGN_OR_RETURN(cluster.advertisedHost, takeText(arguments, name));
    } else if (name == "--data") {
        ASSIGN_OR_RETURN(cluster.dataFolder, takeText(arguments, name));
    } else if (name == "--profile") {
        ASSIGN_OR_RETURN(cluster.timing, takeText(arguments, name));
        if (cluster.timing != "kafka" && cluster.timing != "classroom")
            return failure(ErrorCode::kInvalidArgument, "--profile {}: kafka or classroom is expected",
                           cluster.timing);
    } else if (name == "--set") {
        ASSIGN_OR_RETURN(auto setting, takeSetting(arguments));
        fromLine.push_back(std::move(setting));
    } else if (name == "--config") {
        ASSIGN_OR_RETURN(const std::string path, takeText(arguments, name));
        ASSIGN_OR_RETURN(Settings settings, readConfigFile(path));
        fromFile.insert(fromFile.end(), settings.begin(), settings.end());
    } else if (name == "--log-level") {
        ASSIGN_OR_RETURN(const std::string level, takeText(arguments, name));
        const auto known = broker::observe::levelFromName(level);
        if (!known)
            return failure(ErrorCode::kInvalidArgument,
                           "--log-level {}: debug, info, warning or error is expected", level);
        line.logLevel = *known;
    } else if (name == "--log-file") {
        ASSIGN_OR_RETURN(line.logFile, takeText(arguments, name));
    } else {
        return failure(ErrorCode::kInvalidArgument, "there is no option {}; --help lists them", name);
    }
    return {};
}

}  // namespace

Result<CommandLine> parseCommandLine(std::span<const std::string_view> given) {
    CommandLine line;
    line.cluster.timing.clear();
    Settings fromFile;
    Settings fromLine;
    Arguments arguments(given);
    bool isFirst = true;
    while (!arguments.atEnd()) {
        const std::string_view name = arguments.takeName();
        if (name == "--help" || name == "-h") {
            line.action = CommandLine::Action::kHelp;
            return line;
        }
        if (name == "--version") {
            line.action = CommandLine::Action::kVersion;
            return line;
        }
        if (name == "serve" && isFirst)
            line.action = CommandLine::Action::kServe;
        else
            RETURN_IF_ERROR(takeOption(name, arguments, line, fromFile, fromLine));
        isFirst = false;
    }
    fromFile.insert(fromFile.end(), fromLine.begin(), fromLine.end());
    RETURN_IF_ERROR(checkSettings(fromFile));
    line.cluster.settings = std::move(fromFile);
    // Whoever watches is not to wait nine seconds for a dead broker; whoever tests a service wants Kafka's
    // times.
    if (line.cluster.timing.empty())
        line.cluster.timing = line.action == CommandLine::Action::kServe ? "kafka" : "classroom";
    return line;
}

std::string helpText() {
    return R"(brokerscope: a Kafka-compatible cluster in a window

usage: brokerscope [serve] [options]

Without `serve` a window opens; with it, or where there is no display, the cluster is served without one.

  --brokers N         how many brokers, 1 to 9 (3)
  --port N            port of the first broker, the next ones follow; 0 takes free ones
                      (9092, or the next free block)
  --listen HOST       address to bind (127.0.0.1)
  --advertise HOST    address that clients are told (that of --listen)
  --data FOLDER       keep the data there (a temporary folder, removed at the end)
  --profile NAME      timing: kafka, its defaults (with serve), or classroom, in which a dead
                      broker is noticed well under a second (in a window)
  --set NAME=VALUE    a broker setting by Kafka's name; may be repeated
  --config FILE       broker settings from a properties file
  --log-level LEVEL   diagnostic log: debug, info, warning, error (warning)
  --log-file FILE     where it goes (standard error)
  --version, --help

serve prints `bootstrap.servers=host:port,...` once all brokers answer, then events as lines. It takes commands on
standard input, each answered by one line `ok ...` or `error ...`: status, kill N, restart N, stop N, help.
SIGINT and SIGTERM stop it cleanly.
)";
}

}  // namespace app
