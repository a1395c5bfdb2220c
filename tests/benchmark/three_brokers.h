#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace tests::benchmark {

/// Three brokers that are voters too, in one cluster of their own, whoever made them. What does not work ends
/// the program. The destructor kills what still runs.
class ThreeBrokers {
public:
    static constexpr int kBrokers = 3;

    virtual ~ThreeBrokers() = default;

    virtual std::string bootstrapServers() const = 0;
    /// Of broker 1 to 3.
    virtual std::uint16_t port(int broker) const = 0;
    /// Where its partitions' folders lie.
    virtual std::string dataFolder(int broker) const = 0;
    /// Without a goodbye; returns when it is dead. Its session goes on until the controller finds it dead.
    virtual void kill(int broker) = 0;
    /// Starts it again on its own data, as soon as it is let in.
    virtual void revive(int broker) = 0;

    /// Of all that runs the brokers, and nothing else.
    double cpuSeconds() const;
    double residentMebibytes() const;

protected:
    virtual std::vector<pid_t> processes() const = 0;
};

/// What all brokers are told beside their profile.
using BrokerSettings = std::map<std::string, std::string>;

/// `brokerscope serve` in one process. `timing`: `kafka` or `classroom`.
std::unique_ptr<ThreeBrokers> startOurs(const std::string& timing, const BrokerSettings& settings = {});

/// Apache Kafka as tests/conformance/peers/install brought it, a process a broker, with the settings that our
/// profile of this timing has and the virtual machine as Kafka's own scripts start it. Null: not installed.
std::unique_ptr<ThreeBrokers> startKafka(const std::string& timing, const BrokerSettings& settings = {});

/// `Apache Kafka 4.3.1`
std::string kafkaName();

}  // namespace tests::benchmark
