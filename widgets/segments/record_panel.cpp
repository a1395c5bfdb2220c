#include "widgets/segments/record_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMouseEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/segments/byte_fields.h"
#include "widgets/segments/codec_look.h"
#include "widgets/segments/fields_model.h"
#include "widgets/segments/hex_view.h"
#include "widgets/segments/look.h"
#include "widgets/segments/value_preview.h"

namespace widgets {

RecordPanel::RecordPanel(QWidget* parent)
    : SegmentsCard(parent)
    , m_fields(new FieldsModel(this))
    , m_hex(new HexView)
    , m_table(new SegmentsTable)
    , m_value(new ValuePreview)
    , m_split(new QSplitter(Qt::Horizontal))
    , m_side(new QSplitter(Qt::Vertical))
    , m_stack(new QStackedWidget(this))
    , m_tabs{makeTab(this), makeTab(this), makeTab(this), makeTab(this)} {
    m_table->setItemDelegate(new SegmentsCell({.chipRole = FieldsModel::kChipRole,
                                               .hoverRole = FieldsModel::kIsHoveredRole,
                                               .boldColumns = {FieldsModel::kDecoded},
                                               .fixedColumns = {FieldsModel::kBytes}},
                                              m_table));
    m_table->horizontalHeader()->hide();
    m_table->setStretched(FieldsModel::kDecoded);
    m_table->setModel(m_fields);
    m_table->viewport()->setMouseTracking(true);
    m_table->setMouseTracking(true);
    m_split->addWidget(m_hex);
    m_split->setChildrenCollapsible(false);
    m_side->setChildrenCollapsible(false);
    m_stack->addWidget(m_split);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_value);
    auto* tabs = new QHBoxLayout;
    tabs->setSpacing(2);
    for (auto* tab : m_tabs) tabs->addWidget(tab);
    tabs->addStretch(1);
    body()->addLayout(tabs);
    body()->addWidget(m_stack, 1);
    connectParts();
    retranslate();
    openTab(kRecord);
}

void RecordPanel::connectParts() {
    for (int tab = 0; tab < kTabs; ++tab) {
        connect(m_tabs[tab], &QToolButton::clicked, this, [this, tab] { openTab(static_cast<Tab>(tab)); });
    }
    connect(m_hex, &HexView::fieldHovered, m_fields, &FieldsModel::setHovered);
    connect(m_hex, &HexView::fieldSelected, this, [this](std::size_t field) {
        m_table->setCurrentIndex(m_fields->index(static_cast<int>(field), 0));
    });
    connect(m_table, &SegmentsTable::rowChosen, this,
            [this](int row) { m_hex->setSelected(static_cast<std::size_t>(row)); });
    connect(m_table, &QTableView::entered, this,
            [this](const QModelIndex& index) { hover(static_cast<std::size_t>(index.row())); });
    connect(m_table, &QTableView::viewportEntered, this, [this] { hover(std::nullopt); });
}

void RecordPanel::hover(std::optional<std::size_t> field) {
    m_hex->setHovered(field);
    m_fields->setHovered(field);
}

void RecordPanel::show(const Subject& subject) {
    m_subject = subject;
    fill();
}

void RecordPanel::openTab(Tab tab) {
    const Tab before = m_bytesOf;
    m_open = tab;
    if (tab == kRecord || tab == kBatch) m_bytesOf = tab;
    arrange();
    if (m_bytesOf != before) fill();
}

void RecordPanel::arrange() {
    m_isWide = width() >= kWide;
    if (m_isWide && m_table->parentWidget() != m_side) {
        m_side->addWidget(m_table);
        m_side->addWidget(m_value);
        m_split->addWidget(m_side);
        m_split->setSizes({width() * 55 / 100, width() * 45 / 100});
        m_side->setSizes({height() * 6 / 10, height() * 4 / 10});
        m_table->show();
        m_value->show();
        m_side->show();
    } else if (!m_isWide && m_table->parentWidget() == m_side) {
        m_stack->addWidget(m_table);
        m_stack->addWidget(m_value);
        m_side->setParent(nullptr);
        m_side->hide();
    }
    m_tabs[kFieldList]->setVisible(!m_isWide);
    m_tabs[kValue]->setVisible(!m_isWide);
    const Tab shown = m_isWide ? m_bytesOf : m_open;
    for (int tab = 0; tab < kTabs; ++tab) m_tabs[tab]->setChecked(tab == shown);
    m_stack->setCurrentWidget(shown == kFieldList ? static_cast<QWidget*>(m_table)
                              : shown == kValue   ? static_cast<QWidget*>(m_value)
                                                  : static_cast<QWidget*>(m_split));
}

void RecordPanel::fill() {
    const auto& list = m_subject.list;
    const bool hasRecord = list && m_subject.record && *m_subject.record < list->infos.size();
    const bool showsRecord = m_bytesOf == kRecord;
    const FieldedBytes bytes =
        showsRecord
            ? (hasRecord ? fieldsOfRecord(list, *m_subject.record, m_subject.meaning) : FieldedBytes{})
            : fieldsOfBatch(list, m_subject.crcIsRight);
    m_hex->setEmptyWords(
        !list         ? tr("Choose a batch to see its bytes.")
        : showsRecord ? tr("There is no record to show: the batch is empty, or its records can't be read.")
                      : tr("The batch has no bytes."));
    m_hex->show(bytes);
    m_fields->show(bytes);
    m_table->setCurrentIndex({});
    m_table->fitColumns();
    if (hasRecord) {
        m_value->show(list, list->infos[*m_subject.record].view.value);
    } else {
        m_value->clear();
    }
    if (!list) {
        title()->setText(tr("Bytes"));
        note()->clear();
        return;
    }
    title()->setText(showsRecord && hasRecord
                         ? tr("Record %1 in bytes").arg(grouped(list->infos[*m_subject.record].offset))
                         : tr("Batch %1 in bytes").arg(grouped(list->header.baseOffset)));
    const bool isPlain = list->header.codec() == broker::wire::Codec::kNone;
    note()->setText(!showsRecord ? tr("as it lies in the file")
                    : isPlain    ? tr("as it lies in the file, fields outlined")
                                 : tr("after %1, fields outlined").arg(codecText(list->header.codec())));
}

void RecordPanel::retranslate() {
    m_tabs[kRecord]->setText(tr("Record"));
    m_tabs[kBatch]->setText(tr("Batch"));
    m_tabs[kFieldList]->setText(tr("Fields"));
    m_tabs[kValue]->setText(tr("Value"));
    m_table->setAccessibleName(tr("Fields, as in the bytes"));
    m_value->setSubject(tr("Value"));
    fill();
}

void RecordPanel::resizeEvent(QResizeEvent* event) {
    SegmentsCard::resizeEvent(event);
    if ((width() >= kWide) != m_isWide) arrange();
}

void RecordPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    SegmentsCard::changeEvent(event);
}

}  // namespace widgets
