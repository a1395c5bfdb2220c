#include "app/group_page/first_group_panel.h"

#include <QLabel>
#include <QVBoxLayout>

#include "app/session/sample_text.h"
#include "widgets/copy_field.h"
#include "widgets/fonts.h"

namespace app {

constexpr int kWidth = 560;

FirstGroupPanel::FirstGroupPanel(QWidget* parent)
    : QFrame(parent) {
    setProperty("role", "card");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 22);
    column->setSpacing(10);
    const auto wrapping = [this, column](bool isDim) {
        auto* label = new QLabel(this);
        label->setWordWrap(true);
        if (isDim) label->setProperty("tone", "dim");
        column->addWidget(label);
        return label;
    };
    const auto field = [this, column] {
        auto* made = new widgets::CopyField(QString(), this);
        connect(made, &widgets::CopyField::copied, this, &FirstGroupPanel::copied);
        column->addWidget(made);
        return made;
    };
    m_title = wrapping(false);
    m_title->setFont(widgets::sizedFont(font(), 16, QFont::DemiBold));
    m_words = wrapping(true);
    m_first = wrapping(true);
    m_start = field();
    m_second = wrapping(true);
    m_again = field();
    setMaximumWidth(kWidth);
    retranslate();
}

void FirstGroupPanel::show(const QString& address, const QString& topic) {
    if (address == m_address && topic == m_topic) return;
    m_address = address;
    m_topic = topic;
    fill();
}

void FirstGroupPanel::retranslate() {
    m_title->setText(tr("There is no consumer group yet"));
    m_words->setText(tr(
        "A consumer group is a name that several consumers share. Kafka divides the partitions of the topics "
        "among them, remembers how far the group has read, and divides anew when one of them comes or "
        "goes."));
    m_first->setText(tr("Start the first member in a terminal:"));
    m_second->setText(
        tr("Then the same line in a second terminal, and watch the group rebalance. This sends "
           "something to read:"));
    fill();
}

void FirstGroupPanel::fill() {
    const QString topic = m_topic.isEmpty() ? QString::fromLatin1(kSampleTopic) : m_topic;
    m_start->setText(QStringLiteral("kcat -b %1 -G my-group %2").arg(m_address, topic));
    m_again->setText(QStringLiteral("seq 1000 | kcat -b %1 -P -t %2").arg(m_address, topic));
}

}  // namespace app
