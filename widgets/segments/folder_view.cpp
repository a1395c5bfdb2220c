#include "widgets/segments/folder_view.h"

#include <algorithm>

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include "widgets/segments/look.h"

namespace widgets {

namespace {

constexpr int kRowHeight = 21;
constexpr int kPadding = 5;

QFont nameFont() {
    QFont font = fixedFont();
    font.setPixelSize(11);
    return font;
}

/// A file's name with its zeros dimmed, or its size.
class FileCell : public QStyledItemDelegate {
public:
    explicit FileCell(FolderView* view)
        : QStyledItemDelegate(view)
        , m_view(view) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const bool isSelected = isOfSelected(index);
        if (isSelected) paintSelection(*painter, option.rect, index.column() == FolderModel::kName);
        if (option.state.testFlag(QStyle::State_HasFocus) ||
            (!isSelected && option.state.testFlag(QStyle::State_MouseOver))) {
            painter->fillRect(option.rect, look(Hue::kRaised));
        }
        painter->setFont(nameFont());
        QRect rect = option.rect.adjusted(kPadding, 0, -kPadding, 0);
        const QString text = index.data().toString();
        if (index.column() == FolderModel::kBytes) {
            painter->setPen(look(isSelected ? Hue::kText : Hue::kDimText));
            painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, text);
            painter->restore();
            return;
        }
        const int zeros = index.data(FolderModel::kLeadingZeros).toInt();
        // Where it is narrow the zeros give way, never the digits that say something.
        QString dim = text.left(zeros);
        const int room = rect.width() - painter->fontMetrics().horizontalAdvance(text.mid(zeros));
        dim = painter->fontMetrics().elidedText(dim, Qt::ElideLeft, std::max(room, 0));
        painter->setPen(look(Hue::kFaintText));
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, dim);
        rect.setLeft(rect.left() + painter->fontMetrics().horizontalAdvance(dim));
        painter->setPen(look(Hue::kText));
        const QString rest = painter->fontMetrics().elidedText(text.mid(zeros), Qt::ElideRight, rect.width());
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, rest);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {QFontMetrics(nameFont()).horizontalAdvance(index.data().toString()) + 2 * kPadding + 2,
                kRowHeight};
    }

private:
    bool isOfSelected(const QModelIndex& index) const {
        const auto selected = m_view->selectedSegment();
        const QVariant base = index.data(FolderModel::kBaseOffset);
        return selected && base.isValid() && base.toLongLong() == selected->value() &&
               index.data(FolderModel::kIsLog).toBool();
    }

    static void paintSelection(QPainter& painter, const QRect& rect, bool isFirst) {
        painter.fillRect(rect, look(Hue::kSelection));
        if (isFirst) painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look(Hue::kBlue));
    }

    FolderView* m_view;
};

}  // namespace

FolderView::FolderView(QWidget* parent)
    : QTableView(parent)
    , m_model(new FolderModel(this)) {
    setModel(m_model);
    setItemDelegate(new FileCell(this));
    setAccessibleName(tr("Files of the replica's folder"));
    setFrameShape(NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setHorizontalScrollMode(ScrollPerPixel);
    horizontalHeader()->hide();
    horizontalHeader()->setMinimumSectionSize(20);
    horizontalHeader()->setSectionResizeMode(FolderModel::kBytes, QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(FolderModel::kName, QHeaderView::Stretch);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
}

void FolderView::show(std::vector<broker::log::FolderFile> files) {
    m_isMarking = true;
    m_model->show(std::move(files));
    m_isMarking = false;
    markSelected();
}

void FolderView::selectSegment(std::optional<broker::Offset> base) {
    m_selected = base;
    markSelected();
}

void FolderView::markSelected() {
    m_isMarking = true;
    const int row = m_selected ? m_model->rowOf(*m_selected) : -1;
    if (row < 0) {
        setCurrentIndex({});
    } else if (m_model->baseAt(currentIndex().row()) != m_selected) {
        setCurrentIndex(m_model->index(row, 0));
        scrollTo(m_model->index(row, 0));
    }
    m_isMarking = false;
    viewport()->update();
}

void FolderView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (m_isMarking) return;
    const auto base = m_model->baseAt(current.row());
    if (!base || base == m_selected) return;
    m_selected = base;
    viewport()->update();
    emit segmentSelected(*base);
}

}  // namespace widgets
