#include "widgets/segments/value_preview.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/segments/hex_view.h"
#include "widgets/segments/json_view.h"
#include "widgets/segments/look.h"
#include "widgets/segments/parts.h"

namespace widgets {

using broker::ByteView;

namespace {

constexpr std::size_t kLookedAt = 4096;  // to tell text from other bytes

QByteArrayView viewOf(ByteView bytes) { return {bytes.data(), static_cast<qsizetype>(bytes.size())}; }

/// The front of UTF-8 without half a character at its end.
ByteView wholeCharacters(ByteView bytes, std::size_t most) {
    if (bytes.size() <= most) return bytes;
    while (most > 0 && (bytes[most] & 0xc0) == 0x80) --most;
    return bytes.first(most);
}

bool looksLikeText(ByteView bytes) {
    const ByteView front = wholeCharacters(bytes, kLookedAt);
    if (!viewOf(front).isValidUtf8()) return false;
    return std::ranges::none_of(front, [](std::uint8_t byte) {
        return byte == 0x7f || (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t');
    });
}

}  // namespace

ValuePreview::ValuePreview(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_note(new QLabel(this))
    , m_json(makeTab(this))
    , m_text(makeTab(this))
    , m_hex(makeTab(this))
    , m_stack(new QStackedWidget(this))
    , m_jsonView(new JsonView)
    , m_textView(new QPlainTextEdit)
    , m_hexView(new HexView)
    , m_words(new QLabel) {
    m_title->setObjectName(QStringLiteral("dim"));
    m_note->setObjectName(QStringLiteral("dim"));
    m_note->setWordWrap(true);
    m_words->setObjectName(QStringLiteral("dim"));
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    m_textView->setReadOnly(true);
    m_textView->setFont(fixedFont());
    m_textView->setTabChangesFocus(true);
    m_textView->setFrameShape(QFrame::NoFrame);
    auto* head = new QHBoxLayout;
    head->setSpacing(2);
    head->addWidget(m_title);
    head->addStretch(1);
    for (auto* tab : {m_json, m_text, m_hex}) head->addWidget(tab);
    for (QWidget* page : std::initializer_list<QWidget*>{m_jsonView, m_textView, m_hexView, m_words}) {
        m_stack->addWidget(page);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_note);
    connect(m_json, &QToolButton::clicked, this, [this] { choose(Form::kJson); });
    connect(m_text, &QToolButton::clicked, this, [this] { choose(Form::kText); });
    connect(m_hex, &QToolButton::clicked, this, [this] { choose(Form::kHex); });
    retranslate();
    clear();
}

void ValuePreview::setSubject(const QString& subject) {
    m_subject = subject;
    m_title->setText(subject);
}

void ValuePreview::show(std::shared_ptr<const void> owner, std::optional<ByteView> value) {
    m_owner = std::move(owner);
    m_value = value;
    m_hasRecord = true;
    m_isText = value && looksLikeText(*value);
    auto outline = m_isText ? JsonOutline::parse(*value) : std::nullopt;
    m_isJson = outline.has_value();
    if (outline) {
        m_jsonView->show(std::move(*outline));
    } else {
        m_jsonView->clear();
    }
    m_form = m_isJson ? Form::kJson : m_isText ? Form::kText : Form::kHex;
    fill();
}

void ValuePreview::clear() {
    m_owner.reset();
    m_value.reset();
    m_hasRecord = m_isJson = m_isText = false;
    m_jsonView->clear();
    fill();
}

void ValuePreview::setForm(Form form) {
    if ((form == Form::kJson && !m_isJson) || (form == Form::kText && !m_isText)) return;
    m_form = form;
    fill();
}

void ValuePreview::choose(Form form) {
    setForm(form);
    fill();
}

void ValuePreview::fill() {
    const bool hasBytes = m_value && !m_value->empty();
    m_json->setEnabled(m_isJson);
    m_text->setEnabled(m_isText);
    m_json->setChecked(hasBytes && m_form == Form::kJson);
    m_text->setChecked(hasBytes && m_form == Form::kText);
    m_hex->setChecked(hasBytes && m_form == Form::kHex);
    for (auto* tab : {m_json, m_text, m_hex}) tab->setVisible(hasBytes);
    m_note->clear();
    m_note->setVisible(false);
    if (!hasBytes) {
        m_words->setText(!m_hasRecord ? tr("No record is selected.")
                         : m_value    ? tr("Empty: no bytes, which is not the same as null.")
                                      : tr("Null: a tombstone where the topic is compacted."));
        m_textView->clear();
        m_hexView->show(FieldedBytes{});
        m_stack->setCurrentWidget(m_words);
        return;
    }
    if (m_form == Form::kJson) {
        m_stack->setCurrentWidget(m_jsonView);
        return;
    }
    if (m_form == Form::kHex) {
        FieldedBytes bytes{.owner = m_owner, .bytes = *m_value, .fields = {}};
        bytes.fields.push_back(
            {.name = m_subject, .decoded = {}, .range = {0, m_value->size()}, .hue = FieldHue::kBlue});
        m_hexView->show(std::move(bytes));
        m_stack->setCurrentWidget(m_hexView);
        return;
    }
    const ByteView front = wholeCharacters(*m_value, kMaxTextBytes);
    m_textView->setPlainText(QString::fromUtf8(viewOf(front)));
    if (front.size() < m_value->size()) {
        m_note->setText(tr("The first %1 of %2").arg(bytesText(front.size()), bytesText(m_value->size())));
        m_note->setVisible(true);
    }
    m_stack->setCurrentWidget(m_textView);
}

void ValuePreview::retranslate() {
    m_json->setText(QStringLiteral("JSON"));
    m_text->setText(tr("Text"));
    m_hex->setText(tr("Hex"));
    if (m_subject.isEmpty()) setSubject(tr("Value"));
}

void ValuePreview::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        fill();
    }
    QWidget::changeEvent(event);
}

}  // namespace widgets
