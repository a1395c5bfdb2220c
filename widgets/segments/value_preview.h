#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "broker/base/bytes.h"

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace widgets {

class HexView;
class JsonView;

/// A value as JSON, text or hex, the first of them that fits until the person picks one. Null and empty are
/// told apart in words; of a large value the text shows a part and says so.
class ValuePreview : public QWidget {
    Q_OBJECT
public:
    enum class Form { kJson, kText, kHex };
    static constexpr std::size_t kMaxTextBytes = 64 * 1024;

    explicit ValuePreview(QWidget* parent = nullptr);

    /// `owner` keeps the bytes.
    void show(std::shared_ptr<const void> owner, std::optional<broker::ByteView> value);
    /// No record at all.
    void clear();
    /// What the value is called here, as in "Value".
    void setSubject(const QString& subject);
    void setForm(Form form);
    Form form() const { return m_form; }

    using QWidget::show;

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose(Form form);
    void fill();
    void retranslate();

    QLabel* m_title;
    QLabel* m_note;
    QToolButton* m_json;
    QToolButton* m_text;
    QToolButton* m_hex;
    QStackedWidget* m_stack;
    JsonView* m_jsonView;
    QPlainTextEdit* m_textView;
    HexView* m_hexView;
    QLabel* m_words;

    QString m_subject;
    std::shared_ptr<const void> m_owner;
    std::optional<broker::ByteView> m_value;
    bool m_hasRecord = false;
    bool m_isJson = false;
    bool m_isText = false;
    Form m_form = Form::kJson;
};

}  // namespace widgets
