#include "tests/conformance/sample_lines.h"

#include <array>
#include <random>

namespace tests::conformance {
namespace {

constexpr std::array kWords{
    "the",     "river",  "keeps",      "what",      "mountain", "forgot",  "and",      "a",        "lantern",
    "carries", "its",    "own",        "night",     "through",  "harbour", "where",    "ships",    "wait",
    "for",     "wind",   "naïve",      "café",      "Straße",   "ключ",    "日志",     "分区",     "😀",
    "every",   "letter", "arrives",    "once",      "or",       "not",     "at",       "all",      "said",
    "old",     "clerk",  "counting",   "envelopes", "by",       "number",  "until",    "snow",     "covered",
    "door",    "O'Hara", "\"quoted\"", "a,b;c",     "100%",     "\\n",     "{json:1}", "tab\there"};

}  // namespace

QByteArrayList sampleLines(int count) {
    std::mt19937 random(20260717);
    QByteArrayList lines;
    lines.reserve(count);
    for (int number = 0; number < count; ++number) {
        QByteArray line = QByteArray::number(number) + ':';
        const auto words = 5 + random() % 12;
        for (std::size_t i = 0; i < words; ++i) line.append(' ').append(kWords[random() % kWords.size()]);
        lines.append(line);
    }
    return lines;
}

QByteArray asText(const QByteArrayList& lines) { return lines.join('\n') + '\n'; }

}  // namespace tests::conformance
