#pragma once

#include <QCoreApplication>
#include <QString>

namespace widgets {

/// The map's own words.
class MapTexts {
    Q_DECLARE_TR_FUNCTIONS(MapTexts)
public:
    static QString leader() { return tr("leader"); }
    static QString inSync() { return tr("in-sync follower"); }
    static QString outOfSync() { return tr("out of sync"); }
    static QString offline() { return tr("offline"); }
    static QString preferred() { return tr("preferred, not leading"); }
    static QString controller() { return tr("active controller"); }
    static QString disk() { return tr("disk"); }
    static QString disk(const QString& trouble) { return tr("disk: %1").arg(trouble); }
    static QString restart() { return tr("Restart"); }
    static QString clients() { return tr("clients"); }
    static QString thaw() { return tr("Thaw"); }
    static QString cut() { return tr("Cut"); }
    static QString howToCut() { return tr("Drag it onto a line to cut it, or onto a broker to cut it off."); }
    static QString linkHelp() { return tr("Right-click to cut, slow, reset or heal it."); }
    static QString more(int count) { return tr("and %n more", nullptr, count); }
    static QString moreTopics(int count) { return tr("and %n more topic(s)", nullptr, count); }
    static QString kindOf(bool isLeader, bool isInSync, bool isOffline) {
        if (isOffline) return offline();
        if (isLeader) return leader();
        return isInSync ? inSync() : outOfSync();
    }
};

}  // namespace widgets
