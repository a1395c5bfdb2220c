#pragma once

#include <cstdint>
#include <vector>

#include <QByteArray>
#include <QStringList>

namespace tests::conformance {

/// What one producer wrote, numbered from 0 in each partition.
struct LedgerSession {
    QByteArray tag;                          ///< the first word of its values
    std::vector<std::int64_t> acknowledged;  ///< by partition: so many must be there
    std::vector<std::int64_t> sent;          ///< so many may be
};

/// What was read, one record a line: its partition, its session's tag, its number and anything. Returns what
/// is missing, there twice or in the wrong place; empty if each session's records are there once and in
/// order.
QString checkLedger(const QByteArray& lines, const std::vector<LedgerSession>& sessions);

/// Whether all these folders of one partition's replicas hold the same bytes, however they are cut into
/// segments. Returns what differs, and where.
QString compareReplicas(const QStringList& folders);

}  // namespace tests::conformance
