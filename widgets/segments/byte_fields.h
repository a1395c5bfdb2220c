#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <QString>

#include "broker/log/folder_reader.h"
#include "widgets/segments/contents.h"

namespace widgets {

/// What a field of bytes is coloured as; the palette gives the hue.
enum class FieldHue : std::uint8_t {
    kNeutral,
    kDim,
    kTeal,
    kViolet,
    kCoral,
    kBlue,
    kGold,
    kGreen,
    kAmber,
    kRed
};

/// A field of some bytes.
struct ByteField {
    QString name;     ///< as the protocol spells it
    QString decoded;  ///< what the bytes mean
    broker::wire::ByteRange range;
    FieldHue hue = FieldHue::kNeutral;
    bool isWrong = false;

    friend bool operator==(const ByteField&, const ByteField&) = default;
};

/// Bytes and the fields that they consist of, ascending. `owner` keeps the bytes.
struct FieldedBytes {
    std::shared_ptr<const void> owner;
    broker::ByteView bytes;
    std::vector<ByteField> fields;
};

/// A record's bytes, empty fields left out. Where its meaning is known, key and value are fields of their
/// own, named as Kafka's definitions do.
FieldedBytes fieldsOfRecord(const std::shared_ptr<const broker::log::RecordList>& list, std::size_t index,
                            RecordMeaning meaning = RecordMeaning::kPlain);
/// A whole batch: the fields of its header, and its records, compressed or not, as one field.
FieldedBytes fieldsOfBatch(const std::shared_ptr<const broker::log::RecordList>& list, bool crcIsRight);

}  // namespace widgets
