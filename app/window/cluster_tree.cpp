#include "app/window/cluster_tree.h"

#include <algorithm>

#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

#include "app/desktop/look.h"

namespace app {
namespace {

constexpr int kRowHeight = 27;
constexpr int kHeadingHeight = 34;
constexpr int kWidth = 196;

enum Role { kCountRole = Qt::UserRole + 1, kToneRole };

/// A row of the tree: a heading in small capitals, the cluster with its dot, a page with its count.
class TreeDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {kWidth, index.row() == 0 ? kHeadingHeight : kRowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Look& look = Look::now();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect row = option.rect.adjusted(8, 1, -8, -1);
        const bool isSelected = option.state & QStyle::State_Selected;
        const bool isHovered =
            (option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled);
        if (index.row() > 1 && (isSelected || isHovered)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(isSelected ? look.raised.darker(look.isDark ? 80 : 104) : look.raised);
            painter->drawRoundedRect(row.adjusted(10, 0, 0, 0), 6, 6);
        }
        QRect text = row.adjusted(index.row() <= 1 ? 8 : 18, 0, -8, 0);
        QFont font = option.font;
        if (index.row() == 0) {
            font.setPixelSize(11);
            font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
            text.setTop(text.top() + 10);
        } else if (index.row() == 1) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(look.of(static_cast<Tone>(index.data(kToneRole).toInt())));
            painter->drawEllipse(QPointF(text.left() + 4, text.center().y() + 1), 4, 4);
            text.setLeft(text.left() + 16);
        }
        painter->setFont(font);
        const QFontMetrics metrics = painter->fontMetrics();
        const QString count = index.data(kCountRole).toString();
        const int behind = metrics.horizontalAdvance(count) + 6;
        // Where there is no room for both, the name is told.
        if (metrics.horizontalAdvance(index.data().toString()) + behind <= text.width()) {
            painter->setPen(look.dim);
            painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, count);
            text.setRight(text.right() - behind);
        } else {
            text.setRight(row.right() - 2);
        }
        painter->setPen(isSelected && index.row() > 1 ? look.text : look.dim);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }
};

}  // namespace

ClusterTree::ClusterTree(QWidget* parent)
    : QListWidget(parent) {
    setObjectName(QStringLiteral("clusterTree"));
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new TreeDelegate(this));
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(150);
    for (int row = 0; row < kRows; ++row) addItem(new QListWidgetItem);
    item(kHeading)->setFlags(Qt::NoItemFlags);
    item(kSegments)->setHidden(true);
    retranslate();
    connect(this, &QListWidget::currentRowChanged, this, &ClusterTree::onClicked);
    connect(this, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* clicked) { onClicked(row(clicked)); });
}

QSize ClusterTree::sizeHint() const { return {kWidth, 300}; }

void ClusterTree::retranslate() {
    item(kHeading)->setText(tr("LOCAL"));
    item(kOverview)->setText(tr("Overview"));
    item(kBrokers)->setText(tr("Brokers"));
    item(kTopics)->setText(tr("Topics"));
    item(kSegments)->setText(tr("Segments"));
    item(kGroups)->setText(tr("Consumer groups"));
    item(kQuorum)->setText(tr("Quorum"));
}

void ClusterTree::show(const ClusterSession& session) {
    const auto& snapshot = *session.snapshot();
    const auto set = [this](Row row, int role, const QVariant& value) {
        if (item(row)->data(role) != value) item(row)->setData(role, value);
    };
    const auto living =
        std::ranges::count_if(snapshot.brokers, [](const auto& b) { return isAlive(b->state); });
    const auto all = static_cast<std::ptrdiff_t>(snapshot.brokers.size());
    const Tone tone = living == 0 || session.figures().cluster().offline > 0           ? Tone::kBad
                      : living < all || snapshot.activeController == broker::kNoBroker ? Tone::kWarning
                                                                                       : Tone::kGood;
    set(kCluster, Qt::DisplayRole, QString::fromStdString(snapshot.name));
    set(kCluster, kToneRole, static_cast<int>(tone));
    set(kCluster, kCountRole,
        living == all ? QString::number(all) : QStringLiteral("%1/%2").arg(living).arg(all));
    set(kBrokers, kCountRole, QString::number(all));
    const auto topics =
        std::ranges::count_if(snapshot.metadata->topics, [](const auto& t) { return !t->isInternal; });
    const auto voters = std::ranges::count_if(snapshot.brokers, [](const auto& b) { return b->isVoter; });
    set(kQuorum, kCountRole, QString::number(voters));
    const QString groups = QLocale().toString(static_cast<qlonglong>(snapshot.groups().size()));
    set(kGroups, kCountRole, groups);
    // A narrow tree has no room for the number.
    set(kGroups, Qt::ToolTipRole, item(kGroups)->text() + QStringLiteral(" · ") + groups);
    set(kTopics, kCountRole, QLocale().toString(static_cast<qlonglong>(topics)));
}

void ClusterTree::markPlace(const Place& place) {
    m_isMarking = true;
    item(kSegments)->setHidden(place.page != PageId::kSegments);
    switch (place.page) {
        case PageId::kOverview:
            setCurrentRow(kOverview);
            break;
        case PageId::kBrokers:
            setCurrentRow(kBrokers);
            break;
        case PageId::kTopics:
            setCurrentRow(kTopics);
            break;
        case PageId::kSegments:
            setCurrentRow(kSegments);
            break;
        case PageId::kGroups:
            setCurrentRow(kGroups);
            break;
        case PageId::kQuorum:
            setCurrentRow(kQuorum);
            break;
    }
    m_isMarking = false;
}

void ClusterTree::onClicked(int row) {
    if (m_isMarking) return;
    Place place;
    if (row == kCluster) emit subjectSelected(ClusterSubject{});
    if (row == kSegments) return;
    if (row == kBrokers) place.page = PageId::kBrokers;
    if (row == kTopics) place.page = PageId::kTopics;
    if (row == kGroups) place.page = PageId::kGroups;
    if (row == kQuorum) place.page = PageId::kQuorum;
    emit goRequested(place);
}

}  // namespace app
