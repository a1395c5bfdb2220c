#include "app/saving/table_file.h"

#include <QAbstractItemModel>
#include <QJsonArray>
#include <QJsonDocument>

#include "widgets/table_roles.h"

namespace app {
namespace {

bool hasKeys(const QAbstractItemModel& table) {
    return table.headerData(0, Qt::Horizontal, widgets::kKeyRole).isValid();
}

QString keyOf(const QAbstractItemModel& table, int column) {
    return table.headerData(column, Qt::Horizontal, hasKeys(table) ? widgets::kKeyRole : Qt::DisplayRole)
        .toString();
}

QVariant valueOf(const QAbstractItemModel& table, int row, int column) {
    return table.index(row, column).data(hasKeys(table) ? widgets::kValueRole : Qt::DisplayRole);
}

QString quoted(QString text) {
    static const QString kSpecial = QStringLiteral(",\"\r\n");
    for (const QChar special : kSpecial)
        if (text.contains(special)) return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return text;
}

/// One value as JSON writes it.
QByteArray asJson(const QVariant& value) {
    const QByteArray list =
        QJsonDocument(QJsonArray{QJsonValue::fromVariant(value)}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

}  // namespace

QByteArray tableAsCsv(const QAbstractItemModel& table) {
    QByteArray file;
    const int columns = table.columnCount();
    const auto addLine = [&](auto textOf) {
        for (int column = 0; column < columns; ++column) {
            if (column > 0) file += ',';
            file += quoted(textOf(column)).toUtf8();
        }
        file += "\r\n";
    };
    addLine([&](int column) { return keyOf(table, column); });
    for (int row = 0; row < table.rowCount(); ++row)
        addLine([&](int column) { return valueOf(table, row, column).toString(); });
    return file;
}

QByteArray tableAsJson(const QAbstractItemModel& table) {
    QByteArrayList keys;
    for (int column = 0; column < table.columnCount(); ++column) keys << asJson(keyOf(table, column));
    QByteArrayList rows;
    for (int row = 0; row < table.rowCount(); ++row) {
        QByteArrayList fields;
        for (int column = 0; column < keys.size(); ++column)
            fields << keys[column] + ": " + asJson(valueOf(table, row, column));
        rows << "  {" + fields.join(", ") + '}';
    }
    return rows.isEmpty() ? QByteArray("[]\n") : "[\n" + rows.join(",\n") + "\n]\n";
}

}  // namespace app
