#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/core.h>

#include "broker/groups/commands.h"

namespace broker::groups {

/// What is to be done once the log has spoken about the records of an outcome. A refusal tells whoever asked
/// the error; nothing needs undoing, for nothing was done yet.
struct AfterAppend {
    /// The first member's group exists: it joins.
    struct Join {
        std::string group;
        Ticket ticket;
        Caller caller;
        wire::JoinGroupRequest request;
    };
    /// The leader's assignment is stored: the group is stable.
    struct Assign {
        std::string group;
        std::map<std::string, Bytes> assignments;  ///< by member; who is missing gets nothing
    };
    /// The static member that came back is stored under its new id.
    struct Replace {
        std::string group;
        std::string oldId;
        std::string newId;
        Ticket ticket;
        Caller caller;
        wire::JoinGroupRequest request;
    };
    /// The response leaves; refused, with the error in it.
    struct Answer {
        Ticket ticket;
        Response response;
    };
    /// Whether they are in the log or not, the group goes on.
    struct Nothing {};

    std::variant<Nothing, Join, Assign, Replace, Answer> what;
    std::vector<observe::Event> events;  ///< to be told once the records are in the log
    Now now;
};

/// One command under way: its time and what has come of it so far.
struct Turn {
    Now now;
    Offset seen{0};  ///< the end of what was replayed: replies that say what they saw wait for it
    Outcome out;
    AfterAppend after;

    void reply(Ticket ticket, Response response) {
        out.replies.push_back({ticket, std::move(response), seen});
    }
    /// A reply that depends on nothing here.
    void refuse(Ticket ticket, Response response) {
        out.replies.push_back({ticket, std::move(response), Offset{0}});
    }

    /// `turn.tell(kind, {{"group", id}, {"reason", why}});`
    void tell(observe::EventKind kind, std::vector<observe::EventArgument> arguments) {
        out.events.push_back(event(kind, std::move(arguments)));
    }
    void tellOnceAppended(observe::EventKind kind, std::vector<observe::EventArgument> arguments) {
        after.events.push_back(event(kind, std::move(arguments)));
    }

private:
    observe::Event event(observe::EventKind kind, std::vector<observe::EventArgument> arguments) const {
        observe::Event event;
        event.kind = kind;
        event.time = now.wall;
        event.arguments = std::move(arguments);
        return event;
    }
};

}  // namespace broker::groups
