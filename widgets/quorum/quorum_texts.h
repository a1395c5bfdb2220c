#pragma once

#include <QCoreApplication>
#include <QLocale>
#include <QString>

#include "broker/base/ids.h"

namespace widgets {

/// The views' own words.
class QuorumTexts {
    Q_DECLARE_TR_FUNCTIONS(widgets::QuorumView)
public:
    static QString name() { return tr("The metadata log of each broker"); }
    static QString electionName() { return tr("The election, step by step"); }
    static QString committed() { return tr("committed"); }
    static QString open() { return tr("not yet"); }
    static QString logEnd() { return tr("log end"); }
    static QString watermark() { return tr("high watermark"); }
    static QString inSnapshot() { return tr("in a snapshot"); }
    static QString unsynced() { return tr("not yet on the disk"); }
    static QString stateAndWhy() { return tr("state, and why"); }
    static QString noElection() { return tr("No election has been seen since the window opened."); }
    static QString watermarkTip() {
        return tr(
            "A majority of the voters has everything before it on its disk: it is committed, and every "
            "broker acts on it");
    }
    static QString number(broker::Offset offset) {
        return QLocale().toString(static_cast<qlonglong>(offset.value()));
    }
};

}  // namespace widgets
