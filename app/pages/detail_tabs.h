#pragma once

#include <map>
#include <vector>

#include <QWidget>

#include "app/navigation/place.h"
#include "app/tables/data_table.h"

class QLabel;
class QStackedWidget;
class QTabBar;

namespace app {

/// The lower half of a page: whose detail it is, tabs, and a table or a view for each of them.
class DetailTabs : public QWidget {
    Q_OBJECT
public:
    /// One tab per entry, in this order; a table each, or the view that is given for it.
    explicit DetailTabs(const std::vector<Tab>& tabs, const std::map<Tab, QWidget*>& views = {},
                        QWidget* parent = nullptr);

    /// Null: the tab has a view.
    DataTable* table(Tab tab) const;
    void setTabNames(const QStringList& names);
    void setTitle(const QString& title, const QString& note);
    /// kDefault stays where it is.
    void setTab(Tab tab);
    Tab tab() const;

signals:
    /// By the person.
    void tabChosen(app::Tab tab);

private:
    const std::vector<Tab> m_tabs;
    QLabel* m_title;
    QLabel* m_note;
    QTabBar* m_bar;
    QStackedWidget* m_stack;
    std::vector<DataTable*> m_tables;
};

}  // namespace app
