#include "app/dialogs/reset_offsets_dialog.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/core.h>

#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QVBoxLayout>

#include "app/pages/state_words.h"
#include "app/tables/data_table.h"
#include "app/window/figure_strip.h"
#include "app/words/amounts.h"
#include "app/words/engine_words.h"
#include "app/words/refusal_words.h"

namespace app {

using broker::client::OffsetResetRow;
using broker::cluster::ResetOffsets;

constexpr QSize kSize{620, 520};
constexpr int kFieldWidth = 240;
constexpr int kPause = 200;  ///< ms
constexpr int kFirstShift = -100;

ResetOffsetsDialog::ResetOffsetsDialog(ClusterSession& session, std::string group, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_group(std::move(group)) {
    setObjectName(QStringLiteral("resetOffsetsDialog"));
    setWindowTitle(tr("Reset the offsets of %1").arg(QString::fromStdString(m_group)));
    build();
    connectParts();
    resize(kSize);
    onEdited();
}

void ResetOffsetsDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(14);
    m_form->setVerticalSpacing(10);
    addRules(m_form);
    column->addLayout(m_form);

    auto* card = new QFrame;
    card->setProperty("role", "card");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(4, 4, 4, 6);
    m_table = new DataTable;
    m_table->setObjectName(QStringLiteral("preview"));
    m_table->setAccessibleName(tr("Preview"));
    m_table->setColumns({{"partition", tr("Partition")},
                         {"now", tr("Now")},
                         {"then", tr("Then")},
                         {"change", tr("Change")},
                         {"logStart", tr("Log start")},
                         {"logEnd", tr("Log end")}});
    inside->addWidget(m_table);
    column->addWidget(card, 1);

    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("words"));
    m_words->setWordWrap(true);
    m_words->setMinimumHeight(m_words->fontMetrics().lineSpacing() * 3);
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_words);

    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Cancel"));
    m_do = new QPushButton(tr("Reset offsets"));
    m_do->setObjectName(QStringLiteral("primary"));
    m_do->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_do);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void ResetOffsetsDialog::addRules(QFormLayout* form) {
    m_rule = new QComboBox;
    m_rule->setObjectName(QStringLiteral("rule"));
    m_rule->addItem(tr("to the earliest record"), kEarliest);
    m_rule->addItem(tr("to the end"), kLatest);
    m_rule->addItem(tr("to an offset"), kOffset);
    m_rule->addItem(tr("to a time"), kTime);
    m_rule->addItem(tr("by a number of records"), kShift);
    m_rule->setFixedWidth(kFieldWidth);
    form->addRow(tr("&Move"), m_rule);
    m_offset = new QLineEdit(QStringLiteral("0"));
    m_offset->setObjectName(QStringLiteral("offset"));
    m_offset->setFixedWidth(kFieldWidth);
    m_offset->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,18}")), m_offset));
    form->addRow(tr("&Offset"), m_offset);
    m_time = new QDateTimeEdit(QDateTime::fromMSecsSinceEpoch(m_session.clusterTime().value() - 60'000));
    m_time->setObjectName(QStringLiteral("time"));
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_time->setFixedWidth(kFieldWidth);
    form->addRow(tr("&Time"), m_time);
    m_shift = new QSpinBox;
    m_shift->setObjectName(QStringLiteral("shift"));
    m_shift->setRange(std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
    m_shift->setGroupSeparatorShown(true);
    m_shift->setValue(kFirstShift);
    m_shift->setFixedWidth(kFieldWidth);
    m_shift->setToolTip(tr("Below 0: back"));
    form->addRow(tr("&Records"), m_shift);
}

void ResetOffsetsDialog::connectParts() {
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &ResetOffsetsDialog::preview);
    connect(m_rule, &QComboBox::currentIndexChanged, this, &ResetOffsetsDialog::onEdited);
    connect(m_offset, &QLineEdit::textEdited, this, &ResetOffsetsDialog::onEdited);
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, &ResetOffsetsDialog::onEdited);
    connect(m_shift, &QSpinBox::valueChanged, this, &ResetOffsetsDialog::onEdited);
    connect(m_do, &QPushButton::clicked, this, &ResetOffsetsDialog::reset);
    connect(&m_session, &ClusterSession::changed, this, &ResetOffsetsDialog::showObjection);
}

ResetOffsets ResetOffsetsDialog::command() const {
    ResetOffsets command{.group = m_group, .partitions = {}, .rule = broker::client::ToEarliest{}};
    switch (m_rule->currentData().toInt()) {
        case kLatest:
            command.rule = broker::client::ToLatest{};
            break;
        case kOffset:
            command.rule = broker::client::ToOffset{broker::Offset(m_offset->text().toLongLong())};
            break;
        case kTime:
            command.rule = broker::client::ToTime{broker::Timestamp(m_time->dateTime().toMSecsSinceEpoch())};
            break;
        case kShift:
            command.rule = broker::client::ShiftBy{m_shift->value()};
            break;
        default:
            break;
    }
    return command;
}

void ResetOffsetsDialog::onEdited() {
    const int rule = m_rule->currentData().toInt();
    const std::pair<QWidget*, Rule> fields[] = {{m_offset, kOffset}, {m_time, kTime}, {m_shift, kShift}};
    for (const auto& [field, of] : fields) m_form->setRowVisible(field, rule == of);
    ++m_question;
    m_isPreviewed = false;
    m_pause.start();
    showObjection();
}

QString ResetOffsetsDialog::objection() const {
    const QString against = m_session.whyNot(command());
    if (!against.isEmpty()) return against;
    const auto* group = m_session.snapshot()->group(m_group);
    if (!group) return tr("There is no group %1 any more.").arg(QString::fromStdString(m_group));
    if (!group->members.empty())
        return tr(
            "Refused while %n member(s) are active: their next commit would overwrite it. Stop them "
            "first.",
            nullptr, static_cast<int>(group->members.size()));
    return {};
}

void ResetOffsetsDialog::showObjection() {
    if (m_isResetting) return;
    const QString against = objection();
    m_do->setEnabled(against.isEmpty() && m_isPreviewed);
    m_do->setToolTip(against);
    if (!against.isEmpty()) return say(against, "warning");
    say(m_isPreviewed ? tr("The group has no members. Whoever joins next reads from there.")
                      : tr("Asking what it would come to…"),
        "dim");
}

void ResetOffsetsDialog::preview() {
    ResetOffsets question = command();
    question.previewOnly = true;
    m_session.submit(question, this, [this, number = m_question](const ClusterSession::Outcome& outcome) {
        if (number != m_question || m_isResetting) return;
        showPreview(outcome.resets);
        m_isPreviewed = outcome.ok();
        showObjection();
        if (!outcome.ok() && outcome.resets.empty()) say(refusalWords(outcome), "bad");
    });
}

TableRow ResetOffsetsDialog::rowOf(const OffsetResetRow& row) {
    const auto offset = [](broker::Offset value) {
        return value.value() < 0 ? unknownCell() : numberCell(value.value());
    };
    Cell change = unknownCell();
    if (row.before.value() >= 0 && row.after.value() >= 0) {
        const std::int64_t by = row.after - row.before;
        const QString sign = by > 0 ? QStringLiteral("+") : QString();
        change = amountCell(static_cast<double>(by), sign + wholeNumber(by),
                            by < 0   ? Tone::kWarning
                            : by > 0 ? Tone::kPlain
                                     : Tone::kDim);
    }
    Cell then = offset(row.after);
    if (!row.ok()) {
        then.tone = Tone::kBad;
        then.tip = engineWords(row.reason);
        change = textCell(then.tip, Tone::kBad);
        change.tip = then.tip;
    }
    return {fmt::format("{}/{:08}", row.partition.topic, row.partition.partition.value()),
            PartitionSubject{row.partition},
            {textCell(partitionName(row.partition)), offset(row.before), then, change, offset(row.earliest),
             offset(row.latest)}};
}

void ResetOffsetsDialog::showPreview(const std::vector<OffsetResetRow>& rows) {
    std::vector<TableRow> made;
    made.reserve(rows.size());
    for (const OffsetResetRow& row : rows) made.push_back(rowOf(row));
    std::ranges::sort(made, {}, &TableRow::key);
    m_table->showRows(std::move(made));
}

void ResetOffsetsDialog::reset() {
    m_isResetting = true;
    m_do->setEnabled(false);
    say(tr("Resetting…"), "dim");
    m_session.submit(command(), this, [this](const ClusterSession::Outcome& outcome) {
        m_isResetting = false;
        if (outcome.ok()) {
            emit offsetsReset(tr("The offsets of group %1 were reset.").arg(QString::fromStdString(m_group)));
            return accept();
        }
        if (!outcome.resets.empty()) showPreview(outcome.resets);
        say(refusalWords(outcome), "bad");
    });
}

void ResetOffsetsDialog::say(const QString& sentence, const char* tone) {
    m_words->setText(sentence);
    m_words->setProperty("tone", tone);
    m_words->setStyleSheet({});  // the tone is chosen anew
}

}  // namespace app
