#include "tests/benchmark/three_brokers.h"

#include <array>
#include <chrono>
#include <thread>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QUuid>

#include <fmt/core.h>

#include "broker/cluster/profile.h"
#include "tests/benchmark/cluster_view.h"
#include "tests/benchmark/machine.h"
#include "tests/conformance/peers/peers.h"
#include "tests/conformance/served_cluster.h"

namespace tests::benchmark {
namespace {

using conformance::kDeadlineMs;
using conformance::ServedCluster;

constexpr double kMebibyte = 1024.0 * 1024.0;

/// What is deleted shall not lie about while others are measured.
constexpr const char* kDeleteDelay = "log.segment.delete.delay.ms=1000";

class Ours final : public ThreeBrokers {
public:
    Ours(const std::string& timing, const BrokerSettings& settings)
        : m_cluster(arguments(timing, settings, m_data.path())) {
        if (!m_cluster.start()) giveUp("serve did not start: " + m_cluster.errors().toStdString());
    }
    ~Ours() override {
        if (m_cluster.stop() != 0) giveUp("serve did not stop cleanly: " + m_cluster.errors().toStdString());
    }

    std::string bootstrapServers() const override { return m_cluster.bootstrapServers().toStdString(); }
    std::uint16_t port(int broker) const override { return m_cluster.port(broker); }
    std::string dataFolder(int broker) const override {
        return m_data.filePath(QStringLiteral("broker-%1").arg(broker)).toStdString();
    }

    void kill(int broker) override {
        const QString answer = m_cluster.command(QStringLiteral("kill %1").arg(broker));
        if (!answer.startsWith(QStringLiteral("ok"))) giveUp("serve does not kill: " + answer.toStdString());
    }

    /// It is refused until the old session has ended.
    void revive(int broker) override {
        constexpr int kTries = kDeadlineMs / 100;
        QString answer;
        for (int i = 0; i < kTries; ++i) {
            answer = m_cluster.command(QStringLiteral("restart %1").arg(broker));
            if (answer.startsWith(QStringLiteral("ok"))) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        giveUp("serve does not restart a broker: " + answer.toStdString());
    }

protected:
    std::vector<pid_t> processes() const override { return {static_cast<pid_t>(m_cluster.processId())}; }

private:
    static QStringList arguments(const std::string& timing, const BrokerSettings& settings,
                                 const QString& data) {
        QStringList arguments{"--set",     kDeleteDelay,
                              "--brokers", QString::number(kBrokers),
                              "--profile", QString::fromStdString(timing),
                              "--data",    data};
        for (const auto& [name, value] : settings)
            arguments += {"--set", QString::fromStdString(name + '=' + value)};
        return arguments;
    }

    QTemporaryDir m_data;
    ServedCluster m_cluster;
};

/// As kafka-run-class.sh and kafka-server-start.sh start the virtual machine.
QStringList javaArguments(const QString& mainClass, const QStringList& arguments) {
    return QStringList{"-Xms1G",
                       "-Xmx1G",
                       "-server",
                       "-XX:+UseG1GC",
                       "-XX:MaxGCPauseMillis=20",
                       "-XX:InitiatingHeapOccupancyPercent=35",
                       "-XX:+ExplicitGCInvokesConcurrent",
                       "-XX:MaxInlineLevel=15",
                       "-Djava.awt.headless=true",
                       "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                       "-cp",
                       peers::folderOf(QStringLiteral("kafka")) + QStringLiteral("/lib/*"),
                       mainClass} +
           arguments;
}

class Kafka final : public ThreeBrokers {
public:
    Kafka(const std::string& timing, const BrokerSettings& settings) {
        takePorts();
        for (int broker = 1; broker <= kBrokers; ++broker) writeSettings(broker, timing, settings);
        for (int broker = 1; broker <= kBrokers; ++broker) format(broker);
        for (int broker = 1; broker <= kBrokers; ++broker) launch(broker);
        const ClusterView view(bootstrapServers());
        view.waitForBrokers(kBrokers);
    }
    ~Kafka() override {
        for (QProcess& process : m_processes) {
            process.kill();
            process.waitForFinished(kDeadlineMs);
        }
    }

    std::string bootstrapServers() const override {
        return fmt::format("127.0.0.1:{},127.0.0.1:{},127.0.0.1:{}", port(1), port(2), port(3));
    }
    std::uint16_t port(int broker) const override { return m_ports[2 * indexOf(broker)]; }
    std::string dataFolder(int broker) const override { return path(broker, "data").toStdString(); }

    void kill(int broker) override {
        QProcess& process = m_processes[indexOf(broker)];
        process.kill();
        process.waitForFinished(kDeadlineMs);
    }
    void revive(int broker) override { launch(broker); }

protected:
    std::vector<pid_t> processes() const override {
        std::vector<pid_t> numbers;
        for (const QProcess& process : m_processes)
            numbers.push_back(static_cast<pid_t>(process.processId()));
        return numbers;
    }

private:
    static std::size_t indexOf(int broker) { return static_cast<std::size_t>(broker - 1); }
    std::uint16_t controllerPort(int broker) const { return m_ports[2 * indexOf(broker) + 1]; }
    QString path(int broker, const char* name) const {
        return m_folder.filePath(QStringLiteral("%1-%2").arg(QLatin1String(name)).arg(broker));
    }

    /// Settings name the controllers' ports, so that a broker cannot choose its own.
    void takePorts() {
        std::array<QTcpServer, 2 * kBrokers> servers;
        for (std::size_t i = 0; i < servers.size(); ++i) {
            if (!servers[i].listen(QHostAddress::LocalHost)) giveUp("there is no free port");
            m_ports[i] = servers[i].serverPort();
        }
    }

    void writeSettings(int broker, const std::string& timing, const BrokerSettings& settings) const {
        const auto profiled =
            broker::cluster::profiledSettings({.brokers = kBrokers, .timing = timing, .settings = {}});
        if (!profiled) giveUp(profiled.error().detail);
        std::string text = fmt::format(
            "process.roles=broker,controller\n"
            "node.id={}\n"
            "controller.quorum.voters=1@127.0.0.1:{},2@127.0.0.1:{},3@127.0.0.1:{}\n"
            "controller.listener.names=CONTROLLER\n"
            "listeners=PLAINTEXT://127.0.0.1:{},CONTROLLER://127.0.0.1:{}\n"
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
            "log.dirs={}\n",
            broker, controllerPort(1), controllerPort(2), controllerPort(3), port(broker),
            controllerPort(broker), path(broker, "data").toStdString());
        for (const auto& [name, value] : profiled->settings.explicitValues())
            text += fmt::format("{}={}\n", name, value);
        text += fmt::format("{}\n", kDeleteDelay);
        for (const auto& [name, value] : settings) text += fmt::format("{}={}\n", name, value);
        QFile file(path(broker, "settings"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.c_str()) < 0)
            giveUp("the settings of Kafka cannot be written");
    }

    void format(int broker) const {
        const conformance::Ended ended = conformance::runProgram(
            peers::javaProgram(), javaArguments(QStringLiteral("kafka.tools.StorageTool"),
                                                {QStringLiteral("format"), QStringLiteral("-t"), m_clusterId,
                                                 QStringLiteral("-c"), path(broker, "settings")}));
        if (ended.exitCode != 0) giveUp("formatting a folder for Kafka: " + peers::told(ended).toStdString());
    }

    void launch(int broker) {
        QProcess& process = m_processes[indexOf(broker)];
        // To a file: nobody reads a pipe while something is measured.
        process.setStandardOutputFile(path(broker, "output"), QIODevice::Append);
        process.setStandardErrorFile(path(broker, "errors"), QIODevice::Append);
        process.start(peers::javaProgram(),
                      javaArguments(QStringLiteral("kafka.Kafka"), {path(broker, "settings")}));
        if (!process.waitForStarted(kDeadlineMs)) giveUp("Apache Kafka does not start");
    }

    QTemporaryDir m_folder;
    const QString m_clusterId = QString::fromLatin1(QUuid::createUuid().toRfc4122().toBase64(
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    std::array<std::uint16_t, 2 * kBrokers> m_ports{};
    std::array<QProcess, kBrokers> m_processes;
};

}  // namespace

double ThreeBrokers::cpuSeconds() const {
    double seconds = 0;
    for (const pid_t process : processes()) seconds += benchmark::cpuSeconds(process);
    return seconds;
}

double ThreeBrokers::residentMebibytes() const {
    double bytes = 0;
    for (const pid_t process : processes()) bytes += static_cast<double>(residentBytes(process));
    return bytes / kMebibyte;
}

std::unique_ptr<ThreeBrokers> startOurs(const std::string& timing, const BrokerSettings& settings) {
    return std::make_unique<Ours>(timing, settings);
}

std::unique_ptr<ThreeBrokers> startKafka(const std::string& timing, const BrokerSettings& settings) {
    if (peers::folderOf(QStringLiteral("kafka")).isEmpty()) return nullptr;
    return std::make_unique<Kafka>(timing, settings);
}

std::string kafkaName() {
    const QString folder = peers::folderOf(QStringLiteral("kafka"));
    const QString version = folder.mid(folder.lastIndexOf('-') + 1);
    return folder.isEmpty() ? "Apache Kafka" : "Apache Kafka " + version.toStdString();
}

}  // namespace tests::benchmark
