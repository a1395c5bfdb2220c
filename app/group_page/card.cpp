#include "app/group_page/card.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "widgets/elided_label.h"
#include "widgets/groups/drawing_view.h"

namespace app {
namespace {

/// As high as the view needs, up to a height from which on it scrolls.
class ScrolledView : public QScrollArea {
public:
    ScrolledView(widgets::DrawingView* view, int mostHeight)
        : m_view(view)
        , m_mostHeight(mostHeight) {
        setWidgetResizable(true);
        setFrameShape(NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus);
        setWidget(view);
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Expanding);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
        connect(view, &widgets::DrawingView::heightChanged, this, [this] { updateGeometry(); });
        connect(view, &widgets::DrawingView::reached, this, [this](const QRect& spot) {
            ensureVisible(spot.center().x(), spot.center().y(), 0, spot.height());
        });
    }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override {
        return std::min(m_mostHeight, m_view->heightForWidth(width));
    }
    QSize sizeHint() const override { return {200, heightForWidth(std::max(width(), 200))}; }
    QSize minimumSizeHint() const override { return {120, 40}; }

private:
    widgets::DrawingView* m_view;
    const int m_mostHeight;
};

}  // namespace

Card::Card(QWidget* body, QWidget* parent)
    : QFrame(parent)
    , m_title(new QLabel)
    , m_note(new widgets::ElidedLabel(nullptr, Qt::ElideRight)) {
    setProperty("role", "card");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 8, 1, 2);
    column->setSpacing(5);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(13, 0, 13, 0);
    head->setSpacing(12);
    m_title->setProperty("role", "title");
    m_note->setProperty("role", "heading");
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_title);
    head->addWidget(m_note, 1);
    column->addLayout(head);
    column->addWidget(body, 1);
}

Card* Card::scrolling(widgets::DrawingView* view, int mostHeight) {
    return new Card(new ScrolledView(view, mostHeight));
}

void Card::setTitle(const QString& title) { m_title->setText(title); }

void Card::setNote(const QString& note) { m_note->setText(note); }

}  // namespace app
