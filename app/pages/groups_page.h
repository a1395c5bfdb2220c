#pragma once

#include <string>
#include <vector>

#include "app/groups/group_lag.h"
#include "app/pages/page.h"
#include "app/tables/kept_rows.h"

class QFrame;
class QLabel;
class QLineEdit;
class QSplitter;

namespace app {

class DataTable;
class FigureStrip;
class FirstGroupPanel;
class GroupDetail;

/// All consumer groups in a table with a filter, and below it the chosen one in cards; of a place that names
/// a group the whole page, with its figures on top. Where there is no group, how to start one.
class GroupsPage : public Page {
    Q_OBJECT
public:
    explicit GroupsPage(ClusterSession& session, QWidget* parent = nullptr);

    void open(const Place& place) override;
    void refresh() override;
    void select(const Subject& subject) override;
    void retranslate() override;
    void focusFilter() override;

signals:
    void copied(const QString& text);

private:
    using Groups = std::vector<std::shared_ptr<const broker::observe::GroupSnapshot>>;

    /// What a row of the groups is made of.
    struct GroupFacts {
        std::shared_ptr<const broker::observe::GroupSnapshot> group;
        std::int64_t lag = -1;  ///< -1: not known
        bool isLagPartial = false;
        friend bool operator==(const GroupFacts&, const GroupFacts&) = default;
    };
    void build();
    void connectParts();
    void chooseGroup(const Groups& groups);
    /// Null: not known yet.
    const GroupLag* lagOf(const std::string& group) const;
    void showFigures(const Groups& groups);
    void showGroupFigures(const broker::observe::GroupSnapshot& group);
    void showFirstGroup();
    std::vector<SharedRow> groupRows(const Groups& groups);
    TableRow groupRow(const GroupFacts& facts) const;

    KeptRows<GroupFacts> m_groupRows;
    std::string m_group;     ///< the chosen one
    GroupLag m_lag;          ///< its lag at this moment: of all others it may be that of a moment ago
    bool m_isWhole = false;  ///< the place names it: the list is not to be seen

    FigureStrip* m_figures = nullptr;
    QFrame* m_list = nullptr;  ///< the table and what belongs to it
    QLineEdit* m_filter = nullptr;
    DataTable* m_table = nullptr;
    QLabel* m_hint = nullptr;
    GroupDetail* m_detail = nullptr;
    QSplitter* m_halves = nullptr;  ///< the list and the detail
    QWidget* m_none = nullptr;      ///< there is no group
    FirstGroupPanel* m_first = nullptr;
    QLabel* m_gone = nullptr;
};

}  // namespace app
