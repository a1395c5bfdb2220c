#pragma once

#include <array>
#include <memory>
#include <optional>

#include <QTimer>
#include <QWidget>

#include "widgets/segments/contents.h"
#include "widgets/segments/find_steps.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace widgets {

class FindStepCard;

/// Asks for an offset and shows how it was found: Pick the segment, Ask its index, Seek, Scan forward. Find
/// shows all steps, Step one more at each press, Replay one after the other.
class FindOffsetPanel : public QWidget {
    Q_OBJECT
public:
    explicit FindOffsetPanel(QWidget* parent = nullptr);

    /// The answer to the last findRequested. Shows all its steps, or the first if Step had asked.
    void showWalk(const WalkContents& walk);
    void clear();
    /// False: Replay shows all steps at once and cards don't fade in.
    void setAnimated(bool on) { m_isAnimated = on; }
    void setOffset(broker::Offset offset);
    void setBusy(bool on);

    int stepsShown() const { return m_steps; }
    std::shared_ptr<const broker::log::OffsetSearch> search() const { return m_walk.search; }
    /// Puts the cursor into the line.
    void focusLine();

signals:
    void findRequested(broker::Offset wanted);
    /// The first `steps` of the walk are shown; 0 with null: none any more.
    void stepsShownChanged(std::shared_ptr<const broker::log::OffsetSearch> search, int steps);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Asked { kAll, kStep };

    void ask(Asked asked);
    void step();
    void replay();
    void setSteps(int steps);
    std::optional<broker::Offset> typed() const;
    void retranslate();
    void fillCards();
    void tellOutcome();

    QLabel* m_title;
    QLineEdit* m_line;
    QPushButton* m_find;
    QPushButton* m_step;
    QPushButton* m_replay;
    QLabel* m_outcome;
    std::array<FindStepCard*, kFindSteps> m_cards{};
    WalkContents m_walk;
    Asked m_asked = Asked::kAll;
    int m_steps = 0;
    bool m_isAnimated = true;
    bool m_isBusy = false;
    QTimer m_replayTimer;
};

}  // namespace widgets
