#pragma once

#include <optional>
#include <variant>
#include <vector>

#include <QString>

#include "app/inspect/fault_acts.h"
#include "app/inspect/subject.h"
#include "app/navigation/place.h"
#include "app/session/cluster_session.h"

namespace app {

enum class Tone : std::uint8_t { kPlain, kDim, kGood, kWarning, kBad };

/// What the inspector shows of a subject: its name, *In words*, its state and settings, and what can be done
/// with it. A value, in the window's language, made from one snapshot.
struct Inspection {
    struct Row {
        QString label;
        QString value;
        QString tag{};  ///< a small word behind the value: where a setting comes from
        Tone tone = Tone::kPlain;
        bool isFixed = false;  ///< the label is a name of the field's own, in the fixed-width font

        friend bool operator==(const Row&, const Row&) = default;
    };
    struct Section {
        QString title;
        std::vector<Row> rows;
        friend bool operator==(const Section&, const Section&) = default;
    };
    /// A button. What it leads to stands beside it, because the inspector itself decides nothing.
    struct Act {
        QString text;
        std::variant<Place, ClusterSession::Command, FaultAct> act;
        QString whyNot{};  ///< empty: possible
        bool isBad = false;
        std::optional<Subject> subject{};  ///< selected when going to a place
    };

    QString title;
    QString subtitle;
    QString words;
    std::vector<Section> sections;
    std::vector<Act> acts;
};

/// What there is to say about a subject at this moment; about one that is gone, that it is gone.
Inspection inspect(const ClusterSession& session, const Subject& subject);

}  // namespace app
