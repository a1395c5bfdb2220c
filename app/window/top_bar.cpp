#include "app/window/top_bar.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QToolButton>

namespace app {

constexpr int kHeight = 44;
constexpr int kJumpWidth = 340;
constexpr int kLeastJumpWidth = 180;
constexpr int kGap = 12;

namespace {

/// Below the button, flush with its right edge.
void popUp(QMenu* menu, const QPushButton* under) {
    // A menu that is filled when it shows has no size before.
    emit menu->aboutToShow();
    const int x = under->width() - menu->sizeHint().width();
    menu->popup(under->mapToGlobal(QPoint(x, under->height() + 4)));
}

}  // namespace

TopBar::TopBar(QWidget* jump, QWidget* parent)
    : QWidget(parent)
    , m_jump(jump) {
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(kHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 14, 0);
    row->setSpacing(2);
    const auto arrow = [](const QString& text, const QString& name) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setObjectName(name);
        button->setAutoRaise(true);
        button->setProperty("role", "arrow");
        return button;
    };
    m_back = arrow(QStringLiteral("‹"), QStringLiteral("back"));
    m_forward = arrow(QStringLiteral("›"), QStringLiteral("forward"));
    row->addWidget(m_back);
    row->addWidget(m_forward);

    m_crumbs = new QWidget;
    m_crumbRow = new QHBoxLayout(m_crumbs);
    m_crumbRow->setContentsMargins(4, 0, 0, 0);
    m_crumbRow->setSpacing(2);
    row->addWidget(m_crumbs);
    row->addStretch(1);

    m_acts = new QWidget;
    auto* acts = new QHBoxLayout(m_acts);
    acts->setContentsMargins(0, 0, 0, 0);
    acts->setSpacing(10);
    m_view = new QPushButton;
    m_view->setObjectName(QStringLiteral("view"));
    m_newTopic = new QPushButton;
    m_newTopic->setObjectName(QStringLiteral("newTopic"));
    m_break = new QPushButton;
    m_break->setObjectName(QStringLiteral("break"));
    m_break->setProperty("tone", "bad");
    m_breakMenu = new QMenu(m_break);
    connect(m_break, &QPushButton::clicked, this, [this] { popUp(m_breakMenu, m_break); });
    acts->addWidget(m_view);
    acts->addWidget(m_newTopic);
    acts->addWidget(m_break);
    row->addWidget(m_acts);

    m_jump->setParent(this);
    connect(m_back, &QToolButton::clicked, this, &TopBar::backClicked);
    connect(m_forward, &QToolButton::clicked, this, &TopBar::forwardClicked);
    connect(m_newTopic, &QPushButton::clicked, this, &TopBar::newTopicClicked);
    retranslate();
    showHistory(false, false);
}

void TopBar::retranslate() {
    m_back->setToolTip(tr("Back (Alt+Left)"));
    m_back->setAccessibleName(tr("Back"));
    m_forward->setToolTip(tr("Forward (Alt+Right)"));
    m_forward->setAccessibleName(tr("Forward"));
    m_view->setText(tr("View") + QStringLiteral(" ▾"));
    m_newTopic->setText(tr("+ Topic"));
    m_break->setText(tr("Break") + QStringLiteral(" ▾"));
}

void TopBar::setViewMenu(QMenu* menu) {
    connect(m_view, &QPushButton::clicked, menu, [this, menu] { popUp(menu, m_view); });
}

void TopBar::showHistory(bool canGoBack, bool canGoForward) {
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void TopBar::showNewTopic(const QString& whyNot) {
    m_newTopic->setEnabled(whyNot.isEmpty());
    m_newTopic->setToolTip(whyNot.isEmpty() ? tr("Create a topic (Ctrl+N)") : whyNot);
}

void TopBar::showCrumbs(const std::vector<Crumb>& crumbs) {
    while (QLayoutItem* item = m_crumbRow->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (std::size_t i = 0; i < crumbs.size(); ++i) {
        if (i > 0) {
            auto* mark = new QLabel(QStringLiteral("›"));
            mark->setProperty("tone", "dim");
            m_crumbRow->addWidget(mark);
            mark->show();
        }
        auto* button = new QToolButton;
        button->setText(crumbs[i].text);
        button->setAutoRaise(true);
        button->setProperty("role", "crumb");
        connect(button, &QToolButton::clicked, this,
                [this, place = crumbs[i].place] { emit crumbClicked(place); });
        m_crumbRow->addWidget(button);
        button->show();
    }
    m_crumbRow->activate();
    layout()->activate();
    placeJump();
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeJump();
}

/// In the middle of the window as long as there is room, else in what the crumbs leave free.
void TopBar::placeJump() {
    const int from = m_crumbs->x() + m_crumbs->sizeHint().width() + kGap;
    const int to = width() - m_acts->sizeHint().width() - 14 - kGap;
    const int wide = std::clamp(to - from, kLeastJumpWidth, kJumpWidth);
    const int middle = (width() - wide) / 2;
    const int x = std::clamp(middle, from, std::max(from, to - wide));
    const int high = std::min(30, kHeight - 8);
    m_jump->setGeometry(x, (kHeight - high) / 2, wide, high);
}

}  // namespace app
