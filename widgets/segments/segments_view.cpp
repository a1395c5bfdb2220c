#include "widgets/segments/segments_view.h"

#include <algorithm>
#include <set>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/segments/batch_strip_view.h"
#include "widgets/segments/batches_panel.h"
#include "widgets/segments/figure_row.h"
#include "widgets/segments/find_offset_panel.h"
#include "widgets/segments/folder_view.h"
#include "widgets/segments/look.h"
#include "widgets/segments/parts.h"
#include "widgets/segments/record_panel.h"

namespace widgets {

using broker::Offset;
using broker::log::SegmentInfo;

namespace {

constexpr int kNarrow = 720;
constexpr int kGap = 8;

QSplitter* makeSplitter(Qt::Orientation orientation) {
    auto* splitter = new QSplitter(orientation);
    splitter->setHandleWidth(kGap);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

}  // namespace

SegmentsView::SegmentsView(QWidget* parent)
    : QWidget(parent) {
    build();
    connectParts();
    applySegmentsStyle(*this);
    retranslate();
    showNothing({});
}

void SegmentsView::build() {
    m_figures = new FigureRow;
    m_folderCard = new SegmentsCard;
    m_files = new FolderView;
    m_folderCard->body()->addWidget(m_files);
    auto* findCard = new SegmentsCard;
    m_find = new FindOffsetPanel;
    findCard->body()->addWidget(m_find);
    findCard->title()->hide();
    findCard->note()->hide();
    findCard->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_stripCard = new SegmentsCard;
    m_legend = new CodecLegend;
    m_stripCard->head()->addWidget(m_legend);
    m_problems = new QLabel;
    m_problems->setObjectName(QStringLiteral("red"));
    m_problems->setWordWrap(true);
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_strip = new BatchStripView;
    m_stripCard->body()->addWidget(m_problems);
    m_stripCard->body()->addWidget(m_strip);
    m_stripCard->body()->addStretch(1);

    auto* right = new QWidget;
    auto* rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(kGap);
    rightLayout->addWidget(findCard);
    rightLayout->addWidget(m_stripCard, 1);
    m_top = makeSplitter(Qt::Horizontal);
    m_top->addWidget(m_folderCard);
    m_top->addWidget(right);
    m_top->setStretchFactor(1, 1);
    m_batches = new BatchesPanel;
    m_record = new RecordPanel;
    m_bottom = makeSplitter(Qt::Horizontal);
    m_bottom->addWidget(m_batches);
    m_bottom->addWidget(m_record);
    m_rows = makeSplitter(Qt::Vertical);
    m_rows->addWidget(m_top);
    m_rows->addWidget(m_bottom);
    m_rows->setStretchFactor(1, 1);

    auto* content = new QWidget;
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(12, 12, 12, 12);
    contentLayout->setSpacing(kGap);
    contentLayout->addWidget(m_figures);
    contentLayout->addWidget(m_rows, 1);
    m_scroll = new QScrollArea;
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(content);
    m_nothing = new QLabel;
    m_nothing->setObjectName(QStringLiteral("dim"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_nothing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

void SegmentsView::connectParts() {
    connect(m_files, &FolderView::segmentSelected, this, [this](Offset base) {
        m_goingTo.reset();
        openSegment(base, 0);
    });
    connect(m_find, &FindOffsetPanel::findRequested, this, &SegmentsView::findRequested);
    connect(m_find, &FindOffsetPanel::stepsShownChanged, m_strip, &BatchStripView::showWalk);
    connect(m_strip, &BatchStripView::batchSelected, this, &SegmentsView::chooseBatch);
    connect(m_top, &QSplitter::splitterMoved, this, &SegmentsView::fitProblems);
    connect(m_strip, &BatchStripView::batchOpened, m_batches, &BatchesPanel::openRecords);
    connect(m_strip, &BatchStripView::batchesNeeded, this, [this](std::uint64_t position) {
        if (m_segment) emit segmentRequested(*m_segment, position);
    });
    connect(m_batches, &BatchesPanel::batchChosen, this, &SegmentsView::chooseBatch);
    connect(m_batches, &BatchesPanel::recordChosen, this, &SegmentsView::chooseRecord);
}

void SegmentsView::showNothing(const QString& why) {
    m_folder.reset();
    m_segment.reset();
    m_batch.reset();
    m_list.reset();
    m_map.clear();
    m_goingTo.reset();
    m_why = why;
    m_find->clear();
    m_nothing->setText(why.isEmpty() ? tr("Choose a replica to see the files of its log.") : why);
    m_stack->setCurrentWidget(m_nothing);
}

void SegmentsView::showFolder(std::shared_ptr<const FolderContents> folder) {
    if (!folder) return showNothing({});
    if (!folder->problem.isEmpty()) return showNothing(folder->problem);
    if (folder->segments.empty()) {
        return showNothing(tr("The folder %1 has no segment yet: nothing was ever written to this replica.")
                               .arg(folder->path));
    }
    const bool isOther = !m_folder || m_folder->path != folder->path;
    if (isOther && m_folder) showNothing({});
    m_folder = std::move(folder);
    m_stack->setCurrentWidget(m_scroll);
    m_folderCard->title()->setText(m_folder->path.section(QChar(u'/'), -2));
    m_folderCard->title()->setToolTip(m_folder->path);
    m_files->show(m_folder->files);
    m_batches->setMeaning(meaningOf(m_folder->path));
    const bool isGone = m_segment && !segmentInfo(*m_segment);
    if (isOther || isGone || !m_segment) {
        selectSegment(m_folder->segments.back().baseOffset);
    } else if (const SegmentInfo* info = segmentInfo(*m_segment);
               info->bytes > m_map.bytes() && m_map.isComplete()) {
        // It grew; what is known stays, the rest is asked for where the last whole batch ended.
        const auto& tail = m_map.tail();
        emit segmentRequested(*m_segment, tail ? tail->position : m_map.bytes());
    }
    tellFigures();
}

const SegmentInfo* SegmentsView::segmentInfo(Offset base) const {
    const auto found = std::ranges::find(m_folder->segments, base, &SegmentInfo::baseOffset);
    return found == m_folder->segments.end() ? nullptr : &*found;
}

void SegmentsView::selectSegment(Offset base) {
    m_files->selectSegment(base);
    openSegment(base, 0);
}

void SegmentsView::openSegment(Offset base, std::uint64_t position) {
    if (m_segment != base) {
        m_segment = base;
        m_map.clear();
        m_segmentProblem.clear();
        m_batch.reset();
        m_list.reset();
        showMap();
        m_batches->showRecords(nullptr, {});
        m_record->show({});
    }
    emit segmentRequested(base, position);
}

void SegmentsView::showSegment(std::shared_ptr<const SegmentContents> segment) {
    if (!segment || segment->base != m_segment) return;
    m_segmentProblem = segment->problem;
    if (segment->problem.isEmpty()) m_map.add(*segment);
    showMap();
    if (m_goingTo) return goToFound();
    if (!m_batch && !m_map.batches().empty()) chooseBatch(m_map.batches().front().position);
}

void SegmentsView::showMap() {
    std::set<std::optional<broker::wire::Codec>> codecs;
    for (const auto& batch : m_map.batches()) codecs.insert(batch.header.codec());
    m_legend->show({codecs.begin(), codecs.end()});
    m_strip->show(m_map);
    m_batches->showBatches(m_map);
    m_strip->selectRow(m_batch ? m_map.rowBeginningAt(*m_batch) : std::nullopt);
    m_batches->selectBatch(m_batch);
    tellProblems();
    tellFigures();
}

void SegmentsView::chooseBatch(std::uint64_t position) {
    m_goingTo.reset();
    openBatch(position);
}

void SegmentsView::openBatch(std::uint64_t position) {
    const bool isOther = m_batch != position;
    m_batch = position;
    m_strip->selectRow(m_map.rowBeginningAt(position));
    m_batches->selectBatch(position);
    if (!isOther && m_list) return;
    if (m_segment) emit batchRequested(*m_segment, position);
}

void SegmentsView::showBatch(std::shared_ptr<const BatchContents> batch) {
    if (!batch || batch->segment != m_segment || batch->position != m_batch) return;
    m_list = batch->list;
    const QString problem = !batch->problem.isEmpty() ? batch->problem
                            : m_list && !m_list->problem.empty()
                                ? tr("The records end early: %1").arg(QString::fromStdString(m_list->problem))
                                : QString();
    m_batches->showRecords(m_list, problem);
    int row = m_goingTo ? m_batches->rowOfRecord(*m_goingTo) : 0;
    m_goingTo.reset();
    if (!m_list || m_list->infos.empty()) {
        m_record->show({.list = m_list, .record = std::nullopt, .crcIsRight = crcIsRight()});
        return;
    }
    row = std::max(row, 0);
    m_batches->selectRecord(row);
    chooseRecord(row);
}

bool SegmentsView::crcIsRight() const {
    const auto row = m_batch ? m_map.rowBeginningAt(*m_batch) : std::nullopt;
    return !row || m_map.batches()[*row].crcIsRight;
}

void SegmentsView::chooseRecord(int row) {
    if (!m_list || row < 0 || static_cast<std::size_t>(row) >= m_list->infos.size()) return;
    m_record->show({.list = m_list,
                    .record = static_cast<std::size_t>(row),
                    .crcIsRight = crcIsRight(),
                    .meaning = meaningOf(m_folder->path)});
    emit recordSelected(m_list->infos[static_cast<std::size_t>(row)].offset);
}

void SegmentsView::find(Offset wanted) {
    m_find->setOffset(wanted);
    m_find->setBusy(true);
    emit findRequested(wanted);
}

void SegmentsView::showWalk(const WalkContents& walk) {
    m_walk = walk.search;
    if (m_walk && m_walk->segment && m_walk->found && !m_walk->scanned.empty()) {
        m_goingTo = m_walk->wanted;
        const Offset base = m_walk->segments[*m_walk->segment];
        if (base != m_segment) {
            m_files->selectSegment(base);
            openSegment(base, m_walk->seekPosition);
        } else {
            goToFound();
        }
    }
    m_find->showWalk(walk);
}

void SegmentsView::goToFound() {
    if (!m_walk || m_walk->scanned.empty()) return;
    const std::uint64_t position = m_walk->scanned.back().position;
    if (!m_map.rowBeginningAt(position)) {
        if (!m_map.wasRead(position)) emit segmentRequested(*m_segment, m_walk->seekPosition);
        return;
    }
    const bool isOpen = m_batch == position && m_list;
    openBatch(position);
    if (!isOpen) return;
    const int row = m_batches->rowOfRecord(*m_goingTo);
    m_goingTo.reset();
    if (row < 0) return;
    m_batches->selectRecord(row);
    chooseRecord(row);
}

void SegmentsView::tellProblems() {
    constexpr std::size_t kNamed = 3;
    QStringList words;
    if (!m_segmentProblem.isEmpty()) words.append(m_segmentProblem);
    const auto& bad = m_map.badRows();
    if (!bad.empty()) {
        QStringList names;
        for (std::size_t i = 0; i < std::min(bad.size(), kNamed); ++i) {
            names.append(grouped(m_map.batches()[bad[i]].header.baseOffset));
        }
        if (bad.size() > kNamed) names.append(QStringLiteral("…"));
        words.append(tr("%n batch(es) damaged, CRC wrong: %1.", nullptr, static_cast<int>(bad.size()))
                         .arg(names.join(QStringLiteral(", "))));
    }
    if (m_map.tail()) {
        words.append(
            tr("Torn tail: the last %1 are no whole batch (%2). An unfinished append looks like that; "
               "a broker cuts it off when it starts.")
                .arg(bytesText(m_map.tail()->bytes), QString::fromStdString(m_map.tail()->reason)));
    }
    m_problems->setText(words.join(QChar(u'\n')));
    m_problems->setVisible(!words.isEmpty());
    fitProblems();
}

void SegmentsView::fitProblems() {
    // A splitter doesn't ask for the height that wrapped words need.
    m_problems->setMinimumHeight(m_problems->text().isEmpty() ? 0
                                                              : m_problems->heightForWidth(m_strip->width()));
}

void SegmentsView::tellFigures() {
    if (!m_folder) return;
    std::uint64_t bytes = 0;
    for (const auto& file : m_folder->files) bytes += file.bytes;
    const SegmentInfo* info = m_segment ? segmentInfo(*m_segment) : nullptr;
    const bool isLast = info && info == &m_folder->segments.back();
    const auto& batches = m_map.batches();
    const bool endIsKnown =
        isLast && !batches.empty() && !m_map.nextToRead({m_map.bytes() - 1, m_map.bytes()});
    const QString unknown = QStringLiteral("–");
    const auto bad = m_map.badRows().size();
    const QString size = bytesText(bytes);
    m_figures->show({
        {tr("Segments"), grouped(static_cast<std::int64_t>(m_folder->segments.size())), {}},
        {tr("Size"), size.section(QChar(u' '), 0, 0), size.section(QChar(u' '), 1)},
        {tr("First segment"), grouped(m_folder->segments.front().baseOffset), {}},
        {tr("Log end"), endIsKnown ? grouped(batches.back().header.nextOffset()) : unknown, {}},
        {tr("Batches"), grouped(static_cast<std::int64_t>(batches.size())),
         m_map.isComplete() ? tr("in segment") : tr("read")},
        {tr("Index entries"), grouped(static_cast<std::int64_t>(m_map.index().size())), tr("in segment")},
        {tr("CRC"),
         batches.empty() ? unknown
         : bad == 0      ? tr("ok")
                         : tr("%1 bad").arg(bad),
         batches.empty() ? QString() : tr("of %1").arg(grouped(static_cast<std::int64_t>(batches.size()))),
         batches.empty() ? Hue::kDimText
         : bad == 0      ? Hue::kGreen
                         : Hue::kRed},
    });
}

void SegmentsView::setHighWatermark(std::optional<broker::Offset> offset) {
    m_strip->setHighWatermark(offset);
}

void SegmentsView::setAnimated(bool on) {
    m_strip->setAnimated(on);
    m_find->setAnimated(on);
}

void SegmentsView::focusFind() { m_find->focusLine(); }

void SegmentsView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    reflow();
    fitProblems();
}

void SegmentsView::reflow() {
    const auto orientation = width() < kNarrow ? Qt::Vertical : Qt::Horizontal;
    if (m_isLaidOut && m_top->orientation() == orientation) return;
    m_isLaidOut = true;
    m_top->setOrientation(orientation);
    m_bottom->setOrientation(orientation);
    const bool isNarrow = orientation == Qt::Vertical;
    m_folderCard->setMinimumSize(isNarrow ? QSize(0, 150) : QSize(190, 0));
    m_batches->setMinimumSize(isNarrow ? QSize(0, 190) : QSize(260, 170));
    m_record->setMinimumSize(isNarrow ? QSize(0, 230) : QSize(260, 170));
    if (isNarrow) return;
    m_top->setSizes({width() * 33 / 100, width() * 67 / 100});
    m_bottom->setSizes({width() * 54 / 100, width() * 46 / 100});
}

void SegmentsView::retranslate() {
    m_folderCard->note()->setText(tr("bytes"));
    m_stripCard->title()->setText(tr("Batches, and the sparse index pointing into them"));
    tellProblems();
    tellFigures();
    if (!m_folder)
        m_nothing->setText(m_why.isEmpty() ? tr("Choose a replica to see the files of its log.") : m_why);
}

void SegmentsView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange) applySegmentsStyle(*this);
    QWidget::changeEvent(event);
}

}  // namespace widgets
