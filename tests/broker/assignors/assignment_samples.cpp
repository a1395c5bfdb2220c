#include "tests/broker/assignors/assignment_samples.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include <fmt/format.h>

namespace broker::assignors {
namespace {

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

MemberSubscription memberOf(std::istringstream& line) {
    std::string id, instance, topics, generation, owned;
    line >> id >> instance >> topics >> generation >> owned;
    MemberSubscription member;
    member.id = id;
    if (instance != "-") member.instanceId = instance;
    member.topics = wordsOf(topics);
    member.generation = GenerationId{static_cast<std::int32_t>(number(generation))};
    member.owned = partitionsOf(owned);
    return member;
}

TopicSizes topicsOf(std::istringstream& line) {
    TopicSizes topics;
    std::string word;
    while (line >> word) {
        const std::size_t equals = word.find('=');
        topics[word.substr(0, equals)] = static_cast<std::int32_t>(number(word.substr(equals + 1)));
    }
    return topics;
}

}  // namespace

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    if (text == "-") return words;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        words.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return words;
}

std::vector<TopicPartition> partitionsOf(std::string_view text) {
    std::vector<TopicPartition> partitions;
    for (const std::string& word : wordsOf(text)) {
        const std::size_t dash = word.rfind('-');
        partitions.push_back(
            {word.substr(0, dash), PartitionIndex{static_cast<std::int32_t>(number(word.substr(dash + 1)))}});
    }
    return partitions;
}

std::string tell(const Assignment& assignment) {
    std::string text;
    for (const auto& [member, partitions] : assignment)
        text += fmt::format(" {}={}", member, fmt::join(partitions, ","));
    return text;
}

std::vector<JavaCase> javaCases() {
    std::vector<JavaCase> cases;
    std::ifstream file(JAVA_ASSIGNMENTS);
    std::string text;
    while (std::getline(file, text)) {
        std::istringstream line(text);
        std::string word;
        line >> word;
        if (word == "case") {
            cases.emplace_back();
            line >> cases.back().name;
        }
        JavaCase& last = cases.back();
        if (word == "topics") last.topics = topicsOf(line);
        if (word == "member") last.members.push_back(memberOf(line));
        if (word == "range") last.range = text.substr(word.size());
        if (word == "roundrobin") last.roundRobin = text.substr(word.size());
        if (word == "sticky") line >> last.score >> last.moved;
    }
    return cases;
}

std::int64_t balanceScore(const Assignment& assignment) {
    std::int64_t score = 0;
    for (auto a = assignment.begin(); a != assignment.end(); ++a)
        for (auto b = std::next(a); b != assignment.end(); ++b)
            score += std::abs(static_cast<std::int64_t>(a->second.size()) -
                              static_cast<std::int64_t>(b->second.size()));
    return score;
}

std::int64_t movedFrom(const std::vector<MemberSubscription>& members, const TopicSizes& topics,
                       const Assignment& assignment) {
    std::int64_t moved = 0;
    for (const MemberSubscription& member : members)
        for (const TopicPartition& had : member.owned) {
            if (!topics.contains(had.topic) || !std::ranges::count(member.topics, had.topic)) continue;
            moved += std::ranges::count(assignment.at(member.id), had) == 0 ? 1 : 0;
        }
    return moved;
}

std::string invalidity(const std::vector<MemberSubscription>& members, const TopicSizes& topics,
                       const Assignment& assignment) {
    std::set<TopicPartition> seen;
    std::set<std::string> subscribed;
    for (const MemberSubscription& member : members) {
        subscribed.insert(member.topics.begin(), member.topics.end());
        if (!assignment.contains(member.id)) return member.id + " is missing";
        for (const TopicPartition& partition : assignment.at(member.id)) {
            if (!std::ranges::count(member.topics, partition.topic))
                return fmt::format("{} is not subscribed to {}", member.id, partition);
            if (!seen.insert(partition).second) return fmt::format("{} is with two", partition);
        }
    }
    if (assignment.size() != members.size()) return "a stranger is assigned something";
    std::size_t expected = 0;
    for (const auto& [topic, size] : topics)
        if (subscribed.contains(topic)) expected += static_cast<std::size_t>(size);
    return seen.size() == expected ? "" : fmt::format("{} of {} are with somebody", seen.size(), expected);
}

std::vector<MemberSubscription> after(std::vector<MemberSubscription> members, const Assignment& assignment,
                                      GenerationId generation) {
    for (MemberSubscription& member : members) {
        member.owned = assignment.at(member.id);
        member.generation = generation;
    }
    return members;
}

}  // namespace broker::assignors
