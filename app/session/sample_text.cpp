#include "app/session/sample_text.h"

#include <array>
#include <string_view>

#include <fmt/core.h>

namespace app {

std::vector<std::string> sampleText(int lines) {
    constexpr auto kWho =
        std::to_array<std::string_view>({"Ada", "Grace", "Barbara", "Leslie", "Edsger", "Frances", "Ken"});
    constexpr auto kDid =
        std::to_array<std::string_view>({"ordered", "returned", "asked for", "recommended", "gave away"});
    constexpr auto kWhat = std::to_array<std::string_view>(
        {"a pot of tea", "two maps of the city", "a red bicycle", "the book about logs", "eleven candles",
         "a clock that runs backwards", "a bag of walnuts", "the last umbrella"});
    std::vector<std::string> text;
    for (int i = 0; i < lines; ++i) {
        const auto n = static_cast<std::size_t>(i);
        text.push_back(fmt::format("{} {} {} (line {} of {})", kWho[n % kWho.size()], kDid[n % kDid.size()],
                                   kWhat[n % kWhat.size()], i + 1, lines));
    }
    return text;
}

}  // namespace app
