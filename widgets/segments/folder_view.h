#pragma once

#include <optional>

#include <QTableView>

#include "widgets/segments/folder_model.h"

namespace widgets {

/// A replica's folder as files: names in the fixed-width font, leading zeros dimmed, sizes at the right. Any
/// file of a segment selects the segment, which is marked at its `.log`.
class FolderView : public QTableView {
    Q_OBJECT
public:
    explicit FolderView(QWidget* parent = nullptr);

    void show(std::vector<broker::log::FolderFile> files);
    /// Marks without emitting.
    void selectSegment(std::optional<broker::Offset> base);
    std::optional<broker::Offset> selectedSegment() const { return m_selected; }

    using QTableView::show;

signals:
    void segmentSelected(broker::Offset base);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void markSelected();

    FolderModel* m_model;
    std::optional<broker::Offset> m_selected;
    bool m_isMarking = false;
};

}  // namespace widgets
