/// GCC and clang mangle the name of this one function of fmt differently, and Debian's libfmt comes from GCC;
/// for a clang build (sanitizers, fuzzers) it is instantiated here.
#ifdef __clang__
#include <fmt/format.h>

template void fmt::detail::vformat_to<char>(fmt::detail::buffer<char>&, fmt::string_view,
                                            fmt::basic_format_args<FMT_BUFFER_CONTEXT(char)>,
                                            fmt::detail::locale_ref);
#endif
