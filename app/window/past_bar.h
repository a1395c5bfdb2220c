#pragma once

#include <QFrame>

#include "app/session/cluster_session.h"

class QLabel;
class QPushButton;

namespace app {

/// Above the page while the past is shown: which moment it is, how long ago, and the way back. Hidden while
/// the present is.
class PastBar : public QFrame {
    Q_OBJECT
public:
    explicit PastBar(QWidget* parent = nullptr);

    /// `showsFiles`: the page below reads files, which are as they are now.
    void show(const ClusterSession& session, bool showsFiles);
    void retranslate();
    using QWidget::show;

signals:
    void presentRequested();

private:
    QLabel* m_words;
    QPushButton* m_back;
};

}  // namespace app
