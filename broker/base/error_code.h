#pragma once

#include <cstdint>
#include <string_view>

namespace broker {

/// Kafka's error numbers (https://kafka.apache.org/protocol#protocol_error_codes), assigned here and nowhere
/// else, and below -100 the conditions of this machine that never travel: `toWire` says what a peer is told.
#define BROKER_ERROR_CODES(X)                            \
    X(kUnknownServerError, -1)                           \
    X(kNone, 0)                                          \
    X(kOffsetOutOfRange, 1)                              \
    X(kCorruptMessage, 2)                                \
    X(kUnknownTopicOrPartition, 3)                       \
    X(kInvalidFetchSize, 4)                              \
    X(kLeaderNotAvailable, 5)                            \
    X(kNotLeaderOrFollower, 6)                           \
    X(kRequestTimedOut, 7)                               \
    X(kBrokerNotAvailable, 8)                            \
    X(kReplicaNotAvailable, 9)                           \
    X(kMessageTooLarge, 10)                              \
    X(kStaleControllerEpoch, 11)                         \
    X(kOffsetMetadataTooLarge, 12)                       \
    X(kNetworkException, 13)                             \
    X(kCoordinatorLoadInProgress, 14)                    \
    X(kCoordinatorNotAvailable, 15)                      \
    X(kNotCoordinator, 16)                               \
    X(kInvalidTopicException, 17)                        \
    X(kRecordListTooLarge, 18)                           \
    X(kNotEnoughReplicas, 19)                            \
    X(kNotEnoughReplicasAfterAppend, 20)                 \
    X(kInvalidRequiredAcks, 21)                          \
    X(kIllegalGeneration, 22)                            \
    X(kInconsistentGroupProtocol, 23)                    \
    X(kInvalidGroupId, 24)                               \
    X(kUnknownMemberId, 25)                              \
    X(kInvalidSessionTimeout, 26)                        \
    X(kRebalanceInProgress, 27)                          \
    X(kInvalidCommitOffsetSize, 28)                      \
    X(kTopicAuthorizationFailed, 29)                     \
    X(kGroupAuthorizationFailed, 30)                     \
    X(kClusterAuthorizationFailed, 31)                   \
    X(kInvalidTimestamp, 32)                             \
    X(kUnsupportedSaslMechanism, 33)                     \
    X(kIllegalSaslState, 34)                             \
    X(kUnsupportedVersion, 35)                           \
    X(kTopicAlreadyExists, 36)                           \
    X(kInvalidPartitions, 37)                            \
    X(kInvalidReplicationFactor, 38)                     \
    X(kInvalidReplicaAssignment, 39)                     \
    X(kInvalidConfig, 40)                                \
    X(kNotController, 41)                                \
    X(kInvalidRequest, 42)                               \
    X(kUnsupportedForMessageFormat, 43)                  \
    X(kPolicyViolation, 44)                              \
    X(kOutOfOrderSequenceNumber, 45)                     \
    X(kDuplicateSequenceNumber, 46)                      \
    X(kInvalidProducerEpoch, 47)                         \
    X(kInvalidTxnState, 48)                              \
    X(kInvalidProducerIdMapping, 49)                     \
    X(kInvalidTransactionTimeout, 50)                    \
    X(kConcurrentTransactions, 51)                       \
    X(kTransactionCoordinatorFenced, 52)                 \
    X(kTransactionalIdAuthorizationFailed, 53)           \
    X(kSecurityDisabled, 54)                             \
    X(kOperationNotAttempted, 55)                        \
    X(kKafkaStorageError, 56)                            \
    X(kLogDirNotFound, 57)                               \
    X(kSaslAuthenticationFailed, 58)                     \
    X(kUnknownProducerId, 59)                            \
    X(kReassignmentInProgress, 60)                       \
    X(kDelegationTokenAuthDisabled, 61)                  \
    X(kDelegationTokenNotFound, 62)                      \
    X(kDelegationTokenOwnerMismatch, 63)                 \
    X(kDelegationTokenRequestNotAllowed, 64)             \
    X(kDelegationTokenAuthorizationFailed, 65)           \
    X(kDelegationTokenExpired, 66)                       \
    X(kInvalidPrincipalType, 67)                         \
    X(kNonEmptyGroup, 68)                                \
    X(kGroupIdNotFound, 69)                              \
    X(kFetchSessionIdNotFound, 70)                       \
    X(kInvalidFetchSessionEpoch, 71)                     \
    X(kListenerNotFound, 72)                             \
    X(kTopicDeletionDisabled, 73)                        \
    X(kFencedLeaderEpoch, 74)                            \
    X(kUnknownLeaderEpoch, 75)                           \
    X(kUnsupportedCompressionType, 76)                   \
    X(kStaleBrokerEpoch, 77)                             \
    X(kOffsetNotAvailable, 78)                           \
    X(kMemberIdRequired, 79)                             \
    X(kPreferredLeaderNotAvailable, 80)                  \
    X(kGroupMaxSizeReached, 81)                          \
    X(kFencedInstanceId, 82)                             \
    X(kEligibleLeadersNotAvailable, 83)                  \
    X(kElectionNotNeeded, 84)                            \
    X(kNoReassignmentInProgress, 85)                     \
    X(kGroupSubscribedToTopic, 86)                       \
    X(kInvalidRecord, 87)                                \
    X(kUnstableOffsetCommit, 88)                         \
    X(kThrottlingQuotaExceeded, 89)                      \
    X(kProducerFenced, 90)                               \
    X(kResourceNotFound, 91)                             \
    X(kDuplicateResource, 92)                            \
    X(kUnacceptableCredential, 93)                       \
    X(kInconsistentVoterSet, 94)                         \
    X(kInvalidUpdateVersion, 95)                         \
    X(kFeatureUpdateFailed, 96)                          \
    X(kPrincipalDeserializationFailure, 97)              \
    X(kSnapshotNotFound, 98)                             \
    X(kPositionOutOfRange, 99)                           \
    X(kUnknownTopicId, 100)                              \
    X(kDuplicateBrokerRegistration, 101)                 \
    X(kBrokerIdNotRegistered, 102)                       \
    X(kInconsistentTopicId, 103)                         \
    X(kInconsistentClusterId, 104)                       \
    X(kTransactionalIdNotFound, 105)                     \
    X(kFetchSessionTopicIdError, 106)                    \
    X(kIneligibleReplica, 107)                           \
    X(kNewLeaderElected, 108)                            \
    X(kOffsetMovedToTieredStorage, 109)                  \
    X(kFencedMemberEpoch, 110)                           \
    X(kUnreleasedInstanceId, 111)                        \
    X(kUnsupportedAssignor, 112)                         \
    X(kStaleMemberEpoch, 113)                            \
    X(kMismatchedEndpointType, 114)                      \
    X(kUnsupportedEndpointType, 115)                     \
    X(kUnknownControllerId, 116)                         \
    X(kUnknownSubscriptionId, 117)                       \
    X(kTelemetryTooLarge, 118)                           \
    X(kInvalidRegistration, 119)                         \
    X(kTransactionAbortable, 120)                        \
    X(kInvalidRecordState, 121)                          \
    X(kShareSessionNotFound, 122)                        \
    X(kInvalidShareSessionEpoch, 123)                    \
    X(kFencedStateEpoch, 124)                            \
    X(kInvalidVoterKey, 125)                             \
    X(kDuplicateVoter, 126)                              \
    X(kVoterNotFound, 127)                               \
    X(kInvalidRegularExpression, 128)                    \
    X(kRebootstrapRequired, 129)                         \
    /* Conditions of this machine; never on the wire. */ \
    X(kEndOfInput, -101)                                 \
    X(kMalformed, -102)                                  \
    X(kNotFound, -103)                                   \
    X(kAlreadyExists, -104)                              \
    X(kPermissionDenied, -105)                           \
    X(kNoSpace, -106)                                    \
    X(kInputOutput, -107)                                \
    X(kAddressInUse, -108)                               \
    X(kConnectionRefused, -109)                          \
    X(kConnectionClosed, -110)                           \
    X(kTimedOut, -111)                                   \
    X(kTooLarge, -112)                                   \
    X(kInvalidArgument, -113)                            \
    X(kInUse, -114)                                      \
    X(kStopped, -115)

enum class ErrorCode : std::int16_t {
#define X(name, number) name = number,
    BROKER_ERROR_CODES(X)
#undef X
};

/// Kafka's spelling, `UNKNOWN_TOPIC_OR_PARTITION`, for messages to people; "UNKNOWN" if it has no name here.
std::string_view errorName(ErrorCode code);

/// Whether the number is one of Kafka's, so that it may travel.
constexpr bool travels(ErrorCode code) { return static_cast<std::int16_t>(code) > -100; }

/// What a peer is told: Kafka's codes as they are; a disk's troubles become KAFKA_STORAGE_ERROR, malformed
/// input INVALID_REQUEST, a deadline REQUEST_TIMED_OUT, what else this machine suffered UNKNOWN_SERVER_ERROR.
ErrorCode toWire(ErrorCode code);

}  // namespace broker
