#pragma once

#include <QScrollArea>

#include "app/inspect/inspection.h"

class QLabel;

namespace widgets {
class CopyField;
}

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
    void faultRequested(const app::FaultAct& act);
    void copied(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class RowShape { kOneLine, kTwoLines, kField };
    /// What of a row changes: its value as a label, or as a field.
    struct RowWidgets {
        QLabel* value = nullptr;
        widgets::CopyField* field = nullptr;
        QLabel* tag = nullptr;
    };
    void build(const Inspection& inspection);
    void fill(const Inspection& inspection);
    QWidget* buildActs(const Inspection& inspection);
    QWidget* buildRow(const Inspection::Row& row);
    RowShape shapeOf(const Inspection::Row& row) const;
    QString shapeOf(const Inspection& inspection) const;

    QWidget* m_content = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QLabel* m_words = nullptr;
    std::vector<RowWidgets> m_rows;
    Inspection m_shown;
    QString m_shape;
};

}  // namespace app
