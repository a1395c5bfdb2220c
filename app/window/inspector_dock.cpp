#include "app/window/inspector_dock.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/desktop/look.h"
#include "app/window/figure_strip.h"
#include "app/window/flow_layout.h"

namespace app {

constexpr int kMargin = 15;
constexpr int kWidth = 292;
constexpr int kRowHeight = 25;

namespace {

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("role", "heading");
    label->setContentsMargins(0, 8, 0, 2);
    return label;
}

/// A value that is longer than its place shows its middle as dots, and all of it as a tip.
class ValueLabel : public QLabel {
public:
    void showText(const QString& text) {
        m_text = text;
        setToolTip({});
        place();
        updateGeometry();
    }
    QSize minimumSizeHint() const override { return {20, QLabel::minimumSizeHint().height()}; }
    QSize sizeHint() const override {
        return {fontMetrics().horizontalAdvance(m_text) + 2, QLabel::sizeHint().height()};
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QLabel::resizeEvent(event);
        place();
    }

private:
    void place() {
        const QString shown = fontMetrics().elidedText(m_text, Qt::ElideMiddle, width());
        if (shown != m_text) setToolTip(m_text);
        if (shown != text()) setText(shown);
    }

    QString m_text;
};

}  // namespace

InspectorDock::InspectorDock(QWidget* parent)
    : QScrollArea(parent) {
    setObjectName(QStringLiteral("inspector"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(220);
}

QSize InspectorDock::sizeHint() const { return {kWidth, 400}; }

QString InspectorDock::shapeOf(const Inspection& inspection) {
    QString shape = inspection.title;
    for (const auto& section : inspection.sections) {
        shape += QStringLiteral("[") + section.title;
        for (const auto& row : section.rows)
            shape += u'|' + row.label + (row.tag.isEmpty() ? u'-' : u'+') + (row.isFixed ? u'f' : u'p');
    }
    for (const auto& act : inspection.acts) shape += u'(' + act.text + act.whyNot;
    return shape;
}

void InspectorDock::show(const Inspection& inspection) {
    QString shape = shapeOf(inspection);
    if (shape != m_shape || !m_content) {
        m_shape = std::move(shape);
        build(inspection);
    }
    fill(inspection);
    m_content->layout()->activate();
}

void InspectorDock::build(const Inspection& inspection) {
    m_rows.clear();
    m_content = new QWidget;
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(kMargin, 8, kMargin, kMargin);
    column->setSpacing(3);
    m_title = new QLabel;
    m_title->setProperty("role", "title");
    m_title->setWordWrap(true);
    m_subtitle = new QLabel;
    m_subtitle->setProperty("tone", "dim");
    m_subtitle->setWordWrap(true);
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("inWords"));
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addWidget(heading(tr("In words")));
    column->addWidget(m_words);
    for (const auto& section : inspection.sections) {
        column->addWidget(heading(section.title));
        for (const auto& row : section.rows) {
            auto* line = new QWidget;
            line->setFixedHeight(kRowHeight);
            line->setProperty("role", "line");
            line->setAttribute(Qt::WA_StyledBackground);
            auto* layout = new QHBoxLayout(line);
            layout->setContentsMargins(0, 0, 0, 0);
            layout->setSpacing(6);
            auto* label = new ValueLabel;
            label->setProperty("tone", "dim");
            if (row.isFixed) label->setFont(fixedFont());
            label->showText(row.label);
            auto* value = new ValueLabel;
            value->setProperty("role", "title");
            value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            value->setTextInteractionFlags(Qt::TextSelectableByMouse);
            layout->addWidget(label, 1);
            layout->addWidget(value, 0);
            QLabel* tag = nullptr;
            if (!row.tag.isEmpty()) {
                tag = new QLabel;
                tag->setProperty("role", "tag");
                layout->addWidget(tag, 0, Qt::AlignVCenter);
            }
            column->addWidget(line);
            m_rows.push_back({label, value, tag});
        }
    }
    if (!inspection.acts.empty()) {
        column->addWidget(heading(tr("Do")));
        column->addWidget(buildActs(inspection));
    }
    column->addStretch(1);
    setWidget(m_content);
}

QWidget* InspectorDock::buildActs(const Inspection& inspection) {
    auto* box = new QWidget;
    auto* flow = new FlowLayout(box, 7);
    for (const auto& act : inspection.acts) {
        auto* button = new QPushButton(act.text);
        if (act.isBad) button->setProperty("tone", "bad");
        button->setEnabled(act.whyNot.isEmpty());
        button->setToolTip(act.whyNot);
        connect(button, &QPushButton::clicked, this, [this, act] {
            if (const auto* command = std::get_if<ClusterSession::Command>(&act.act)) {
                emit commandRequested(*command);
                return;
            }
            emit goRequested(std::get<Place>(act.act));
            if (act.subject) emit subjectSelected(*act.subject);
        });
        flow->addWidget(button);
    }
    return box;
}

void InspectorDock::fill(const Inspection& inspection) {
    m_title->setText(inspection.title);
    m_subtitle->setText(inspection.subtitle);
    m_words->setText(inspection.words);
    std::size_t at = 0;
    for (const auto& section : inspection.sections)
        for (const auto& row : section.rows) {
            const RowLabels& labels = m_rows[at++];
            static_cast<ValueLabel*>(labels.value)->showText(row.value);
            setTone(labels.value, row.tone);
            if (labels.tag) labels.tag->setText(row.tag);
        }
}

}  // namespace app
