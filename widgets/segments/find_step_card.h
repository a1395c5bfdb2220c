#pragma once

#include <QVariantAnimation>
#include <QWidget>

#include "widgets/segments/find_steps.h"

namespace widgets {

/// One of the four steps as a card: number, title, what was passed and what was chosen, a line of words. Dim
/// until it is reached.
class FindStepCard : public QWidget {
    Q_OBJECT
public:
    explicit FindStepCard(int number, QWidget* parent = nullptr);

    void show(const FindStep& step, bool isReached, bool eases);

    using QWidget::show;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_number;
    FindStep m_step;
    bool m_isReached = false;
    double m_share = 1;
    QVariantAnimation m_easing;
};

}  // namespace widgets
