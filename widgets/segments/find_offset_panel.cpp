#include "widgets/segments/find_offset_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "widgets/segments/find_step_card.h"
#include "widgets/segments/look.h"
#include "widgets/segments/parts.h"

namespace widgets {

namespace {

constexpr int kReplayStep = 700;  // milliseconds between steps

void nameObject(QLabel* label, const char* name) {
    label->setObjectName(QString::fromLatin1(name));
    label->style()->unpolish(label);
    label->style()->polish(label);
}

}  // namespace

FindOffsetPanel::FindOffsetPanel(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_line(new QLineEdit(this))
    , m_find(new QPushButton(this))
    , m_step(new QPushButton(this))
    , m_replay(new QPushButton(this))
    , m_outcome(new ElidedLabel(this)) {
    m_title->setObjectName(QStringLiteral("cardTitle"));
    m_find->setObjectName(QStringLiteral("accent"));
    m_line->setFixedWidth(96);
    m_line->setMaxLength(32);
    m_title->setBuddy(m_line);
    m_outcome->setMinimumWidth(10);
    m_outcome->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_outcome->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    for (QWidget* part : std::initializer_list<QWidget*>{m_title, m_line, m_find, m_step, m_replay})
        head->addWidget(part);
    head->addWidget(m_outcome, 1);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(8);
    for (int i = 0; i < kFindSteps; ++i) {
        m_cards[static_cast<std::size_t>(i)] = new FindStepCard(i + 1, this);
        cards->addWidget(m_cards[static_cast<std::size_t>(i)], 1);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addLayout(cards);

    connect(m_find, &QPushButton::clicked, this, [this] { ask(Asked::kAll); });
    connect(m_line, &QLineEdit::returnPressed, this, [this] { ask(Asked::kAll); });
    connect(m_step, &QPushButton::clicked, this, &FindOffsetPanel::step);
    connect(m_replay, &QPushButton::clicked, this, &FindOffsetPanel::replay);
    connect(m_line, &QLineEdit::textChanged, this, &FindOffsetPanel::tellOutcome);
    m_replayTimer.setInterval(kReplayStep);
    connect(&m_replayTimer, &QTimer::timeout, this, [this] {
        setSteps(m_steps + 1);
        if (!m_walk.search || m_steps >= stepsTaken(*m_walk.search)) m_replayTimer.stop();
    });
    retranslate();
}

void FindOffsetPanel::retranslate() {
    m_title->setText(tr("Find offset"));
    m_line->setPlaceholderText(tr("offset"));
    m_line->setAccessibleName(tr("Offset to find"));
    m_find->setText(tr("Find"));
    m_step->setText(tr("Step"));
    m_replay->setText(tr("Replay"));
    m_step->setToolTip(tr("Shows the next of the four steps"));
    m_replay->setToolTip(tr("Shows the four steps one after the other"));
    fillCards();
    tellOutcome();
}

void FindOffsetPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

std::optional<broker::Offset> FindOffsetPanel::typed() const {
    QString digits;
    for (const QChar c : m_line->text()) {
        // As it is shown, with the language's separators, is as good as plain digits.
        if (c.isSpace() || c == u',' || c == u'.' || c == u'\'' || c == QChar(0x2019)) continue;
        digits.append(c);
    }
    bool isNumber = false;
    const qlonglong offset = digits.toLongLong(&isNumber);
    if (!isNumber || offset < 0) return std::nullopt;
    return broker::Offset(offset);
}

void FindOffsetPanel::setOffset(broker::Offset offset) { m_line->setText(grouped(offset)); }
void FindOffsetPanel::focusLine() {
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void FindOffsetPanel::setBusy(bool on) {
    m_isBusy = on;
    tellOutcome();
}

void FindOffsetPanel::ask(Asked asked) {
    const auto wanted = typed();
    if (!wanted) {
        tellOutcome();
        focusLine();
        return;
    }
    m_asked = asked;
    m_replayTimer.stop();
    setBusy(true);
    emit findRequested(*wanted);
}

void FindOffsetPanel::step() {
    const auto wanted = typed();
    const bool isOther = !m_walk.search || (wanted && *wanted != m_walk.search->wanted);
    if (isOther) return ask(Asked::kStep);
    m_replayTimer.stop();
    setSteps(m_steps >= stepsTaken(*m_walk.search) ? 1 : m_steps + 1);
}

void FindOffsetPanel::replay() {
    if (!m_walk.search) return;
    if (!m_isAnimated) return setSteps(stepsTaken(*m_walk.search));
    setSteps(1);
    m_replayTimer.start();
}

void FindOffsetPanel::showWalk(const WalkContents& walk) {
    m_walk = walk;
    m_isBusy = false;
    m_replayTimer.stop();
    m_steps = -1;
    setSteps(!m_walk.search ? 0 : m_asked == Asked::kStep ? 1 : stepsTaken(*m_walk.search));
}

void FindOffsetPanel::clear() {
    m_asked = Asked::kAll;
    m_line->clear();
    showWalk({});
}

void FindOffsetPanel::setSteps(int steps) {
    if (steps == m_steps) return;
    m_steps = steps;
    fillCards();
    tellOutcome();
    emit stepsShownChanged(m_walk.search, m_steps);
}

void FindOffsetPanel::fillCards() {
    const auto steps = m_walk.search ? findSteps(*m_walk.search) : findStepsAhead();
    const auto ahead = findStepsAhead();
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const bool isReached = m_walk.search && static_cast<int>(i) < m_steps;
        m_cards[i]->show(isReached ? steps[i] : ahead[i], isReached, m_isAnimated);
    }
}

void FindOffsetPanel::tellOutcome() {
    m_replay->setEnabled(m_walk.search != nullptr);
    m_find->setEnabled(!m_isBusy);
    const auto say = [this](const char* name, const QString& words) {
        nameObject(m_outcome, name);
        m_outcome->setText(words);
        m_outcome->setToolTip(words);
    };
    if (!m_line->text().isEmpty() && !typed()) return say("red", tr("an offset is a number from 0"));
    if (m_isBusy) return say("dim", tr("looking…"));
    if (!m_walk.problem.isEmpty()) return say("red", m_walk.problem);
    if (!m_walk.search) return say("dim", QString());
    if (m_steps < stepsTaken(*m_walk.search))
        return say("dim", tr("step %1 of %2").arg(m_steps).arg(kFindSteps));
    const QString outcome = findOutcome(*m_walk.search, m_walk.micros);
    say(m_walk.search->found ? "green" : "red",
        (m_walk.search->found ? QStringLiteral("● ") : QStringLiteral("✗ ")) + outcome);
}

}  // namespace widgets
