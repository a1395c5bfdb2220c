#include "app/window/inspector_dock.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/desktop/look.h"
#include "app/window/figure_strip.h"
#include "app/window/flow_layout.h"
#include "widgets/copy_field.h"
#include "widgets/elided_label.h"

namespace app {

constexpr int kMargin = 15;
constexpr int kWidth = 292;
constexpr int kRowHeight = 25;
constexpr int kRowSpacing = 6;
constexpr int kTagPadding = 14;
constexpr int kBelowLong = 5;

namespace {

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("role", "heading");
    label->setContentsMargins(0, 8, 0, 2);
    return label;
}

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

QString InspectorDock::shapeOf(const Inspection& inspection) const {
    QString shape = inspection.title;
    for (const auto& section : inspection.sections) {
        shape += QStringLiteral("[") + section.title;
        for (const auto& row : section.rows)
            shape += u'|' + row.label + (row.tag.isEmpty() ? u'-' : u'+') + (row.isFixed ? u'f' : u'p') +
                     QString::number(static_cast<int>(shapeOf(row)));
    }
    for (const auto& act : inspection.acts) shape += u'(' + act.text + act.whyNot;
    return shape;
}

/// Where there is no room for all of it in one line, the value goes below; where there is none for it even
/// there, it becomes a field to copy from.
InspectorDock::RowShape InspectorDock::shapeOf(const Inspection::Row& row) const {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const int room = viewport()->width() - 2 * kMargin;
    const int label = QFontMetrics(row.isFixed ? fixedFont() : font()).horizontalAdvance(row.label);
    int value = QFontMetrics(bold).horizontalAdvance(row.value) + 2;
    if (!row.tag.isEmpty())
        value += kRowSpacing + QFontMetrics(bold).horizontalAdvance(row.tag) + kTagPadding;
    if (label + kRowSpacing + value <= room) return RowShape::kOneLine;
    return value <= room ? RowShape::kTwoLines : RowShape::kField;
}

void InspectorDock::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    if (m_content) show(Inspection(m_shown));
}

void InspectorDock::show(const Inspection& inspection) {
    m_shown = inspection;
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
            column->addWidget(buildRow(row));
        }
    }
    if (!inspection.acts.empty()) {
        column->addWidget(heading(tr("Do")));
        column->addWidget(buildActs(inspection));
    }
    column->addStretch(1);
    setWidget(m_content);
}

QWidget* InspectorDock::buildRow(const Inspection::Row& row) {
    auto* box = new QWidget;
    box->setProperty("role", "line");
    box->setAttribute(Qt::WA_StyledBackground);
    auto* lines = new QVBoxLayout(box);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setSpacing(kRowSpacing);
    lines->addLayout(line);
    auto* label = new widgets::ElidedLabel(nullptr, Qt::ElideMiddle);
    label->setProperty("tone", "dim");
    if (row.isFixed) label->setFont(fixedFont());
    label->setText(row.label);
    label->setFixedHeight(kRowHeight - 1);
    line->addWidget(label, 1);
    const RowShape shape = shapeOf(row);
    if (shape != RowShape::kOneLine) {
        line = new QHBoxLayout;
        line->setSpacing(kRowSpacing);
        line->setContentsMargins(0, 0, 0, kBelowLong);
        if (shape == RowShape::kTwoLines) line->addStretch(1);
        lines->addLayout(line);
    }
    RowWidgets made;
    if (shape == RowShape::kField) {
        made.field = new widgets::CopyField;
        line->addWidget(made.field, 1);
        connect(made.field, &widgets::CopyField::copied, this, &InspectorDock::copied);
    } else {
        made.value = new QLabel;
        made.value->setProperty("role", "title");
        made.value->setTextFormat(Qt::PlainText);
        made.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        line->addWidget(made.value);
    }
    if (!row.tag.isEmpty()) {
        made.tag = new QLabel;
        made.tag->setProperty("role", "tag");
        line->addWidget(made.tag, 0, Qt::AlignVCenter);
    }
    m_rows.push_back(made);
    return box;
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
            if (const auto* fault = std::get_if<FaultAct>(&act.act)) {
                emit faultRequested(*fault);
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
            const RowWidgets& shown = m_rows[at++];
            if (shown.tag) shown.tag->setText(row.tag);
            if (shown.field) shown.field->setText(row.value);
            if (!shown.value) continue;
            shown.value->setText(row.value);
            setTone(shown.value, row.tone);
        }
}

}  // namespace app
