#include "widgets/replicas/replicas_view.h"

#include <algorithm>
#include <cmath>

#include <QAccessible>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "widgets/palette.h"
#include "widgets/replicas/replicas_painter.h"
#include "widgets/replicas/replicas_texts.h"

namespace widgets {
namespace {

constexpr int kMotion = 170;  // milliseconds
constexpr int kPageRows = 6;
/// Names and words of states beyond this are shortened.
constexpr double kMostTitle = 110;
constexpr double kMostState = 96;

/// The words above the cards, which do not scroll.
class Head : public QWidget {
public:
    Head(const ReplicaColumns& columns, QWidget* parent)
        : QWidget(parent)
        , m_columns(columns) {}

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paintReplicasHead(painter, m_columns, Palette::of(*this), font());
    }

private:
    const ReplicaColumns& m_columns;  ///< the view's
};

}  // namespace

ReplicasView::ReplicasView(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(ReplicasTexts::name());
    m_head = new Head(m_columns, this);
    setViewportMargins(0, kReplicasHead, 0, 0);
    m_texts = {.width =
                   [this](const QString& text) {
                       return QFontMetricsF(replicaTextFont(font())).horizontalAdvance(text);
                   },
               .boldWidth =
                   [this](const QString& text) {
                       return QFontMetricsF(replicaBoldFont(font())).horizontalAdvance(text);
                   },
               .number = &ReplicasTexts::number,
               .toFetch = &ReplicasTexts::toFetch};
    m_motion.setDuration(kMotion);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

void ReplicasView::show(ReplicasContents contents) {
    const bool isSame = contents.replicas == m_contents.replicas;
    m_contents = std::move(contents);
    if (!isSame) relayout();
    fill(isSame);
}

void ReplicasView::setMoves(bool on) {
    m_moves = on;
    if (!on) m_motion.stop();
    viewport()->update();
}

double ReplicasView::scrolled() const { return verticalScrollBar()->value(); }

void ReplicasView::relayout() {
    double title = 0;
    double state = 0;
    for (const auto& [index, shown] : m_shown)
        for (const ReplicaPicture& replica : shown.target.replicas) {
            title = std::max(title, m_texts.boldWidth(replica.title));
            state = std::max(state, m_texts.boldWidth(replica.stateWord));
        }
    m_columns = ReplicaColumns::of(viewport()->width(), std::min(title + 2, kMostTitle),
                                   std::min(state + 14, kMostState),
                                   m_texts.boldWidth(ReplicasTexts::number(m_contents.largest)) + 2);
    m_stack.set(m_contents.replicas, m_columns);
    const int room = viewport()->height();
    const int needed = static_cast<int>(std::ceil(m_stack.height() - ReplicaStack::kGap));
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setSingleStep(static_cast<int>(ReplicaColumns::kRow));
    verticalScrollBar()->setRange(0, std::max(0, needed - room));
    m_head->setGeometry(viewport()->x(), viewport()->y() - kReplicasHead, viewport()->width(), kReplicasHead);
    m_head->setVisible(!m_contents.replicas.empty());
    m_head->update();
}

void ReplicasView::fill(bool moves) {
    const double share =
        m_motion.state() == QAbstractAnimation::Running ? m_motion.currentValue().toDouble() : 1.0;
    const double room = viewport()->height();
    const auto [first, last] = m_stack.within(scrolled(), scrolled() + room);
    std::map<std::size_t, Shown> shown;
    bool changes = false;
    for (std::size_t i = first; i < last; ++i) {
        PartitionPicture target = m_contents.picture(i);
        const auto known = m_shown.find(i);
        if (known == m_shown.end() || known->second.target.id != target.id) {
            shown[i] = {target, target};
            continue;
        }
        changes = changes || known->second.target != target;
        PartitionPicture now = between(known->second.before, known->second.target, share);
        shown[i] = {std::move(now), std::move(target)};
    }
    const bool isOther = shown.size() != m_shown.size() || (!shown.empty() && m_shown.empty());
    m_shown = std::move(shown);
    // Words decide how wide the columns are.
    if (isOther || changes) {
        const ReplicaColumns before = m_columns;
        relayout();
        if (before.isNarrow != m_columns.isNarrow && !isOther) return fill(false);
    }
    m_motion.stop();
    if (changes && moves && m_moves && isVisible())
        m_motion.start();
    else
        for (auto& [index, one] : m_shown) one.before = one.target;
    viewport()->update();
}

PartitionPicture ReplicasView::pictureNow(const Shown& shown) const {
    if (m_motion.state() != QAbstractAnimation::Running) return shown.target;
    return between(shown.before, shown.target, m_motion.currentValue().toDouble());
}

PartitionLayout ReplicasView::layoutOf(const PartitionPicture& picture) const {
    return PartitionLayout::of(picture, m_columns, m_texts);
}

void ReplicasView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    const Palette& palette = Palette::of(*this);
    if (m_contents.replicas.empty()) {
        painter.setFont(replicaTextFont(font()));
        painter.setPen(palette.dimText);
        painter.drawText(QRectF(viewport()->rect()), Qt::AlignCenter, ReplicasTexts::none());
        return;
    }
    for (const auto& [index, shown] : m_shown) {
        const PartitionPicture picture = pictureNow(shown);
        ReplicasInk ink{.palette = palette, .font = font(), .hasFocus = hasFocus()};
        if (m_selected && m_selected->partition == picture.id) {
            ink.isSelected = true;
            const auto row = std::ranges::find(picture.replicas, m_selected->broker, &ReplicaPicture::broker);
            if (row != picture.replicas.end())
                ink.selectedRow = static_cast<std::size_t>(row - picture.replicas.begin());
        }
        painter.save();
        painter.translate(0, m_stack.top(index) - scrolled());
        paintPartition(painter, picture, layoutOf(picture), m_columns, ink);
        painter.restore();
    }
}

void ReplicasView::resizeEvent(QResizeEvent*) {
    relayout();
    if (!m_contents.replicas.empty()) fill(false);
}

void ReplicasView::scrollContentsBy(int, int) {
    if (!m_contents.replicas.empty()) fill(false);
}

void ReplicasView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) setAccessibleName(ReplicasTexts::name());
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) {
        relayout();
        viewport()->update();
    }
}

void ReplicasView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ReplicasView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

std::optional<ReplicasView::Found> ReplicasView::at(const QPoint& point) const {
    const double y = point.y() + scrolled();
    for (const auto& [index, shown] : m_shown) {
        if (y < m_stack.top(index) || y >= m_stack.bottom(index)) continue;
        return Found{index, layoutOf(shown.target).rowAt(y - m_stack.top(index))};
    }
    return std::nullopt;
}

std::optional<ReplicaChoice> ReplicasView::choiceAt(const QPoint& point) const {
    const std::optional<Found> found = at(point);
    if (!found) return std::nullopt;
    const PartitionPicture& picture = m_shown.at(found->partition).target;
    return ReplicaChoice{picture.id, found->row ? picture.replicas[*found->row].broker : broker::kNoBroker};
}

void ReplicasView::select(const std::optional<ReplicaChoice>& choice) {
    if (choice == m_selected) return;
    m_selected = choice;
    tell();
    viewport()->update();
}

void ReplicasView::reveal(const broker::TopicPartition& partition) {
    if (!m_contents.indexOf) return;
    const std::optional<std::size_t> index = m_contents.indexOf(partition);
    if (!index || *index >= m_stack.count()) return;
    const double room = viewport()->height();
    const double top = m_stack.top(*index);
    const double bottom = m_stack.bottom(*index);
    if (top < scrolled())
        verticalScrollBar()->setValue(static_cast<int>(top));
    else if (bottom > scrolled() + room)
        verticalScrollBar()->setValue(static_cast<int>(std::ceil(std::min(top, bottom - room))));
}

void ReplicasView::choose(const ReplicaChoice& choice) {
    select(choice);
    reveal(choice.partition);
    emit selected(choice);
}

/// What is selected, for those who hear the window.
void ReplicasView::tell() {
    QString words;
    if (m_selected && m_contents.indexOf && m_contents.picture) {
        if (const auto index = m_contents.indexOf(m_selected->partition)) {
            const PartitionPicture picture = m_contents.picture(*index);
            words = picture.title + QStringLiteral(", ") + picture.subtitle;
            const auto row = std::ranges::find(picture.replicas, m_selected->broker, &ReplicaPicture::broker);
            if (row != picture.replicas.end())
                words = QStringList{picture.title, row->title, row->stateWord, row->why}.join(
                    QStringLiteral(", "));
        }
    }
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ReplicasView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (const auto choice = choiceAt(event->pos())) choose(*choice);
}

void ReplicasView::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto choice = choiceAt(event->pos());
    if (choice && choice->broker != broker::kNoBroker) emit opened(*choice);
}

/// Goes so many replicas further, over the edges of partitions.
void ReplicasView::step(int rows) {
    if (m_contents.replicas.empty()) return;
    const auto partitions = m_contents.replicas.size();
    std::optional<std::size_t> index;
    if (m_selected) index = m_contents.indexOf(m_selected->partition);
    if (!index) {
        index = m_stack.within(scrolled(), scrolled() + 1).first;
        const PartitionPicture picture = m_contents.picture(*index);
        if (!picture.replicas.empty()) choose({picture.id, picture.replicas.front().broker});
        return;
    }
    PartitionPicture picture = m_contents.picture(*index);
    const auto found = std::ranges::find(picture.replicas, m_selected->broker, &ReplicaPicture::broker);
    // From the partition itself the first step goes to its first replica.
    auto row = found == picture.replicas.end() ? std::ptrdiff_t{-1} : found - picture.replicas.begin();
    row += rows;
    while (row < 0 && *index > 0) {
        --*index;
        row += m_contents.replicas[*index];
    }
    while (row >= m_contents.replicas[*index] && *index + 1 < partitions) {
        row -= m_contents.replicas[*index];
        ++*index;
    }
    picture = m_contents.picture(*index);
    if (picture.replicas.empty()) return choose({picture.id, broker::kNoBroker});
    row = std::clamp<std::ptrdiff_t>(row, 0, static_cast<std::ptrdiff_t>(picture.replicas.size()) - 1);
    choose({picture.id, picture.replicas[static_cast<std::size_t>(row)].broker});
}

void ReplicasView::keyPressEvent(QKeyEvent* event) {
    constexpr int kAll = 1'000'000'000;
    switch (event->key()) {
        case Qt::Key_Up:
            return step(-1);
        case Qt::Key_Down:
            return step(1);
        case Qt::Key_PageUp:
            return step(-kPageRows);
        case Qt::Key_PageDown:
            return step(kPageRows);
        case Qt::Key_Home:
            return step(-kAll);
        case Qt::Key_End:
            return step(kAll);
        case Qt::Key_Left:
            if (m_selected) choose({m_selected->partition, broker::kNoBroker});
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_selected && m_selected->broker != broker::kNoBroker) emit opened(*m_selected);
            return;
        default:
            QAbstractScrollArea::keyPressEvent(event);
    }
}

QString ReplicasView::tipAt(const QPoint& point) const {
    const std::optional<Found> found = at(point);
    if (!found) return {};
    const PartitionPicture& picture = m_shown.at(found->partition).target;
    if (!found->row) return picture.title + u'\n' + picture.subtitle;
    const PartitionLayout layout = layoutOf(picture);
    const ReplicaPicture& replica = picture.replicas[*found->row];
    QStringList lines{picture.title + QStringLiteral(" · ") + replica.title + QStringLiteral(" · ") +
                      replica.stateWord};
    if (!replica.why.isEmpty()) lines << replica.why;
    if (replica.cut) lines << replica.cut->label;
    if (layout.watermark >= 0 && std::abs(point.x() - layout.watermark) < 4)
        lines << ReplicasTexts::watermarkTip(picture.watermarkLabel);
    return lines.join(u'\n');
}

bool ReplicasView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = tipAt(help->pos());
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, viewport());
    return true;
}

}  // namespace widgets
