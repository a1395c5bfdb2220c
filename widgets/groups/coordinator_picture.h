#pragma once

#include <vector>

#include "broker/base/ids.h"
#include "widgets/groups/drawing_view.h"

namespace widgets {

/// How a group comes to its coordinator: what is computed, line by line, and the brokers that hold the
/// partition. In the window's language.
struct CoordinatorPicture {
    struct Step {
        QString asked;   ///< "hash(\"billing\")"
        QString answer;  ///< "= -109,829,509"

        friend bool operator==(const Step&, const Step&) = default;
    };
    struct Holder {
        broker::BrokerId broker = broker::kNoBroker;
        QString name;
        bool isLeader = false;
        bool isDown = false;

        friend bool operator==(const Holder&, const Holder&) = default;
    };
    std::vector<Step> steps;
    QString words;    ///< "whose leader is the coordinator:"
    QString problem;  ///< why nobody coordinates the group at the moment
    std::vector<Holder> holders;

    friend bool operator==(const CoordinatorPicture&, const CoordinatorPicture&) = default;
};

/// Items are the holders.
Drawing drawCoordinator(const CoordinatorPicture& picture, double width, const DrawingFonts& fonts);
using CoordinatorView = PictureView<CoordinatorPicture, drawCoordinator>;

}  // namespace widgets
