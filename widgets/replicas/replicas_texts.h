#pragma once

#include <cstdint>

#include <QCoreApplication>
#include <QLocale>
#include <QString>

#include "broker/base/ids.h"

namespace widgets {

/// The view's own words.
class ReplicasTexts {
    Q_DECLARE_TR_FUNCTIONS(widgets::ReplicasView)
public:
    static QString name() { return tr("Replicas on one axis of offsets"); }
    static QString committed() { return tr("committed"); }
    static QString notYet() { return tr("not yet"); }
    static QString logEnd() { return tr("log end"); }
    static QString watermark() { return tr("high watermark"); }
    static QString cut() { return tr("cut"); }
    static QString stateAndWhy() { return tr("state, and why"); }
    static QString none() { return tr("No partition is shown."); }
    static QString toFetch(std::int64_t count) {
        return tr("%1 to fetch").arg(QLocale().toString(static_cast<qlonglong>(count)));
    }
    static QString number(broker::Offset offset) {
        return QLocale().toString(static_cast<qlonglong>(offset.value()));
    }
    static QString watermarkTip(const QString& label) {
        return tr("%1: every in-sync replica has all before it, and consumers read up to it").arg(label);
    }
};

}  // namespace widgets
