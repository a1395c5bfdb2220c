#pragma once

#include <map>

#include <QByteArray>

#include "app/history/leaf_bytes.h"
#include "app/history/leaves.h"

/// Everything that is in a snapshot, to compare two of them by.
inline std::map<app::LeafPlace, QByteArray> bytesOf(const broker::observe::ClusterSnapshot& snapshot) {
    std::map<app::LeafPlace, QByteArray> all;
    app::forEachChangedLeaf(
        nullptr, snapshot,
        [&all](const app::LeafPlace& place, const auto& leaf) { all[place] = app::encodeLeaf(leaf); },
        [](const app::LeafPlace&) {});
    return all;
}
