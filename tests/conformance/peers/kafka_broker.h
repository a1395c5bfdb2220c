#pragma once

#include <cstdint>
#include <vector>

#include <QProcess>
#include <QTemporaryDir>

namespace tests::peers {

/// Ports that are free at this moment: Kafka's settings must name them.
std::vector<std::uint16_t> freePorts(int count);

/// One process of Apache Kafka's broker. The destructor kills it.
class KafkaBroker {
public:
    ~KafkaBroker() { kill(); }

    /// Returns once it says that it runs; at once with kNot. `settings` are those of its properties file.
    enum class Wait { kUntilItRuns, kNot };
    bool start(const QByteArray& settings, Wait wait = Wait::kUntilItRuns);
    /// Asks it to stop, and waits until it has.
    bool stop();
    void kill();
    /// SIGSTOP, SIGCONT.
    void signal(int number);

    /// The end of what it said.
    QByteArray told();

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_told;
};

}  // namespace tests::peers
