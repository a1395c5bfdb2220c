#include <cstdio>
#include <string>
#include <string_view>

#include "broker/config/parameter.h"
#include "broker/observe/event.h"

// Prints the tables of the engine whose words the window translates as C++ that lupdate reads, so that their
// English stands in the tables alone.

namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

void print(const char* context, std::string_view text) {
    std::printf("QT_TRANSLATE_NOOP(\"%s\", %s);\n", context, quoted(text).c_str());
}

}  // namespace

int main() {
    for (std::size_t i = 0; i < broker::observe::eventKindCount(); ++i)
        print("Events", broker::observe::describe(static_cast<broker::observe::EventKind>(i)).pattern);
    for (const broker::config::Parameter& parameter : broker::config::parameters())
        print("Parameters", parameter.meaning);
    return 0;
}
