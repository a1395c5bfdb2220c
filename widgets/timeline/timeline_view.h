#pragma once

#include <functional>
#include <vector>

#include <QVariantAnimation>
#include <QWidget>

#include "widgets/timeline/timeline_layout.h"

namespace widgets {

/// The window's memory at its bottom: events as marks in lanes, coloured by severity, with the words that
/// have room, a time axis and the line of now. The wheel zooms about the mouse and pans. Dragging moves the
/// time below a line that stands still, and asks for the moment below it to be shown, until the line is at
/// now again. The picture follows the time until it is moved away from now, and again from then on when End
/// is pressed or now comes back into view. Left and right go from event to event, with Shift from second to
/// second, Enter and a click activate one, + and - zoom.
class TimelineView : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxEvents = 10'000;
    /// What is shown at first, and the narrowest and widest that zooming gives.
    static constexpr std::int64_t kFirstSpanMillis = 60'000;
    static constexpr std::int64_t kMinSpanMillis = 20;
    static constexpr std::int64_t kMaxSpanMillis = std::int64_t{7} * 24 * 3600 * 1000;

    explicit TimelineView(QWidget* parent = nullptr);

    /// How an event is told. `label` is a few words for beside the mark, `sentence` the whole. Set once more
    /// (and `append` all again after `clear`) when the language changes.
    struct Teller {
        std::function<QString(const broker::observe::Event&)> label;
        std::function<QString(const broker::observe::Event&)> sentence;
        std::function<QString(broker::observe::Lane)> laneName;
    };
    void setTeller(Teller teller);
    /// The lanes that are drawn, from the top; all of them at first.
    void setLanes(std::vector<broker::observe::Lane> lanes);

    /// Adds what is newer than the last; the oldest beyond kMaxEvents go.
    void append(const std::vector<broker::observe::Event>& events);
    void clear();
    /// Moves the line of now, and with it the picture while it follows. Call it at the frame's or second's
    /// pace; it repaints only when a pixel moves.
    void setNow(broker::Timestamp now);
    /// The moment that the window shows, with a line of its own; kNoTimestamp: the present. Does not emit.
    void setMoment(broker::Timestamp moment);
    broker::Timestamp moment() const { return m_moment; }
    /// Before this there is nothing to look at; kNoTimestamp: there is no past at all.
    void setPastBegin(broker::Timestamp begin) { m_pastBegin = begin; }
    /// Marks without emitting, and brings it into view.
    void selectEvent(std::uint64_t number);
    void clearSelection();
    /// Movement eases; false: jumps.
    void setAnimated(bool on) { m_isAnimated = on; }

    bool isFollowing() const { return m_isFollowing; }
    /// Goes back to now, if it isn't there.
    void follow();
    broker::Timestamp from() const { return m_axis.from; }
    broker::Timestamp to() const;
    void setSpan(broker::Timestamp from, broker::Timestamp to);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void eventActivated(std::uint64_t number);
    void followingChanged(bool isFollowing);
    /// A person wants to see what was at that time; kNoTimestamp: what is.
    void momentChosen(broker::Timestamp moment);
    void spanChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void relayout();
    /// Within the past; the present where it comes as far as now.
    void chooseMoment(broker::Timestamp moment);
    void zoom(double x, double factor);
    void setFollowing(bool on);
    void stepSelection(int direction);
    void stepMoment(int seconds);
    void activate(std::size_t index);
    bool bringIntoView(broker::Timestamp when);
    void moveTo(broker::Timestamp from);
    broker::Timestamp followedFrom() const;
    double nameWidth() const;
    QString tipOf(const TimelineLayout::Mark& mark) const;

    Teller m_teller;
    std::vector<broker::observe::Lane> m_lanes;
    std::vector<TimelineEvent> m_events;  ///< ascending by number; times never fall
    TimeAxis m_axis;
    TimelineLayout m_layout;
    broker::Timestamp m_now = broker::kNoTimestamp;
    broker::Timestamp m_moment = broker::kNoTimestamp;
    broker::Timestamp m_pastBegin = broker::kNoTimestamp;
    bool m_isFollowing = true;
    bool m_isAnimated = true;
    std::uint64_t m_selected = 0;
    int m_hovered = -1;
    QPointF m_pressedAt;
    broker::Timestamp m_fromAtPress{0};
    double m_lineAtPress = 0;  ///< where the line stands below which a drag moves the time
    bool m_isPressed = false;
    bool m_hasDragged = false;
    QVariantAnimation m_motion;
};

}  // namespace widgets
