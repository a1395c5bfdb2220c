#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "broker/base/check.h"
#include "broker/metadata/controller.h"
#include "broker/metadata/elections.h"

namespace broker::metadata {
namespace {

using Act = AlterConfigs::Act;

constexpr std::string_view kMinInSync = "min.insync.replicas";

template <class... Args>
Outcome refused(ErrorCode code, fmt::format_string<Args...> pattern, Args&&... args) {
    return {code, fmt::format(pattern, std::forward<Args>(args)...)};
}

std::vector<std::string> itemsOf(std::string_view list) {
    std::vector<std::string> items;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view item = list.substr(0, comma);
        while (item.starts_with(' ')) item.remove_prefix(1);
        while (item.ends_with(' ')) item.remove_suffix(1);
        if (!item.empty()) items.emplace_back(item);
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return items;
}

/// A list with the items of another one added at its end, or taken away.
std::string changedList(std::string_view list, Act act, std::string_view change) {
    std::vector<std::string> items = itemsOf(list);
    for (std::string& item : itemsOf(change)) {
        const bool has = std::ranges::count(items, item) > 0;
        if (act == Act::kAppend && !has) items.push_back(std::move(item));
        if (act == Act::kSubtract) std::erase(items, item);
    }
    return fmt::format("{}", fmt::join(items, ","));
}

config::Scope scopeOf(const ConfigResource& resource) {
    return resource.type == static_cast<std::int8_t>(ResourceType::kTopic) ? config::Scope::kTopic
                                                                           : config::Scope::kBroker;
}

/// Whether the setting may be given this value, which is a new one.
Outcome checkValue(const ConfigResource& resource, const std::string& name, const std::string& value) {
    const config::Scope scope = scopeOf(resource);
    if (auto valid = config::validate(scope, name, value); !valid)
        return {toWire(valid.error().code), valid.error().detail};
    if (scope == config::Scope::kTopic) return {};
    if (config::find(scope, name)->change != config::Change::kDynamic)
        return refused(ErrorCode::kInvalidRequest,
                       "{} counts from a broker's start on and cannot be changed while it runs", name);
    if (name == kMinInSync && !resource.name.empty())
        return refused(ErrorCode::kInvalidRequest,
                       "{} is set for a topic or for all brokers, not for one: the leader may be any of them",
                       name);
    return {};
}

bool changesMinInSync(const Record& record) {
    const auto* config = std::get_if<ConfigRecord>(&record);
    return config && config->name == kMinInSync;
}

}  // namespace

Outcome Controller::checkResource(const ConfigResource& resource) const {
    switch (static_cast<ResourceType>(resource.type)) {
        case ResourceType::kTopic:
            if (!m_state->topic(resource.name))
                return refused(ErrorCode::kUnknownTopicOrPartition, "there is no topic {}", resource.name);
            return {};
        case ResourceType::kBroker: {
            if (resource.name.empty()) return {};
            const auto id = config::parseInteger(resource.name);
            if (!id || *id < 0 || *id > std::numeric_limits<std::int32_t>::max() ||
                resource.name != std::to_string(*id))
                return refused(ErrorCode::kInvalidRequest, "'{}' is no broker's number", resource.name);
            if (!m_state->broker(BrokerId{static_cast<std::int32_t>(*id)}))
                return refused(ErrorCode::kBrokerIdNotRegistered, "broker {} is not registered",
                               resource.name);
            return {};
        }
    }
    return refused(ErrorCode::kInvalidRequest, "resources of type {} have no settings here", resource.type);
}

Outcome Controller::alterResource(const AlterConfigs::Resource& asked, bool replacesAll,
                                  std::vector<Record>& records) const {
    const ConfigResource& resource = asked.resource;
    if (Outcome outcome = checkResource(resource); !outcome.ok()) return outcome;
    const ConfigValues& present = m_state->config(resource);
    ConfigValues wanted = replacesAll ? ConfigValues() : present;
    std::set<std::string_view> named;
    for (const AlterConfigs::Change& change : asked.changes) {
        if (!named.insert(change.name).second)
            return refused(ErrorCode::kInvalidRequest, "the request names the setting {} more than once",
                           change.name);
        if (change.act < Act::kSet || change.act > Act::kSubtract)
            return refused(ErrorCode::kInvalidRequest, "{} is nothing that can be done to a setting",
                           static_cast<int>(change.act));
        if (change.act == Act::kDelete) {
            wanted.erase(change.name);
            continue;
        }
        if (!change.value)
            return refused(ErrorCode::kInvalidRequest, "the setting {} was given no value", change.name);
        std::string value = *change.value;
        if (change.act != Act::kSet) {
            const config::Parameter* parameter = config::find(scopeOf(resource), change.name);
            if (parameter && parameter->type != config::Type::kList)
                return refused(ErrorCode::kInvalidConfig,
                               "{} is no list, so nothing can be appended to it or subtracted", change.name);
            const auto set = present.find(change.name);
            std::string list;
            if (set != present.end())
                list = set->second;
            else if (parameter)
                list = scopeOf(resource) == config::Scope::kTopic
                           ? m_options.settings.resolveTopic(*parameter, {}).value
                           : m_options.settings.resolve(*parameter).value;
            value = changedList(list, change.act, value);
        }
        if (Outcome outcome = checkValue(resource, change.name, value); !outcome.ok()) return outcome;
        wanted.insert_or_assign(change.name, std::move(value));
    }
    std::vector<Record> fresh;
    const auto add = [&](const std::string& name, std::optional<std::string> value) {
        fresh.emplace_back(ConfigRecord{.resourceType = resource.type,
                                        .resourceName = resource.name,
                                        .name = name,
                                        .value = std::move(value)});
    };
    for (const auto& [name, value] : present)
        if (!wanted.contains(name)) add(name, std::nullopt);
    for (const auto& [name, value] : wanted)
        if (const auto set = present.find(name); set == present.end() || set->second != value)
            add(name, value);
    if (records.size() + fresh.size() > kMaxRecordsPerDecision)
        return refused(ErrorCode::kPolicyViolation, "the request changes more than {} settings in one step",
                       kMaxRecordsPerDecision);
    records.insert(records.end(), std::make_move_iterator(fresh.begin()),
                   std::make_move_iterator(fresh.end()));
    return {};
}

/// Brokers count with the new min.insync.replicas as soon as they see it; nobody may be elected by the old
/// one from then on. What does not fit is done by ticks.
void Controller::forgetEligible(std::vector<Record>& records) const {
    const Offset end = m_state->end() + static_cast<std::int64_t>(records.size());
    const auto after = m_state->apply(records, end, m_epoch);
    CHECK(after.has_value());
    Elections(**after, m_options.settings)
        .electMissing(kNoBroker, kMaxRecordsPerDecision - records.size(), records);
}

Decision<AlterConfigsReply> Controller::alterConfigs(const AlterConfigs& command) {
    Decision<AlterConfigsReply> decision;
    std::map<ConfigResource, int> times;
    for (const AlterConfigs::Resource& asked : command.resources) ++times[asked.resource];
    std::set<ConfigResource> answered;
    for (const AlterConfigs::Resource& asked : command.resources) {
        if (!answered.insert(asked.resource).second) continue;
        AlterConfigsReply::Resource& answer = decision.reply.resources.emplace_back();
        answer.resource = asked.resource;
        if (!isActive())
            answer.outcome =
                refused(ErrorCode::kNotController, "broker {} is not the active controller", m_options.self);
        else if (times[asked.resource] > 1)
            answer.outcome = refused(ErrorCode::kInvalidRequest, "the request names '{}' more than once",
                                     asked.resource.name);
        else
            answer.outcome = alterResource(asked, command.replacesAll, decision.records);
    }
    if (command.validateOnly)
        decision.records.clear();
    else if (std::ranges::any_of(decision.records, changesMinInSync))
        forgetEligible(decision.records);
    return decision;
}

}  // namespace broker::metadata
