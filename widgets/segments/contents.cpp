#include "widgets/segments/contents.h"

namespace widgets {

RecordMeaning meaningOf(const QString& folder) {
    const QString name = folder.section(QChar(u'/'), -1, -1, QString::SectionSkipEmpty);
    return name.startsWith(QStringLiteral("__consumer_offsets-")) ? RecordMeaning::kGroups
                                                                  : RecordMeaning::kPlain;
}

}  // namespace widgets
