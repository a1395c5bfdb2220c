#include "app/window/key_list.h"

#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QMessageBox>

namespace app {
namespace {

class KeyList {
    Q_DECLARE_TR_FUNCTIONS(KeyList)
public:
    static QString title() { return tr("Keys"); }
    /// Each key with its meaning.
    static std::vector<std::pair<QString, QString>> rows() {
        return {{QStringLiteral("Ctrl+K"), tr("Jump to anything by part of its name")},
                {QStringLiteral("/"), tr("Filter, or find an offset")},
                {QStringLiteral("F5"), tr("Refresh")},
                {QStringLiteral("K"), tr("Kill the selected broker")},
                {QStringLiteral("Shift+K"), tr("Kill it with power loss")},
                {QStringLiteral("S"), tr("Stop it cleanly")},
                {QStringLiteral("R"), tr("Restart the selected broker")},
                {QStringLiteral("F"), tr("Freeze or thaw it")},
                {QStringLiteral("X"), tr("Cut the selected link, or cut the broker off")},
                {QStringLiteral("Shift+X"), tr("Heal the link, or all links of the broker")},
                {QStringLiteral("Ctrl+N"), tr("New topic")},
                {QStringLiteral("Del"), tr("Delete the selected topic or group")},
                {QStringLiteral("Ctrl+E"), tr("Save what is shown, as picture or table")},
                {QStringLiteral("Esc, Alt+←"), tr("Back")},
                {QStringLiteral("Alt+→"), tr("Forward")},
                {QStringLiteral("← →"), tr("On the timeline: the event before and after")},
                {QStringLiteral("Shift+← →"), tr("On the timeline: a second back and forth; End is now")},
                {QStringLiteral("?"), tr("This list")}};
    }
};

}  // namespace

void showKeyList(QWidget* window) {
    QString rows;
    for (const auto& [key, meaning] : KeyList::rows())
        rows += QStringLiteral(
                    "<tr><td style=\"padding:3px 18px 3px 0\"><b>%1</b></td><td style=\"padding:3px "
                    "0\">%2</td></tr>")
                    .arg(key, meaning);
    auto* box = new QMessageBox(QMessageBox::NoIcon, KeyList::title(),
                                QStringLiteral("<table>%1</table>").arg(rows), QMessageBox::Close, window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}  // namespace app
