#include "widgets/groups/lag_chart.h"

#include <algorithm>
#include <cmath>

#include <QDateTime>
#include <QEvent>
#include <QVBoxLayout>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QDateTimeAxis>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "widgets/fonts.h"
#include "widgets/palette.h"

namespace widgets {
namespace {

constexpr int kTicks = 3;
constexpr std::int64_t kLeastSpan = 10'000;  ///< ms
constexpr std::size_t kTeal = 2;
constexpr std::size_t kViolet = 3;

/// 1, 2 or 5 times a power of ten: what an axis ends with.
double roundedUp(double value, double least) {
    double power = std::pow(10, std::floor(std::log10(std::max(value, least))));
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (factor * power >= value) return factor * power;
    return value;
}

QPen lineOf(const QColor& colour, double thickness, bool isDashed) {
    QPen pen(colour, thickness);
    if (isDashed) pen.setDashPattern({3, 2.4});
    return pen;
}

}  // namespace

LagChart::LagChart(QWidget* parent)
    : QWidget(parent)
    , m_view(new QChartView(this))
    , m_records(new QLineSeries)
    , m_seconds(new QLineSeries)
    , m_rebalance(new QLineSeries)
    , m_times(new QDateTimeAxis)
    , m_recordsAxis(new QValueAxis)
    , m_secondsAxis(new QValueAxis) {
    setObjectName(QStringLiteral("lagChart"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    QChart* chart = m_view->chart();
    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    chart->setMargins({4, 0, 4, 0});
    chart->addAxis(m_times, Qt::AlignBottom);
    chart->addAxis(m_recordsAxis, Qt::AlignLeft);
    chart->addAxis(m_secondsAxis, Qt::AlignRight);
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(m_times), static_cast<QAbstractAxis*>(m_recordsAxis),
          static_cast<QAbstractAxis*>(m_secondsAxis)})
        axis->setTruncateLabels(false);
    m_times->setFormat(QStringLiteral("HH:mm:ss"));
    m_times->setTickCount(kTicks);
    m_recordsAxis->setTickCount(kTicks);
    m_recordsAxis->setLabelFormat(QStringLiteral("%.0f"));
    m_secondsAxis->setTickCount(kTicks);
    m_secondsAxis->setGridLineVisible(false);
    for (QLineSeries* series : {m_rebalance, m_seconds, m_records}) {
        chart->addSeries(series);
        series->attachAxis(m_times);
        series->attachAxis(series == m_seconds ? m_secondsAxis : m_recordsAxis);
    }
}

void LagChart::show(LagChartPicture picture) {
    if (picture == m_picture) return;
    m_picture = std::move(picture);
    fill();
}

void LagChart::fill() {
    QList<QPointF> records;
    QList<QPointF> seconds;
    double mostRecords = 0;
    double mostSeconds = 0;
    for (const auto& point : m_picture.points) {
        const auto time = static_cast<double>(point.time);
        records.append({time, static_cast<double>(point.records)});
        mostRecords = std::max(mostRecords, records.back().y());
        if (point.milliseconds < 0) continue;
        seconds.append({time, static_cast<double>(point.milliseconds) / 1000});
        mostSeconds = std::max(mostSeconds, seconds.back().y());
    }
    const double top = roundedUp(mostRecords, 10);
    const double topSeconds = roundedUp(mostSeconds, 1);
    m_recordsAxis->setRange(0, top);
    m_secondsAxis->setRange(0, topSeconds);
    m_secondsAxis->setLabelFormat(topSeconds < 4 ? QStringLiteral("%.1f s") : QStringLiteral("%.0f s"));
    m_records->replace(records);
    m_seconds->replace(seconds);
    if (m_picture.points.empty()) return;
    const std::int64_t end = m_picture.points.back().time;
    const std::int64_t begin = std::min(m_picture.points.front().time, end - kLeastSpan);
    m_times->setRange(QDateTime::fromMSecsSinceEpoch(begin), QDateTime::fromMSecsSinceEpoch(end));
    QList<QPointF> upright;
    if (m_picture.rebalance && *m_picture.rebalance >= begin && *m_picture.rebalance <= end) {
        const auto x = static_cast<double>(*m_picture.rebalance);
        upright = {{x, 0}, {x, top}};
    }
    m_rebalance->replace(upright);
}

void LagChart::colour() {
    const Palette& palette = Palette::of(*window());
    const QFont small = sizedFont(font(), 11);
    m_records->setPen(lineOf(palette.amber, 1.6, false));
    m_seconds->setPen(lineOf(palette.hues[kTeal], 1.4, true));
    m_rebalance->setPen(lineOf(palette.hues[kViolet], 1.2, true));
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(m_times), static_cast<QAbstractAxis*>(m_recordsAxis),
          static_cast<QAbstractAxis*>(m_secondsAxis)}) {
        axis->setLabelsFont(small);
        axis->setGridLineColor(palette.line);
        axis->setLinePen(QPen(palette.line, 1));
        axis->setLabelsColor(palette.dimText);
    }
    m_recordsAxis->setLabelsColor(palette.amber);
    m_secondsAxis->setLabelsColor(palette.hues[kTeal]);
    m_view->setBackgroundBrush(palette.panel);
}

void LagChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::FontChange)
        colour();
}

void LagChart::showEvent(QShowEvent* event) {
    colour();
    QWidget::showEvent(event);
}

}  // namespace widgets
