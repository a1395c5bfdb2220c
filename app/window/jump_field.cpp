#include "app/window/jump_field.h"

#include <algorithm>

#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>

#include "app/desktop/look.h"

namespace app {
namespace {

constexpr int kRowHeight = 30;
constexpr int kMostRows = 10;
constexpr int kDetailRole = Qt::UserRole + 1;

class TargetDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {100, kRowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Look& look = Look::now();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(look.raised);
            painter->drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), 6, 6);
        }
        QRect room = option.rect.adjusted(14, 0, -14, 0);
        const QString detail = index.data(kDetailRole).toString();
        const int wide = std::min(painter->fontMetrics().horizontalAdvance(detail), room.width() / 2);
        painter->setPen(look.dim);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(detail, Qt::ElideRight, wide));
        room.setRight(room.right() - wide - 10);
        painter->setPen(look.text);
        painter->drawText(
            room, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, room.width()));
        painter->restore();
    }
};

}  // namespace

JumpField::JumpField(JumpIndex& index, QWidget* parent)
    : QLineEdit(parent)
    , m_index(index) {
    setObjectName(QStringLiteral("jump"));
    // A list that never takes the focus, so that typing goes on while it is open.
    m_list = new QListWidget;
    m_list->setParent(this, Qt::ToolTip | Qt::FramelessWindowHint);
    m_list->setObjectName(QStringLiteral("jumpList"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new TargetDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QLineEdit::textEdited, this, &JumpField::offer);
    connect(m_list, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { choose(m_list->row(item)); });
    retranslate();
}

JumpField::~JumpField() = default;

void JumpField::retranslate() { setPlaceholderText(tr("Jump to broker, topic, partition…")); }

void JumpField::begin() {
    setFocus();
    selectAll();
    offer();
}

void JumpField::offer() {
    m_targets = m_index.find(text());
    m_list->clear();
    for (const JumpTarget& target : m_targets) {
        auto* item = new QListWidgetItem(target.text);
        item->setData(kDetailRole, target.detail);
        m_list->addItem(item);
    }
    if (m_targets.empty()) {
        m_list->hide();
        return;
    }
    m_list->setCurrentRow(0);
    const int rows = std::min(static_cast<int>(m_targets.size()), kMostRows);
    m_list->setGeometry({mapToGlobal(QPoint(0, height() + 4)), QSize(width(), rows * kRowHeight + 10)});
    m_list->show();
}

void JumpField::choose(int row) {
    if (row < 0 || row >= static_cast<int>(m_targets.size())) return;
    const JumpTarget target = m_targets[static_cast<std::size_t>(row)];
    leave();
    emit chosen(target);
}

void JumpField::leave() {
    m_list->hide();
    clear();
    clearFocus();
}

void JumpField::keyPressEvent(QKeyEvent* event) {
    const int row = m_list->currentRow();
    switch (event->key()) {
        case Qt::Key_Down:
            m_list->setCurrentRow(std::min(row + 1, m_list->count() - 1));
            return;
        case Qt::Key_Up:
            m_list->setCurrentRow(std::max(row - 1, 0));
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose(row);
            return;
        case Qt::Key_Escape:
            leave();
            return;
        default:
            QLineEdit::keyPressEvent(event);
    }
}

void JumpField::mousePressEvent(QMouseEvent* event) {
    QLineEdit::mousePressEvent(event);
    offer();
}

void JumpField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    m_list->hide();
}

/// The key that leads here, at the right end while nothing is typed.
void JumpField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (!text().isEmpty() || width() < 240) return;
    const Look& look = Look::now();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(fixedFont());
    const QString key = QStringLiteral("Ctrl K");
    const int wide = painter.fontMetrics().horizontalAdvance(key) + 12;
    const QRect box(width() - wide - 6, 6, wide, height() - 12);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.line);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(look.dim);
    painter.drawText(box, Qt::AlignCenter, key);
}

}  // namespace app
