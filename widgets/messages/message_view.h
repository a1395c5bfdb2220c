#pragma once

#include <functional>

#include "widgets/messages/decoded_value.h"
#include "widgets/segments/parts.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QStandardItemModel;
class QToolButton;

namespace widgets {

class HexView;
class JsonView;

/// One record: where it is and what is known of it, its value, its key and its headers, one behind the other.
/// A record that is kept with its front only says so and offers to be opened whole.
class MessageView : public SegmentsCard {
    Q_OBJECT
public:
    /// Runs the job, perhaps on another thread, and hands over what it made, later and on this one; never
    /// after the view is gone.
    using Job = std::function<DecodedValue()>;
    using Elsewhere = std::function<void(Job job, std::function<void(DecodedValue)> done)>;
    /// From this size on a value is decoded elsewhere.
    static constexpr std::size_t kLarge = std::size_t{64} << 10;

    explicit MessageView(QWidget* parent = nullptr);

    void setElsewhere(Elsewhere elsewhere) { m_elsewhere = std::move(elsewhere); }
    void setFormats(broker::reading::Format key, broker::reading::Format value);
    /// Null: nothing is selected.
    void show(const QString& topic, const broker::reading::RecordPointer& record,
              broker::reading::TransactionState transaction);
    /// The whole record is on its way, with what was brought so far; or it can't be had.
    void setNote(const QString& note);
    /// Why a record can't be produced at the moment; empty: it can.
    void setProduceRefusal(const QString& reason);

    const broker::reading::RecordPointer& record() const { return m_record; }
    using SegmentsCard::show;

signals:
    void wholeRequested();
    void produceRequested();
    void segmentRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Tab { kValue, kKey, kHeaders, kTabs };

    void build();
    void openTab(Tab tab);
    void fill();
    void fillHeaders();
    void decode(MessagePart part, broker::reading::Format format);
    void showDecoded(const DecodedValue& value);
    void tellFacts();
    void retranslate();

    QToolButton* m_tabs[kTabs];
    QPushButton* m_whole;
    QPushButton* m_produce;
    QPushButton* m_segment;
    QStackedWidget* m_stack;
    JsonView* m_json;
    QPlainTextEdit* m_text;
    HexView* m_hex;
    SegmentsTable* m_headers;
    QStandardItemModel* m_headerModel;
    QLabel* m_words;
    QLabel* m_facts;
    QLabel* m_told;

    Elsewhere m_elsewhere;
    QString m_topic;
    broker::reading::RecordPointer m_record;
    broker::reading::TransactionState m_transaction = broker::reading::TransactionState::kNone;
    broker::reading::Format m_keyFormat = broker::reading::Format::kAuto;
    broker::reading::Format m_valueFormat = broker::reading::Format::kAuto;
    Tab m_open = kValue;
    int m_job = 0;  ///< answers to earlier ones are stale
};

}  // namespace widgets
