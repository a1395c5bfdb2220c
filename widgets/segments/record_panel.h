#pragma once

#include <memory>
#include <optional>

#include "broker/log/folder_reader.h"
#include "widgets/segments/contents.h"
#include "widgets/segments/parts.h"

class QSplitter;
class QStackedWidget;

namespace widgets {

class FieldsModel;
class HexView;
class ValuePreview;

/// A record, or the whole batch, as bytes with its fields; beside them, or behind tabs where it is narrow,
/// the list of fields and the value. A field marked in one is marked in the other.
class RecordPanel : public SegmentsCard {
    Q_OBJECT
public:
    /// From this width on fields and value stand beside the bytes.
    static constexpr int kWide = 640;

    explicit RecordPanel(QWidget* parent = nullptr);

    struct Subject {
        std::shared_ptr<const broker::log::RecordList> list;  ///< null: nothing
        std::optional<std::size_t> record;                    ///< nothing: the batch only
        bool crcIsRight = true;
        RecordMeaning meaning = RecordMeaning::kPlain;
    };
    void show(const Subject& subject);

    using SegmentsCard::show;
    HexView* bytesView() const { return m_hex; }
    FieldsModel* fieldsModel() const { return m_fields; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum Tab { kRecord, kBatch, kFieldList, kValue, kTabs };

    void connectParts();
    void openTab(Tab tab);
    void arrange();
    void fill();
    void retranslate();
    void hover(std::optional<std::size_t> field);

    FieldsModel* m_fields;
    HexView* m_hex;
    SegmentsTable* m_table;
    ValuePreview* m_value;
    QSplitter* m_split;
    QSplitter* m_side;
    QStackedWidget* m_stack;
    QToolButton* m_tabs[kTabs];
    Tab m_open = kRecord;
    Tab m_bytesOf = kRecord;
    bool m_isWide = false;
    Subject m_subject;
};

}  // namespace widgets
