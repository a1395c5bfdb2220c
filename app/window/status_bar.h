#pragma once

#include <QStatusBar>

#include "app/session/cluster_session.h"

class QLabel;
class QToolButton;

namespace app {

/// The line at the bottom: where clients connect, what flows, what is wrong, what it costs.
class StatusBar : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusBar(QWidget* parent = nullptr);

    void show(const ClusterSession& session);
    void retranslate();
    using QWidget::show;

signals:
    void copied(const QString& address);

private:
    void copyAddress();

    QString m_bootstrap;
    QToolButton* m_address;
    QLabel* m_flow;
    QLabel* m_under;
    QLabel* m_offline;
    QLabel* m_controller;
    QLabel* m_cost;
};

}  // namespace app
