#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Text of quorum-state files. It stands here because moc does not get through raw strings.
namespace tests {

inline constexpr std::string_view kQuorumStateAsKafkaWritesIt =
    R"({"clusterId":"MkU3OEVBNTcwNTJENDM2Qk","leaderId":1,"leaderEpoch":12,"votedId":1,"appliedOffset":0,)"
    R"("currentVoters":[{"voterId":1},{"voterId":2},{"voterId":3}],"data_version":0})";

inline constexpr std::string_view kOddQuorumState =
    "{ \"leaderEpoch\" : 3,\n\t\"x\": {\"y\": [1, -2.5e3, true, null, \"}\\\"\"]}, "
    "\"votedId\":-1,\"leaderId\":2 }\n";

inline constexpr std::string_view kOddClusterId = R"(a"b\c)";

struct BadQuorumState {
    const char* what;
    std::string text;
};

inline std::vector<BadQuorumState> badQuorumStates() {
    const std::string rest = R"("leaderId":1,"votedId":1})";
    const auto epoch = [&](const std::string& number) { return R"({"leaderEpoch":)" + number + "," + rest; };
    return {
        {"empty", ""},
        {"not an object", "[]"},
        {"cut in the middle", R"({"leaderEpoch":1,"leaderId":)"},
        {"cut in a string", R"({"leaderEp)"},
        {"something behind it", epoch("1") + "x"},
        {"no epoch", "{" + rest},
        {"negative epoch", epoch("-1")},
        {"epoch beyond 32 bits", epoch("4294967297")},
        {"epoch beyond 64 bits", epoch("99999999999999999999")},
        {"epoch as text", epoch(R"("1")")},
        {"voted for -2", R"({"leaderEpoch":1,"leaderId":1,"votedId":-2})"},
        {"a voter twice", R"({"currentVoters":[{"voterId":1},{"voterId":1}],"leaderEpoch":1,)" + rest},
        {"nested without end", std::string(60000, '[')},
        {"nested in a member", R"({"x":)" + std::string(60000, '[')},
        {"too long", epoch("1") + std::string(70000, ' ')},
        {"dynamic quorum", R"({"data_version":1,"leaderEpoch":1,)" + rest},
    };
}

}  // namespace tests
