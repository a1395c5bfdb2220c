#pragma once

#include <QScrollArea>

#include "app/inspect/inspection.h"

class QLabel;
class QVBoxLayout;

namespace app {

/// Shows an Inspection: who it is, *In words*, its state and settings, its acts. Values that change keep
/// their labels; only another shape builds anew.
class InspectorDock : public QScrollArea {
    Q_OBJECT
public:
    explicit InspectorDock(QWidget* parent = nullptr);

    void show(const Inspection& inspection);
    using QWidget::show;

    QSize sizeHint() const override;

signals:
    void goRequested(const app::Place& place);
    void subjectSelected(const app::Subject& subject);
    void commandRequested(const broker::cluster::Command& command);

private:
    struct RowLabels {
        QLabel* label;
        QLabel* value;
        QLabel* tag;
    };
    void build(const Inspection& inspection);
    void fill(const Inspection& inspection);
    QWidget* buildActs(const Inspection& inspection);
    static QString shapeOf(const Inspection& inspection);

    QWidget* m_content = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QLabel* m_words = nullptr;
    std::vector<RowLabels> m_rows;
    QString m_shape;
};

}  // namespace app
