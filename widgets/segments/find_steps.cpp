#include "widgets/segments/find_steps.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLocale>

#include "widgets/segments/look.h"

namespace widgets {

using broker::Offset;
using broker::log::BatchInfo;
using broker::log::OffsetSearch;

namespace {

constexpr std::size_t kMaxPassed = 3;

/// The context of the words.
struct FindSteps {
    Q_DECLARE_TR_FUNCTIONS(widgets::FindSteps)
};

FindStep pickTheSegment(const OffsetSearch& search) {
    FindStep step{.title = FindSteps::tr("Pick the segment")};
    const QString wanted = grouped(search.wanted);
    if (!search.segment) {
        step.isFailed = true;
        step.chosen = FindSteps::tr("none");
        step.words = search.segments.empty() ? FindSteps::tr("the folder has no segment")
                                             : FindSteps::tr("%1 is before log start").arg(wanted);
        return step;
    }
    const std::size_t chosen = *search.segment;
    for (std::size_t i = chosen - std::min(chosen, kMaxPassed); i < chosen; ++i) {
        step.passed.append(grouped(search.segments[i]));
    }
    if (chosen > kMaxPassed) step.passed.prepend(QStringLiteral("…"));
    step.chosen = grouped(search.segments[chosen]);
    step.words = FindSteps::tr("greatest base ≤ %1").arg(wanted);
    return step;
}

FindStep askItsIndex(const OffsetSearch& search) {
    FindStep step{.title = FindSteps::tr("Ask its index")};
    if (!search.entry) {
        step.chosen = search.indexEntries == 0 ? FindSteps::tr("no entries") : FindSteps::tr("no entry");
        step.words = search.indexEntries == 0 ? FindSteps::tr("so begin at the front")
                                              : FindSteps::tr("all are later: begin at the front");
        return step;
    }
    step.chosen =
        QStringLiteral("%1 → %2").arg(grouped(search.entry->offset), grouped(search.entry->position));
    step.words =
        FindSteps::tr("greatest entry, %n look(s)", nullptr, static_cast<int>(search.indexLooks.size()));
    return step;
}

FindStep seek(const OffsetSearch& search) {
    FindStep step{.title = FindSteps::tr("Seek"), .before = FindSteps::tr("byte")};
    step.chosen = grouped(search.seekPosition);
    step.words =
        search.scanned.empty()
            ? FindSteps::tr("no batch begins there")
            : FindSteps::tr("start of batch %1").arg(grouped(search.scanned.front().header.baseOffset));
    step.isFailed = search.scanned.empty() && !search.found;
    return step;
}

/// The place of the record within its batch, if no record is missing there; 0 otherwise.
int placeInBatch(const BatchInfo& batch, Offset wanted) {
    const bool isDense = batch.header.recordCount == batch.header.lastOffsetDelta + 1;
    if (!isDense || wanted < batch.header.baseOffset) return 0;
    return static_cast<int>(wanted - batch.header.baseOffset) + 1;
}

FindStep scanForward(const OffsetSearch& search) {
    FindStep step{.title = FindSteps::tr("Scan forward")};
    const auto& scanned = search.scanned;
    const int count = static_cast<int>(scanned.size());
    const QString wanted = grouped(search.wanted);
    if (!search.found) {
        step.isFailed = true;
        step.chosen = FindSteps::tr("not there");
        step.words = FindSteps::tr("%n batch(es), none reaches %1", nullptr, count).arg(wanted);
        return step;
    }
    const std::size_t last = scanned.empty() ? 0 : scanned.size() - 1;
    for (std::size_t i = last - std::min(last, kMaxPassed); i < last; ++i) {
        step.passed.append(shortOffset(scanned[i].header.baseOffset));
    }
    if (last > kMaxPassed) step.passed.prepend(QStringLiteral("…"));
    if (scanned.empty()) return step;
    step.chosen = grouped(scanned[last].header.baseOffset);
    const int place = placeInBatch(scanned[last], search.wanted);
    if (search.atGap) {
        step.words = FindSteps::tr("%1 is gone: the next one").arg(wanted);
    } else if (place > 0) {
        step.words = FindSteps::tr("%n batch(es), then record %1", nullptr, count).arg(place);
    } else {
        step.words = FindSteps::tr("%n batch(es), then its records", nullptr, count);
    }
    return step;
}

}  // namespace

std::array<FindStep, kFindSteps> findSteps(const OffsetSearch& search) {
    std::array<FindStep, kFindSteps> steps{pickTheSegment(search), askItsIndex(search), seek(search),
                                           scanForward(search)};
    if (stepsTaken(search) == 1) {
        const auto ahead = findStepsAhead();
        std::copy(ahead.begin() + 1, ahead.end(), steps.begin() + 1);
    }
    return steps;
}

std::array<FindStep, kFindSteps> findStepsAhead() {
    return {
        FindStep{.title = FindSteps::tr("Pick the segment"), .words = FindSteps::tr("by its name")},
        FindStep{.title = FindSteps::tr("Ask its index"), .words = FindSteps::tr("halving, in .index")},
        FindStep{.title = FindSteps::tr("Seek"), .words = FindSteps::tr("one jump in the .log file")},
        FindStep{.title = FindSteps::tr("Scan forward"), .words = FindSteps::tr("only headers are read")}};
}

QString findOutcome(const OffsetSearch& search, std::int64_t micros) {
    const QString read = bytesText(search.indexBytesRead + search.logBytesRead);
    if (!search.found) return FindSteps::tr("not found, %1 read").arg(read);
    if (micros <= 0) return FindSteps::tr("found, %1 read").arg(read);
    const double millis = static_cast<double>(micros) / 1000;
    return FindSteps::tr("found in %1 ms, %2 read")
        .arg(QLocale().toString(millis, 'f', millis < 10 ? 1 : 0), read);
}

int stepsTaken(const OffsetSearch& search) { return search.segment ? kFindSteps : 1; }

}  // namespace widgets
