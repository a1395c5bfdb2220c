#include "app/history/history_rows.h"

#include <optional>

#include <QtEndian>

namespace app {

using broker::observe::EventArgument;

namespace {

void write(QByteArray& bytes, const std::string& text) {
    char length[4];
    qToBigEndian(static_cast<quint32>(text.size()), length);
    bytes.append(length, sizeof length);
    bytes.append(text.data(), static_cast<qsizetype>(text.size()));
}

std::optional<std::string> read(const QByteArray& bytes, qsizetype& at) {
    if (bytes.size() - at < 4) return std::nullopt;
    const auto length = static_cast<qsizetype>(qFromBigEndian<quint32>(bytes.constData() + at));
    at += 4;
    if (length > bytes.size() - at) return std::nullopt;
    std::string text(bytes.constData() + at, static_cast<std::size_t>(length));
    at += length;
    return text;
}

}  // namespace

QByteArray encodeArguments(const std::vector<EventArgument>& arguments) {
    QByteArray bytes;
    for (const EventArgument& argument : arguments) {
        write(bytes, argument.name);
        write(bytes, argument.value);
    }
    return bytes;
}

std::vector<EventArgument> decodeArguments(const QByteArray& bytes) {
    std::vector<EventArgument> arguments;
    for (qsizetype at = 0; at < bytes.size();) {
        auto name = read(bytes, at);
        auto value = name ? read(bytes, at) : std::nullopt;
        if (!value) return {};
        arguments.push_back({std::move(*name), std::move(*value)});
    }
    return arguments;
}

}  // namespace app
