#include "app/pages/detail_tabs.h"

#include <algorithm>

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "widgets/elided_label.h"

namespace app {

DetailTabs::DetailTabs(const std::vector<Tab>& tabs, const std::map<Tab, QWidget*>& views, QWidget* parent)
    : QWidget(parent)
    , m_tabs(tabs) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    m_title = new QLabel;
    m_title->setProperty("role", "title");
    m_note = new widgets::ElidedLabel(nullptr, Qt::ElideMiddle);
    m_note->setProperty("tone", "dim");
    m_bar = new QTabBar;
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(false);
    head->addWidget(m_title);
    head->addSpacing(8);
    head->addWidget(m_bar);
    head->addStretch(1);
    m_note->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    head->addWidget(m_note);
    column->addLayout(head);

    m_stack = new QStackedWidget;
    for (const Tab tab : m_tabs) {
        m_bar->addTab(QString());
        if (const auto view = views.find(tab); view != views.end()) {
            m_tables.push_back(nullptr);
            m_stack->addWidget(view->second);
            continue;
        }
        auto* card = new QFrame;
        card->setProperty("role", "card");
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(4, 4, 4, 6);
        m_tables.push_back(new DataTable);
        inside->addWidget(m_tables.back());
        m_stack->addWidget(card);
    }
    column->addWidget(m_stack, 1);
    connect(m_bar, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_bar, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0) emit tabChosen(m_tabs[static_cast<std::size_t>(index)]);
    });
}

DataTable* DetailTabs::table(Tab tab) const {
    const auto found = std::ranges::find(m_tabs, tab);
    return found == m_tabs.end() ? nullptr : m_tables[static_cast<std::size_t>(found - m_tabs.begin())];
}

void DetailTabs::setTabNames(const QStringList& names) {
    for (int i = 0; i < m_bar->count() && i < names.size(); ++i) {
        m_bar->setTabText(i, names[i]);
        if (DataTable* table = m_tables[static_cast<std::size_t>(i)]) table->setAccessibleName(names[i]);
    }
}

void DetailTabs::setTitle(const QString& title, const QString& note) {
    m_title->setText(title);
    m_note->setText(note);
}

void DetailTabs::setTab(Tab tab) {
    const auto found = std::ranges::find(m_tabs, tab);
    if (found != m_tabs.end()) m_bar->setCurrentIndex(static_cast<int>(found - m_tabs.begin()));
}

Tab DetailTabs::tab() const { return m_tabs[static_cast<std::size_t>(std::max(0, m_bar->currentIndex()))]; }

}  // namespace app
