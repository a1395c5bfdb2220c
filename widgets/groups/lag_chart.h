#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QWidget>

class QChartView;
class QDateTimeAxis;
class QLineSeries;
class QValueAxis;

namespace widgets {

/// The lag of a group over time.
struct LagChartPicture {
    struct Point {
        std::int64_t time = 0;  ///< milliseconds since 1970
        std::int64_t records = 0;
        std::int64_t milliseconds = -1;  ///< age of the oldest unread record; -1: not known

        friend bool operator==(const Point&, const Point&) = default;
    };
    std::vector<Point> points;  ///< oldest first
    std::optional<std::int64_t> rebalance{};

    friend bool operator==(const LagChartPicture&, const LagChartPicture&) = default;
};

/// Records as a line on the left axis, seconds as a dashed one on the right, each in the colour of its axis;
/// where the group rebalanced, a dashed line upright.
class LagChart : public QWidget {
    Q_OBJECT
public:
    explicit LagChart(QWidget* parent = nullptr);

    void show(LagChartPicture picture);
    using QWidget::show;

    QSize sizeHint() const override { return {280, 150}; }
    QSize minimumSizeHint() const override { return {200, 140}; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fill();
    void colour();

    LagChartPicture m_picture;
    QChartView* m_view;
    QLineSeries* m_records;
    QLineSeries* m_seconds;
    QLineSeries* m_rebalance;
    QDateTimeAxis* m_times;
    QValueAxis* m_recordsAxis;
    QValueAxis* m_secondsAxis;
};

}  // namespace widgets
