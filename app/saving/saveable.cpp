#include "app/saving/saveable.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QFileInfo>

#include "app/saving/picture_file.h"
#include "app/saving/table_file.h"
#include "widgets/groups/drawing_view.h"
#include "widgets/groups/lag_chart.h"
#include "widgets/map/map_view.h"
#include "widgets/quorum/election_view.h"
#include "widgets/quorum/quorum_view.h"
#include "widgets/replicas/replicas_view.h"
#include "widgets/segments/batch_strip_view.h"
#include "widgets/segments/hex_view.h"

namespace app {
namespace {

bool isPainted(const QWidget* view) {
    return qobject_cast<const widgets::MapView*>(view) || qobject_cast<const widgets::ReplicasView*>(view) ||
           qobject_cast<const widgets::QuorumView*>(view) ||
           qobject_cast<const widgets::ElectionView*>(view) ||
           qobject_cast<const widgets::DrawingView*>(view) || qobject_cast<const widgets::LagChart*>(view) ||
           qobject_cast<const widgets::BatchStripView*>(view) || qobject_cast<const widgets::HexView*>(view);
}

void addTable(std::vector<Saveable>& list, QAbstractItemView* view) {
    const QString name = view->accessibleName();
    list.push_back({name, QStringLiteral("csv"), [view] { return tableAsCsv(*view->model()); }});
    list.push_back({name, QStringLiteral("json"), [view] { return tableAsJson(*view->model()); }});
}

}  // namespace

void addPicture(std::vector<Saveable>& list, const QString& name, QWidget* view) {
    list.push_back({name, QStringLiteral("png"), [view] { return viewAsPng(*view); }});
    list.push_back({name, QStringLiteral("svg"), [view] { return viewAsSvg(*view); }});
}

void addContents(std::vector<Saveable>& list, const QWidget& root) {
    QList<QWidget*> views = root.findChildren<QWidget*>();
    views.removeIf([&root](const QWidget* view) { return !view->isVisibleTo(&root); });
    // As one reads the page.
    std::ranges::sort(views, {}, [&root](const QWidget* view) {
        const QPoint at = view->mapTo(&root, QPoint());
        return std::pair(at.y(), at.x());
    });
    for (QWidget* view : views) {
        if (isPainted(view)) addPicture(list, view->accessibleName(), view);
        auto* table = qobject_cast<QAbstractItemView*>(view);
        if (table && table->model() && !table->accessibleName().isEmpty()) addTable(list, table);
    }
}

const Saveable& chosenOf(const std::vector<Saveable>& list, const QString& filter, const QString& path) {
    const auto chosen = std::ranges::find(list, filter, &Saveable::filter);
    const Saveable& asked = chosen == list.end() ? list.front() : *chosen;
    const QString suffix = QFileInfo(path).suffix().toLower();
    const auto other = std::ranges::find_if(
        list, [&](const Saveable& one) { return one.name == asked.name && one.suffix == suffix; });
    return other == list.end() ? asked : *other;
}

}  // namespace app
