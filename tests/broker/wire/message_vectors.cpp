#include "tests/broker/wire/message_vectors.h"

#include <vector>

namespace broker::wire {

// clang-format off
static const MessageVector kMessageVectors[] = {
    {"ProduceRequest", 3,
         "00027478ffff000005dc0000000100066f7264657273000000010000000200000003deadbe",
         "acks=-1 timeoutMs=1500 topicData[0].name=orders topicData[0].partitionData[0].index=2 topicD"
         "ata[0].partitionData[0].records=3 transactionalId=tx"},
    {"ProduceResponse", 3,
         "0000000100066f7264657273000000010000000200060000000000000064ffffffffffffffff00000007",
         "responses[0].name=orders responses[0].partitionResponses[0].baseOffset=100 responses[0].part"
         "itionResponses[0].errorCode=6 responses[0].partitionResponses[0].index=2 responses[0].partit"
         "ionResponses[0].logAppendTimeMs=-1 throttleTimeMs=7"},
    {"ProduceRequest", 8,
         "00027478ffff000005dc0000000100066f7264657273000000010000000200000003deadbe",
         "acks=-1 timeoutMs=1500 topicData[0].name=orders topicData[0].partitionData[0].index=2 topicD"
         "ata[0].partitionData[0].records=3 transactionalId=tx"},
    {"ProduceResponse", 8,
         "0000000100066f7264657273000000010000000200060000000000000064ffffffffffffffff0000000000000003"
         "0000000100000004ffff00026e6f00000007",
         "responses[0].name=orders responses[0].partitionResponses[0].baseOffset=100 responses[0].part"
         "itionResponses[0].errorCode=6 responses[0].partitionResponses[0].errorMessage=no responses[0"
         "].partitionResponses[0].index=2 responses[0].partitionResponses[0].logAppendTimeMs=-1 respon"
         "ses[0].partitionResponses[0].logStartOffset=3 responses[0].partitionResponses[0].recordError"
         "s[0].batchIndex=4 responses[0].partitionResponses[0].recordErrors[0].batchIndexErrorMessage="
         "null throttleTimeMs=7"},
    {"ProduceRequest", 9,
         "037478ffff000005dc02076f7264657273020000000204deadbe000000",
         "acks=-1 timeoutMs=1500 topicData[0].name=orders topicData[0].partitionData[0].index=2 topicD"
         "ata[0].partitionData[0].records=3 transactionalId=tx"},
    {"ProduceResponse", 9,
         "02076f7264657273020000000200060000000000000064ffffffffffffffff000000000000000302000000040000"
         "036e6f00000000000700",
         "responses[0].name=orders responses[0].partitionResponses[0].baseOffset=100 responses[0].part"
         "itionResponses[0].errorCode=6 responses[0].partitionResponses[0].errorMessage=no responses[0"
         "].partitionResponses[0].index=2 responses[0].partitionResponses[0].logAppendTimeMs=-1 respon"
         "ses[0].partitionResponses[0].logStartOffset=3 responses[0].partitionResponses[0].recordError"
         "s[0].batchIndex=4 responses[0].partitionResponses[0].recordErrors[0].batchIndexErrorMessage="
         "null throttleTimeMs=7"},
    {"ProduceRequest", 13,
         "037478ffff000005dc020102030405060708090a0b0c0d0e0f10020000000204deadbe000000",
         "acks=-1 timeoutMs=1500 topicData[0].partitionData[0].index=2 topicData[0].partitionData[0].r"
         "ecords=3 topicData[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA transactionalId=tx"},
    {"ProduceResponse", 13,
         "020102030405060708090a0b0c0d0e0f10020000000200060000000000000064ffffffffffffffff000000000000"
         "000302000000040000036e6f010009000000020000000900000000000701000d02000000020268000023840000",
         "nodeEndpoints[0].host=h nodeEndpoints[0].nodeId=2 nodeEndpoints[0].port=9092 nodeEndpoints[0"
         "].rack=null responses[0].partitionResponses[0].baseOffset=100 responses[0].partitionResponse"
         "s[0].currentLeader.leaderEpoch=9 responses[0].partitionResponses[0].currentLeader.leaderId=2"
         " responses[0].partitionResponses[0].errorCode=6 responses[0].partitionResponses[0].errorMess"
         "age=no responses[0].partitionResponses[0].index=2 responses[0].partitionResponses[0].logAppe"
         "ndTimeMs=-1 responses[0].partitionResponses[0].logStartOffset=3 responses[0].partitionRespon"
         "ses[0].recordErrors[0].batchIndex=4 responses[0].partitionResponses[0].recordErrors[0].batch"
         "IndexErrorMessage=null responses[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA throttleTimeMs=7"},
    {"FetchRequest", 4,
         "00000003000001f400000001000003e8010000000100066f72646572730000000100000001000000000000000a00"
         "0007d0",
         "isolationLevel=1 maxBytes=1000 maxWaitMs=500 minBytes=1 replicaId=3 topics[0].partitions[0]."
         "fetchOffset=10 topics[0].partitions[0].partition=1 topics[0].partitions[0].partitionMaxBytes"
         "=2000 topics[0].topic=orders"},
    {"FetchResponse", 4,
         "000000010000000100066f72646572730000000100000001000000000000000000140000000000000013ffffffff"
         "000000020102",
         "responses[0].partitions[0].abortedTransactions=null responses[0].partitions[0].errorCode=0 r"
         "esponses[0].partitions[0].highWatermark=20 responses[0].partitions[0].lastStableOffset=19 re"
         "sponses[0].partitions[0].partitionIndex=1 responses[0].partitions[0].records=2 responses[0]."
         "topic=orders throttleTimeMs=1"},
    {"FetchRequest", 11,
         "00000003000001f400000001000003e80100000005000000060000000100066f7264657273000000010000000100"
         "000004000000000000000a0000000000000002000007d00000000100036f6c64000000010000000800027231",
         "forgottenTopicsData[0].partitions[0]=8 forgottenTopicsData[0].topic=old isolationLevel=1 max"
         "Bytes=1000 maxWaitMs=500 minBytes=1 rackId=r1 replicaId=3 sessionEpoch=6 sessionId=5 topics["
         "0].partitions[0].currentLeaderEpoch=4 topics[0].partitions[0].fetchOffset=10 topics[0].parti"
         "tions[0].logStartOffset=2 topics[0].partitions[0].partition=1 topics[0].partitions[0].partit"
         "ionMaxBytes=2000 topics[0].topic=orders"},
    {"FetchResponse", 11,
         "000000010000000000050000000100066f7264657273000000010000000100000000000000000014000000000000"
         "0013000000000000000200000001000000000000002a000000000000000c00000002000000020102",
         "errorCode=0 responses[0].partitions[0].abortedTransactions[0].firstOffset=12 responses[0].pa"
         "rtitions[0].abortedTransactions[0].producerId=42 responses[0].partitions[0].errorCode=0 resp"
         "onses[0].partitions[0].highWatermark=20 responses[0].partitions[0].lastStableOffset=19 respo"
         "nses[0].partitions[0].logStartOffset=2 responses[0].partitions[0].partitionIndex=1 responses"
         "[0].partitions[0].preferredReadReplica=2 responses[0].partitions[0].records=2 responses[0].t"
         "opic=orders sessionId=5 throttleTimeMs=1"},
    {"FetchRequest", 12,
         "00000003000001f400000001000003e801000000050000000602076f726465727302000000010000000400000000"
         "0000000a000000030000000000000002000007d0000002046f6c640200000008000372310100020263",
         "clusterId=c forgottenTopicsData[0].partitions[0]=8 forgottenTopicsData[0].topic=old isolatio"
         "nLevel=1 maxBytes=1000 maxWaitMs=500 minBytes=1 rackId=r1 replicaId=3 sessionEpoch=6 session"
         "Id=5 topics[0].partitions[0].currentLeaderEpoch=4 topics[0].partitions[0].fetchOffset=10 top"
         "ics[0].partitions[0].lastFetchedEpoch=3 topics[0].partitions[0].logStartOffset=2 topics[0].p"
         "artitions[0].partition=1 topics[0].partitions[0].partitionMaxBytes=2000 topics[0].topic=orde"
         "rs"},
    {"FetchResponse", 12,
         "0000000100000000000502076f726465727302000000010000000000000000001400000000000000130000000000"
         "00000202000000000000002a000000000000000c000000000203010203000d000000030000000000000008000109"
         "000000010000000400020d000000000000000500000001000000",
         "errorCode=0 responses[0].partitions[0].abortedTransactions[0].firstOffset=12 responses[0].pa"
         "rtitions[0].abortedTransactions[0].producerId=42 responses[0].partitions[0].currentLeader.le"
         "aderEpoch=4 responses[0].partitions[0].currentLeader.leaderId=1 responses[0].partitions[0].d"
         "ivergingEpoch.endOffset=8 responses[0].partitions[0].divergingEpoch.epoch=3 responses[0].par"
         "titions[0].errorCode=0 responses[0].partitions[0].highWatermark=20 responses[0].partitions[0"
         "].lastStableOffset=19 responses[0].partitions[0].logStartOffset=2 responses[0].partitions[0]"
         ".partitionIndex=1 responses[0].partitions[0].preferredReadReplica=2 responses[0].partitions["
         "0].records=2 responses[0].partitions[0].snapshotId.endOffset=5 responses[0].partitions[0].sn"
         "apshotId.epoch=1 responses[0].topic=orders sessionId=5 throttleTimeMs=1"},
    {"FetchRequest", 18,
         "000001f400000001000003e8010000000500000006020102030405060708090a0b0c0d0e0f100200000001000000"
         "04000000000000000a000000030000000000000002000007d0020010111111111111111122222222222222220108"
         "00000000000000090002111111111111111122222222222222220200000008000372310200020263010d00000003"
         "000000000000004d00",
         "clusterId=c forgottenTopicsData[0].partitions[0]=8 forgottenTopicsData[0].topicId=ERERERERER"
         "EiIiIiIiIiIg isolationLevel=1 maxBytes=1000 maxWaitMs=500 minBytes=1 rackId=r1 replicaState."
         "replicaEpoch=77 replicaState.replicaId=3 sessionEpoch=6 sessionId=5 topics[0].partitions[0]."
         "currentLeaderEpoch=4 topics[0].partitions[0].fetchOffset=10 topics[0].partitions[0].highWate"
         "rmark=9 topics[0].partitions[0].lastFetchedEpoch=3 topics[0].partitions[0].logStartOffset=2 "
         "topics[0].partitions[0].partition=1 topics[0].partitions[0].partitionMaxBytes=2000 topics[0]"
         ".partitions[0].replicaDirectoryId=EREREREREREiIiIiIiIiIg topics[0].topicId=AQIDBAUGBwgJCgsMD"
         "Q4PEA"},
    {"FetchResponse", 18,
         "00000001000000000005020102030405060708090a0b0c0d0e0f1002000000010000000000000000001400000000"
         "00000013000000000000000202000000000000002a000000000000000c000000000203010203000d000000030000"
         "000000000008000109000000010000000400020d000000000000000500000001000001000e020000000102680000"
         "2384027200",
         "errorCode=0 nodeEndpoints[0].host=h nodeEndpoints[0].nodeId=1 nodeEndpoints[0].port=9092 nod"
         "eEndpoints[0].rack=r responses[0].partitions[0].abortedTransactions[0].firstOffset=12 respon"
         "ses[0].partitions[0].abortedTransactions[0].producerId=42 responses[0].partitions[0].current"
         "Leader.leaderEpoch=4 responses[0].partitions[0].currentLeader.leaderId=1 responses[0].partit"
         "ions[0].divergingEpoch.endOffset=8 responses[0].partitions[0].divergingEpoch.epoch=3 respons"
         "es[0].partitions[0].errorCode=0 responses[0].partitions[0].highWatermark=20 responses[0].par"
         "titions[0].lastStableOffset=19 responses[0].partitions[0].logStartOffset=2 responses[0].part"
         "itions[0].partitionIndex=1 responses[0].partitions[0].preferredReadReplica=2 responses[0].pa"
         "rtitions[0].records=2 responses[0].partitions[0].snapshotId.endOffset=5 responses[0].partiti"
         "ons[0].snapshotId.epoch=1 responses[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA sessionId=5 throttleTi"
         "meMs=1"},
    {"ListOffsetsRequest", 1,
         "ffffffff0000000100066f72646572730000000100000003fffffffffffffffe",
         "replicaId=-1 topics[0].name=orders topics[0].partitions[0].partitionIndex=3 topics[0].partit"
         "ions[0].timestamp=-2"},
    {"ListOffsetsResponse", 1,
         "0000000100066f72646572730000000100000003000000000000000003e80000000000000011",
         "topics[0].name=orders topics[0].partitions[0].errorCode=0 topics[0].partitions[0].offset=17 "
         "topics[0].partitions[0].partitionIndex=3 topics[0].partitions[0].timestamp=1000"},
    {"ListOffsetsRequest", 6,
         "ffffffff0102076f7264657273020000000300000005fffffffffffffffe000000",
         "isolationLevel=1 replicaId=-1 topics[0].name=orders topics[0].partitions[0].currentLeaderEpo"
         "ch=5 topics[0].partitions[0].partitionIndex=3 topics[0].partitions[0].timestamp=-2"},
    {"ListOffsetsResponse", 6,
         "0000000102076f72646572730200000003000000000000000003e8000000000000001100000005000000",
         "throttleTimeMs=1 topics[0].name=orders topics[0].partitions[0].errorCode=0 topics[0].partiti"
         "ons[0].leaderEpoch=5 topics[0].partitions[0].offset=17 topics[0].partitions[0].partitionInde"
         "x=3 topics[0].partitions[0].timestamp=1000"},
    {"ListOffsetsRequest", 11,
         "ffffffff0102076f7264657273020000000300000005fffffffffffffffe00000000012c00",
         "isolationLevel=1 replicaId=-1 timeoutMs=300 topics[0].name=orders topics[0].partitions[0].cu"
         "rrentLeaderEpoch=5 topics[0].partitions[0].partitionIndex=3 topics[0].partitions[0].timestam"
         "p=-2"},
    {"ListOffsetsResponse", 11,
         "0000000102076f72646572730200000003000000000000000003e8000000000000001100000005000000",
         "throttleTimeMs=1 topics[0].name=orders topics[0].partitions[0].errorCode=0 topics[0].partiti"
         "ons[0].leaderEpoch=5 topics[0].partitions[0].offset=17 topics[0].partitions[0].partitionInde"
         "x=3 topics[0].partitions[0].timestamp=1000"},
    {"MetadataRequest", 0,
         "0000000100066f7264657273",
         "topics[0].name=orders"},
    {"MetadataResponse", 0,
         "000000010000000100096c6f63616c686f73740000238400000001000000066f7264657273000000010009000000"
         "02000000010000000200000001000000020000000100000001",
         "brokers[0].host=localhost brokers[0].nodeId=1 brokers[0].port=9092 topics[0].errorCode=0 top"
         "ics[0].name=orders topics[0].partitions[0].errorCode=9 topics[0].partitions[0].isrNodes[0]=1"
         " topics[0].partitions[0].leaderId=1 topics[0].partitions[0].partitionIndex=2 topics[0].parti"
         "tions[0].replicaNodes[0]=1 topics[0].partitions[0].replicaNodes[1]=2"},
    {"MetadataRequest", 1,
         "ffffffff",
         "topics=null"},
    {"MetadataResponse", 1,
         "000000010000000100096c6f63616c686f7374000023840001720000000100000001000000066f72646572730100"
         "000001000900000002000000010000000200000001000000020000000100000001",
         "brokers[0].host=localhost brokers[0].nodeId=1 brokers[0].port=9092 brokers[0].rack=r control"
         "lerId=1 topics[0].errorCode=0 topics[0].isInternal=true topics[0].name=orders topics[0].part"
         "itions[0].errorCode=9 topics[0].partitions[0].isrNodes[0]=1 topics[0].partitions[0].leaderId"
         "=1 topics[0].partitions[0].partitionIndex=2 topics[0].partitions[0].replicaNodes[0]=1 topics"
         "[0].partitions[0].replicaNodes[1]=2"},
    {"MetadataRequest", 4,
         "0000000100066f726465727300",
         "allowAutoTopicCreation=false topics[0].name=orders"},
    {"MetadataResponse", 4,
         "00000001000000010000000100096c6f63616c686f7374000023840001720002636c000000010000000100000006"
         "6f72646572730100000001000900000002000000010000000200000001000000020000000100000001",
         "brokers[0].host=localhost brokers[0].nodeId=1 brokers[0].port=9092 brokers[0].rack=r cluster"
         "Id=cl controllerId=1 throttleTimeMs=1 topics[0].errorCode=0 topics[0].isInternal=true topics"
         "[0].name=orders topics[0].partitions[0].errorCode=9 topics[0].partitions[0].isrNodes[0]=1 to"
         "pics[0].partitions[0].leaderId=1 topics[0].partitions[0].partitionIndex=2 topics[0].partitio"
         "ns[0].replicaNodes[0]=1 topics[0].partitions[0].replicaNodes[1]=2"},
    {"MetadataRequest", 8,
         "0000000100066f7264657273000101",
         "allowAutoTopicCreation=false includeClusterAuthorizedOperations=true includeTopicAuthorizedO"
         "perations=true topics[0].name=orders"},
    {"MetadataResponse", 8,
         "00000001000000010000000100096c6f63616c686f7374000023840001720002636c000000010000000100000006"
         "6f726465727301000000010009000000020000000100000006000000020000000100000002000000010000000100"
         "000001000000020000000500000003",
         "brokers[0].host=localhost brokers[0].nodeId=1 brokers[0].port=9092 brokers[0].rack=r cluster"
         "AuthorizedOperations=3 clusterId=cl controllerId=1 throttleTimeMs=1 topics[0].errorCode=0 to"
         "pics[0].isInternal=true topics[0].name=orders topics[0].partitions[0].errorCode=9 topics[0]."
         "partitions[0].isrNodes[0]=1 topics[0].partitions[0].leaderEpoch=6 topics[0].partitions[0].le"
         "aderId=1 topics[0].partitions[0].offlineReplicas[0]=2 topics[0].partitions[0].partitionIndex"
         "=2 topics[0].partitions[0].replicaNodes[0]=1 topics[0].partitions[0].replicaNodes[1]=2 topic"
         "s[0].topicAuthorizedOperations=5"},
    {"MetadataRequest", 9,
         "02076f72646572730000010100",
         "allowAutoTopicCreation=false includeClusterAuthorizedOperations=true includeTopicAuthorizedO"
         "perations=true topics[0].name=orders"},
    {"MetadataResponse", 9,
         "0000000102000000010a6c6f63616c686f73740000238402720003636c00000001020000076f7264657273010200"
         "09000000020000000100000006030000000100000002020000000102000000020000000005000000000300",
         "brokers[0].host=localhost brokers[0].nodeId=1 brokers[0].port=9092 brokers[0].rack=r cluster"
         "AuthorizedOperations=3 clusterId=cl controllerId=1 throttleTimeMs=1 topics[0].errorCode=0 to"
         "pics[0].isInternal=true topics[0].name=orders topics[0].partitions[0].errorCode=9 topics[0]."
         "partitions[0].isrNodes[0]=1 topics[0].partitions[0].leaderEpoch=6 topics[0].partitions[0].le"
         "aderId=1 topics[0].partitions[0].offlineReplicas[0]=2 topics[0].partitions[0].partitionIndex"
         "=2 topics[0].partitions[0].replicaNodes[0]=1 topics[0].partitions[0].replicaNodes[1]=2 topic"
         "s[0].topicAuthorizedOperations=5"},
    {"MetadataRequest", 10,
         "020102030405060708090a0b0c0d0e0f10076f72646572730000010100",
         "allowAutoTopicCreation=false includeClusterAuthorizedOperations=true includeTopicAuthorizedO"
         "perations=true topics[0].name=orders topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"MetadataResponse", 10,
         "0000000102000000010a6c6f63616c686f73740000238402720003636c00000001020000076f7264657273010203"
         "0405060708090a0b0c0d0e0f10010200090000000200000001000000060300000001000000020200000001020000"
         "00020000000005000000000300",
         "brokers[0].host=localhost brokers[0].nodeId=1 brokers[0].port=9092 brokers[0].rack=r cluster"
         "AuthorizedOperations=3 clusterId=cl controllerId=1 throttleTimeMs=1 topics[0].errorCode=0 to"
         "pics[0].isInternal=true topics[0].name=orders topics[0].partitions[0].errorCode=9 topics[0]."
         "partitions[0].isrNodes[0]=1 topics[0].partitions[0].leaderEpoch=6 topics[0].partitions[0].le"
         "aderId=1 topics[0].partitions[0].offlineReplicas[0]=2 topics[0].partitions[0].partitionIndex"
         "=2 topics[0].partitions[0].replicaNodes[0]=1 topics[0].partitions[0].replicaNodes[1]=2 topic"
         "s[0].topicAuthorizedOperations=5 topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"MetadataRequest", 13,
         "00000100",
         "allowAutoTopicCreation=false includeTopicAuthorizedOperations=true topics=null"},
    {"MetadataResponse", 13,
         "0000000102000000010a6c6f63616c686f73740000238402720003636c00000001020000076f7264657273010203"
         "0405060708090a0b0c0d0e0f10010200090000000200000001000000060300000001000000020200000001020000"
         "0002000000000500008100",
         "brokers[0].host=localhost brokers[0].nodeId=1 brokers[0].port=9092 brokers[0].rack=r cluster"
         "Id=cl controllerId=1 errorCode=129 throttleTimeMs=1 topics[0].errorCode=0 topics[0].isIntern"
         "al=true topics[0].name=orders topics[0].partitions[0].errorCode=9 topics[0].partitions[0].is"
         "rNodes[0]=1 topics[0].partitions[0].leaderEpoch=6 topics[0].partitions[0].leaderId=1 topics["
         "0].partitions[0].offlineReplicas[0]=2 topics[0].partitions[0].partitionIndex=2 topics[0].par"
         "titions[0].replicaNodes[0]=1 topics[0].partitions[0].replicaNodes[1]=2 topics[0].topicAuthor"
         "izedOperations=5 topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"CreateTopicsRequest", 2,
         "0000000100066f7264657273ffffffffffff000000010000000000000002000000010000000200000001000c7265"
         "74656e74696f6e2e6d73ffff0000006401",
         "timeoutMs=100 topics[0].assignments[0].brokerIds[0]=1 topics[0].assignments[0].brokerIds[1]="
         "2 topics[0].assignments[0].partitionIndex=0 topics[0].configs[0].name=retention.ms topics[0]"
         ".configs[0].value=null topics[0].name=orders topics[0].numPartitions=-1 topics[0].replicatio"
         "nFactor=-1 validateOnly=true"},
    {"CreateTopicsResponse", 2,
         "000000020000000100066f726465727300240006657869737473",
         "throttleTimeMs=2 topics[0].errorCode=36 topics[0].errorMessage=exists topics[0].name=orders"},
    {"CreateTopicsRequest", 5,
         "02076f7264657273ffffffffffff020000000003000000010000000200020d726574656e74696f6e2e6d73000000"
         "000000640100",
         "timeoutMs=100 topics[0].assignments[0].brokerIds[0]=1 topics[0].assignments[0].brokerIds[1]="
         "2 topics[0].assignments[0].partitionIndex=0 topics[0].configs[0].name=retention.ms topics[0]"
         ".configs[0].value=null topics[0].name=orders topics[0].numPartitions=-1 topics[0].replicatio"
         "nFactor=-1 validateOnly=true"},
    {"CreateTopicsResponse", 5,
         "0000000202076f7264657273002407657869737473000000030002020261026201050000010002001d00",
         "throttleTimeMs=2 topics[0].configs[0].configSource=5 topics[0].configs[0].isSensitive=false "
         "topics[0].configs[0].name=a topics[0].configs[0].readOnly=true topics[0].configs[0].value=b "
         "topics[0].errorCode=36 topics[0].errorMessage=exists topics[0].name=orders topics[0].numPart"
         "itions=3 topics[0].replicationFactor=2 topics[0].topicConfigErrorCode=29"},
    {"CreateTopicsRequest", 7,
         "02076f7264657273ffffffffffff020000000003000000010000000200020d726574656e74696f6e2e6d73000000"
         "000000640100",
         "timeoutMs=100 topics[0].assignments[0].brokerIds[0]=1 topics[0].assignments[0].brokerIds[1]="
         "2 topics[0].assignments[0].partitionIndex=0 topics[0].configs[0].name=retention.ms topics[0]"
         ".configs[0].value=null topics[0].name=orders topics[0].numPartitions=-1 topics[0].replicatio"
         "nFactor=-1 validateOnly=true"},
    {"CreateTopicsResponse", 7,
         "0000000202076f72646572730102030405060708090a0b0c0d0e0f10002407657869737473000000030002020261"
         "026201050000010002001d00",
         "throttleTimeMs=2 topics[0].configs[0].configSource=5 topics[0].configs[0].isSensitive=false "
         "topics[0].configs[0].name=a topics[0].configs[0].readOnly=true topics[0].configs[0].value=b "
         "topics[0].errorCode=36 topics[0].errorMessage=exists topics[0].name=orders topics[0].numPart"
         "itions=3 topics[0].replicationFactor=2 topics[0].topicConfigErrorCode=29 topics[0].topicId=A"
         "QIDBAUGBwgJCgsMDQ4PEA"},
    {"DeleteTopicsRequest", 1,
         "0000000200016100016200000064",
         "timeoutMs=100 topicNames[0]=a topicNames[1]=b"},
    {"DeleteTopicsResponse", 1,
         "00000001000000010001610003",
         "responses[0].errorCode=3 responses[0].name=a throttleTimeMs=1"},
    {"DeleteTopicsRequest", 5,
         "03026102620000006400",
         "timeoutMs=100 topicNames[0]=a topicNames[1]=b"},
    {"DeleteTopicsResponse", 5,
         "00000001020261000305676f6e650000",
         "responses[0].errorCode=3 responses[0].errorMessage=gone responses[0].name=a throttleTimeMs=1"},
    {"DeleteTopicsRequest", 6,
         "02000102030405060708090a0b0c0d0e0f10000000006400",
         "timeoutMs=100 topics[0].name=null topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"DeleteTopicsResponse", 6,
         "0000000102000102030405060708090a0b0c0d0e0f10000305676f6e650000",
         "responses[0].errorCode=3 responses[0].errorMessage=gone responses[0].name=null responses[0]."
         "topicId=AQIDBAUGBwgJCgsMDQ4PEA throttleTimeMs=1"},
    {"DescribeConfigsRequest", 1,
         "000000010200066f7264657273ffffffff01",
         "includeSynonyms=true resources[0].configurationKeys=null resources[0].resourceName=orders re"
         "sources[0].resourceType=2"},
    {"DescribeConfigsResponse", 1,
         "00000001000000010000ffff0200066f72646572730000000100016effff0005010000000100017300017604",
         "results[0].configs[0].configSource=5 results[0].configs[0].isSensitive=true results[0].confi"
         "gs[0].name=n results[0].configs[0].readOnly=false results[0].configs[0].synonyms[0].name=s r"
         "esults[0].configs[0].synonyms[0].source=4 results[0].configs[0].synonyms[0].value=v results["
         "0].configs[0].value=null results[0].errorCode=0 results[0].errorMessage=null results[0].reso"
         "urceName=orders results[0].resourceType=2 throttleTimeMs=1"},
    {"DescribeConfigsRequest", 4,
         "0202076f726465727302026b00010100",
         "includeDocumentation=true includeSynonyms=true resources[0].configurationKeys[0]=k resources"
         "[0].resourceName=orders resources[0].resourceType=2"},
    {"DescribeConfigsResponse", 4,
         "000000010200000002076f726465727302026e00000501020273027604000204646f63000000",
         "results[0].configs[0].configSource=5 results[0].configs[0].configType=2 results[0].configs[0"
         "].documentation=doc results[0].configs[0].isSensitive=true results[0].configs[0].name=n resu"
         "lts[0].configs[0].readOnly=false results[0].configs[0].synonyms[0].name=s results[0].configs"
         "[0].synonyms[0].source=4 results[0].configs[0].synonyms[0].value=v results[0].configs[0].val"
         "ue=null results[0].errorCode=0 results[0].errorMessage=null results[0].resourceName=orders r"
         "esults[0].resourceType=2 throttleTimeMs=1"},
    {"DescribeClusterRequest", 0,
         "0100",
         "includeClusterAuthorizedOperations=true"},
    {"DescribeClusterResponse", 0,
         "0000000000000003636c00000001020000000102680000238400000000000400",
         "brokers[0].brokerId=1 brokers[0].host=h brokers[0].port=9092 brokers[0].rack=null clusterAut"
         "horizedOperations=4 clusterId=cl controllerId=1 errorCode=0 errorMessage=null throttleTimeMs"
         "=0"},
    {"DescribeClusterRequest", 2,
         "01020100",
         "endpointType=2 includeClusterAuthorizedOperations=true includeFencedBrokers=true"},
    {"DescribeClusterResponse", 2,
         "000000000000000203636c0000000102000000010268000023840001000000000400",
         "brokers[0].brokerId=1 brokers[0].host=h brokers[0].isFenced=true brokers[0].port=9092 broker"
         "s[0].rack=null clusterAuthorizedOperations=4 clusterId=cl controllerId=1 endpointType=2 erro"
         "rCode=0 errorMessage=null throttleTimeMs=0"},
    {"InitProducerIdRequest", 0,
         "ffff0000ea60",
         "transactionTimeoutMs=60000 transactionalId=null"},
    {"InitProducerIdResponse", 0,
         "00000001000000000000000000070003",
         "errorCode=0 producerEpoch=3 producerId=7 throttleTimeMs=1"},
    {"InitProducerIdRequest", 1,
         "ffff0000ea60",
         "transactionTimeoutMs=60000 transactionalId=null"},
    {"InitProducerIdResponse", 1,
         "00000001000000000000000000070003",
         "errorCode=0 producerEpoch=3 producerId=7 throttleTimeMs=1"},
    {"InitProducerIdRequest", 2,
         "000000ea6000",
         "transactionTimeoutMs=60000 transactionalId=null"},
    {"InitProducerIdResponse", 2,
         "0000000100000000000000000007000300",
         "errorCode=0 producerEpoch=3 producerId=7 throttleTimeMs=1"},
    {"InitProducerIdRequest", 5,
         "000000ea600000000000000007000200",
         "producerEpoch=2 producerId=7 transactionTimeoutMs=60000 transactionalId=null"},
    {"InitProducerIdResponse", 5,
         "0000000100000000000000000007000300",
         "errorCode=0 producerEpoch=3 producerId=7 throttleTimeMs=1"},
    {"ApiVersionsRequest", 0,
         "",
         ""},
    {"ApiVersionsResponse", 0,
         "000000000001001200000004",
         "apiKeys[0].apiKey=18 apiKeys[0].maxVersion=4 apiKeys[0].minVersion=0 errorCode=0"},
    {"ApiVersionsRequest", 2,
         "",
         ""},
    {"ApiVersionsResponse", 2,
         "00000000000100120000000400000001",
         "apiKeys[0].apiKey=18 apiKeys[0].maxVersion=4 apiKeys[0].minVersion=0 errorCode=0 throttleTim"
         "eMs=1"},
    {"ApiVersionsRequest", 3,
         "026e023100",
         "clientSoftwareName=n clientSoftwareVersion=1"},
    {"ApiVersionsResponse", 3,
         "00000200120000000400000000010400080202660001000200010800000000000000630208020266000200010003"
         "0101",
         "apiKeys[0].apiKey=18 apiKeys[0].maxVersion=4 apiKeys[0].minVersion=0 errorCode=0 finalizedFe"
         "aturesEpoch=99 finalizedFeatures[0].maxVersionLevel=2 finalizedFeatures[0].minVersionLevel=1"
         " finalizedFeatures[0].name=f supportedFeatures[0].maxVersion=2 supportedFeatures[0].minVersi"
         "on=1 supportedFeatures[0].name=f throttleTimeMs=1 zkMigrationReady=true"},
    {"ApiVersionsRequest", 4,
         "026e023100",
         "clientSoftwareName=n clientSoftwareVersion=1"},
    {"ApiVersionsResponse", 4,
         "00000200120000000400000000010400080202660001000200010800000000000000630208020266000200010003"
         "0101",
         "apiKeys[0].apiKey=18 apiKeys[0].maxVersion=4 apiKeys[0].minVersion=0 errorCode=0 finalizedFe"
         "aturesEpoch=99 finalizedFeatures[0].maxVersionLevel=2 finalizedFeatures[0].minVersionLevel=1"
         " finalizedFeatures[0].name=f supportedFeatures[0].maxVersion=2 supportedFeatures[0].minVersi"
         "on=1 supportedFeatures[0].name=f throttleTimeMs=1 zkMigrationReady=true"},
    {"FindCoordinatorRequest", 0,
         "000167",
         "key=g"},
    {"FindCoordinatorResponse", 0,
         "000f0000000100016800002384",
         "errorCode=15 host=h nodeId=1 port=9092"},
    {"FindCoordinatorRequest", 2,
         "00016701",
         "key=g keyType=1"},
    {"FindCoordinatorResponse", 2,
         "00000001000f00016d0000000100016800002384",
         "errorCode=15 errorMessage=m host=h nodeId=1 port=9092 throttleTimeMs=1"},
    {"FindCoordinatorRequest", 3,
         "02670100",
         "key=g keyType=1"},
    {"FindCoordinatorResponse", 3,
         "00000001000f026d0000000102680000238400",
         "errorCode=15 errorMessage=m host=h nodeId=1 port=9092 throttleTimeMs=1"},
    {"FindCoordinatorRequest", 4,
         "01030267026800",
         "coordinatorKeys[0]=g coordinatorKeys[1]=h keyType=1"},
    {"FindCoordinatorResponse", 4,
         "00000001020267000000010268000023840000000000",
         "coordinators[0].errorCode=0 coordinators[0].errorMessage=null coordinators[0].host=h coordin"
         "ators[0].key=g coordinators[0].nodeId=1 coordinators[0].port=9092 throttleTimeMs=1"},
    {"FindCoordinatorRequest", 6,
         "01030267026800",
         "coordinatorKeys[0]=g coordinatorKeys[1]=h keyType=1"},
    {"FindCoordinatorResponse", 6,
         "00000001020267000000010268000023840000000000",
         "coordinators[0].errorCode=0 coordinators[0].errorMessage=null coordinators[0].host=h coordin"
         "ators[0].key=g coordinators[0].nodeId=1 coordinators[0].port=9092 throttleTimeMs=1"},
    {"BrokerRegistrationRequest", 0,
         "0000000103636c0102030405060708090a0b0c0d0e0f10020a504c41494e544558540268ea6000000002116d6574"
         "61646174612e76657273696f6e0007001d000000",
         "brokerId=1 clusterId=cl features[0].maxSupportedVersion=29 features[0].minSupportedVersion=7"
         " features[0].name=metadata.version incarnationId=AQIDBAUGBwgJCgsMDQ4PEA listeners[0].host=h "
         "listeners[0].name=PLAINTEXT listeners[0].port=60000 listeners[0].securityProtocol=0 rack=nul"
         "l"},
    {"BrokerRegistrationResponse", 0,
         "000000010065000000000000000c00",
         "brokerEpoch=12 errorCode=101 throttleTimeMs=1"},
    {"BrokerRegistrationRequest", 4,
         "0000000103636c0102030405060708090a0b0c0d0e0f10020a504c41494e544558540268ea6000000002116d6574"
         "61646174612e76657273696f6e0007001d0000010211111111111111112222222222222222000000000000000b00",
         "brokerId=1 clusterId=cl features[0].maxSupportedVersion=29 features[0].minSupportedVersion=7"
         " features[0].name=metadata.version incarnationId=AQIDBAUGBwgJCgsMDQ4PEA isMigratingZkBroker="
         "true listeners[0].host=h listeners[0].name=PLAINTEXT listeners[0].port=60000 listeners[0].se"
         "curityProtocol=0 logDirs[0]=EREREREREREiIiIiIiIiIg previousBrokerEpoch=11 rack=null"},
    {"BrokerRegistrationResponse", 4,
         "000000010065000000000000000c00",
         "brokerEpoch=12 errorCode=101 throttleTimeMs=1"},
    {"BrokerHeartbeatRequest", 0,
         "00000001000000000000000c0000000000000064010000",
         "brokerEpoch=12 brokerId=1 currentMetadataOffset=100 wantFence=true wantShutDown=false"},
    {"BrokerHeartbeatResponse", 0,
         "00000001000001000100",
         "errorCode=0 isCaughtUp=true isFenced=false shouldShutDown=true throttleTimeMs=1"},
    {"BrokerHeartbeatRequest", 1,
         "00000001000000000000000c00000000000000640100010011020102030405060708090a0b0c0d0e0f10",
         "brokerEpoch=12 brokerId=1 currentMetadataOffset=100 offlineLogDirs[0]=AQIDBAUGBwgJCgsMDQ4PEA"
         " wantFence=true wantShutDown=false"},
    {"BrokerHeartbeatResponse", 1,
         "00000001000001000100",
         "errorCode=0 isCaughtUp=true isFenced=false shouldShutDown=true throttleTimeMs=1"},
    {"BrokerHeartbeatRequest", 2,
         "00000001000000000000000c00000000000000640100020011020102030405060708090a0b0c0d0e0f1001110211"
         "111111111111112222222222222222",
         "brokerEpoch=12 brokerId=1 cordonedLogDirs[0]=EREREREREREiIiIiIiIiIg currentMetadataOffset=10"
         "0 offlineLogDirs[0]=AQIDBAUGBwgJCgsMDQ4PEA wantFence=true wantShutDown=false"},
    {"BrokerHeartbeatResponse", 2,
         "00000001000001000100",
         "errorCode=0 isCaughtUp=true isFenced=false shouldShutDown=true throttleTimeMs=1"},
    {"EnvelopeRequest", 0,
         "0401020300057f00000100",
         "clientHostAddress=4 requestData=3 requestPrincipal=null"},
    {"EnvelopeResponse", 0,
         "0209002900",
         "errorCode=41 responseData=1"},
    {"AllocateProducerIdsRequest", 0,
         "00000001000000000000000c00",
         "brokerEpoch=12 brokerId=1"},
    {"AllocateProducerIdsResponse", 0,
         "00000001000000000000000003e8000003e800",
         "errorCode=0 producerIdLen=1000 producerIdStart=1000 throttleTimeMs=1"},
    {"DescribeTopicPartitionsRequest", 0,
         "02076f72646572730000000009ff00",
         "cursor=null responsePartitionLimit=9 topics[0].name=orders"},
    {"DescribeTopicPartitionsRequest", 0,
         "02076f7264657273000000000901076f7264657273000000030000",
         "cursor.partitionIndex=3 cursor.topicName=orders responsePartitionLimit=9 topics[0].name=orde"
         "rs"},
    {"DescribeTopicPartitionsResponse", 0,
         "00000007020003076f72646572730102030405060708090a0b0c0d0e0f1001020005000000020000000100000006"
         "03000000010000000202000000010200000002000200000003000000000400ff00",
         "nextCursor=null throttleTimeMs=7 topics[0].errorCode=3 topics[0].isInternal=true topics[0].n"
         "ame=orders topics[0].partitions[0].eligibleLeaderReplicas[0]=2 topics[0].partitions[0].error"
         "Code=5 topics[0].partitions[0].isrNodes[0]=1 topics[0].partitions[0].lastKnownElr=null topic"
         "s[0].partitions[0].leaderEpoch=6 topics[0].partitions[0].leaderId=1 topics[0].partitions[0]."
         "offlineReplicas[0]=3 topics[0].partitions[0].partitionIndex=2 topics[0].partitions[0].replic"
         "aNodes[0]=1 topics[0].partitions[0].replicaNodes[1]=2 topics[0].topicAuthorizedOperations=4 "
         "topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"DescribeTopicPartitionsResponse", 0,
         "00000007020003076f72646572730102030405060708090a0b0c0d0e0f1001020005000000020000000100000006"
         "0300000001000000020200000001020000000200020000000300000000040001076f7264657273000000030000",
         "nextCursor.partitionIndex=3 nextCursor.topicName=orders throttleTimeMs=7 topics[0].errorCode"
         "=3 topics[0].isInternal=true topics[0].name=orders topics[0].partitions[0].eligibleLeaderRep"
         "licas[0]=2 topics[0].partitions[0].errorCode=5 topics[0].partitions[0].isrNodes[0]=1 topics["
         "0].partitions[0].lastKnownElr=null topics[0].partitions[0].leaderEpoch=6 topics[0].partition"
         "s[0].leaderId=1 topics[0].partitions[0].offlineReplicas[0]=3 topics[0].partitions[0].partiti"
         "onIndex=2 topics[0].partitions[0].replicaNodes[0]=1 topics[0].partitions[0].replicaNodes[1]="
         "2 topics[0].topicAuthorizedOperations=4 topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"VoteRequest", 0,
         "03636c02135f5f636c75737465725f6d657461646174610200000000000000050000000200000004000000000000"
         "0032000000",
         "clusterId=cl topics[0].partitions[0].lastOffset=50 topics[0].partitions[0].lastOffsetEpoch=4"
         " topics[0].partitions[0].partitionIndex=0 topics[0].partitions[0].replicaEpoch=5 topics[0].p"
         "artitions[0].replicaId=2 topics[0].topicName=__cluster_metadata"},
    {"VoteResponse", 0,
         "000002026d0200000000004a000000010000000501000000",
         "errorCode=0 topics[0].partitions[0].errorCode=74 topics[0].partitions[0].leaderEpoch=5 topic"
         "s[0].partitions[0].leaderId=1 topics[0].partitions[0].partitionIndex=0 topics[0].partitions["
         "0].voteGranted=true topics[0].topicName=m"},
    {"VoteRequest", 1,
         "03636c0000000302135f5f636c75737465725f6d6574616461746102000000000000000500000002010203040506"
         "0708090a0b0c0d0e0f1011111111111111112222222222222222000000040000000000000032000000",
         "clusterId=cl topics[0].partitions[0].lastOffset=50 topics[0].partitions[0].lastOffsetEpoch=4"
         " topics[0].partitions[0].partitionIndex=0 topics[0].partitions[0].replicaDirectoryId=AQIDBAU"
         "GBwgJCgsMDQ4PEA topics[0].partitions[0].replicaEpoch=5 topics[0].partitions[0].replicaId=2 t"
         "opics[0].partitions[0].voterDirectoryId=EREREREREREiIiIiIiIiIg topics[0].topicName=__cluster"
         "_metadata voterId=3"},
    {"VoteResponse", 1,
         "000002026d0200000000004a000000010000000501000001000a02000000010268c35000",
         "errorCode=0 nodeEndpoints[0].host=h nodeEndpoints[0].nodeId=1 nodeEndpoints[0].port=50000 to"
         "pics[0].partitions[0].errorCode=74 topics[0].partitions[0].leaderEpoch=5 topics[0].partition"
         "s[0].leaderId=1 topics[0].partitions[0].partitionIndex=0 topics[0].partitions[0].voteGranted"
         "=true topics[0].topicName=m"},
    {"VoteRequest", 2,
         "03636c0000000302135f5f636c75737465725f6d6574616461746102000000000000000500000002010203040506"
         "0708090a0b0c0d0e0f101111111111111111222222222222222200000004000000000000003201000000",
         "clusterId=cl topics[0].partitions[0].lastOffset=50 topics[0].partitions[0].lastOffsetEpoch=4"
         " topics[0].partitions[0].partitionIndex=0 topics[0].partitions[0].preVote=true topics[0].par"
         "titions[0].replicaDirectoryId=AQIDBAUGBwgJCgsMDQ4PEA topics[0].partitions[0].replicaEpoch=5 "
         "topics[0].partitions[0].replicaId=2 topics[0].partitions[0].voterDirectoryId=EREREREREREiIiI"
         "iIiIiIg topics[0].topicName=__cluster_metadata voterId=3"},
    {"VoteResponse", 2,
         "000002026d0200000000004a000000010000000501000001000a02000000010268c35000",
         "errorCode=0 nodeEndpoints[0].host=h nodeEndpoints[0].nodeId=1 nodeEndpoints[0].port=50000 to"
         "pics[0].partitions[0].errorCode=74 topics[0].partitions[0].leaderEpoch=5 topics[0].partition"
         "s[0].leaderId=1 topics[0].partitions[0].partitionIndex=0 topics[0].partitions[0].voteGranted"
         "=true topics[0].topicName=m"},
    {"BeginQuorumEpochRequest", 0,
         "ffff0000000100016d00000001000000000000000100000005",
         "clusterId=null topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].leaderId=1 topi"
         "cs[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"BeginQuorumEpochResponse", 0,
         "00000000000100016d000000010000000000000000000100000005",
         "errorCode=0 topics[0].partitions[0].errorCode=0 topics[0].partitions[0].leaderEpoch=5 topics"
         "[0].partitions[0].leaderId=1 topics[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"EndQuorumEpochRequest", 0,
         "0002636c0000000100016d00000001000000000000000100000005000000020000000200000003",
         "clusterId=cl topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].leaderId=1 topics"
         "[0].partitions[0].partitionIndex=0 topics[0].partitions[0].preferredSuccessors[0]=2 topics[0"
         "].partitions[0].preferredSuccessors[1]=3 topics[0].topicName=m"},
    {"EndQuorumEpochResponse", 0,
         "00000000000100016d000000010000000000000000000100000005",
         "errorCode=0 topics[0].partitions[0].errorCode=0 topics[0].partitions[0].leaderEpoch=5 topics"
         "[0].partitions[0].leaderId=1 topics[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"FetchSnapshotRequest", 0,
         "000000020000006402026d020000000000000005000000000000000a000000020000000000000000210000010003"
         "03636c",
         "clusterId=cl maxBytes=100 replicaId=2 topics[0].name=m topics[0].partitions[0].currentLeader"
         "Epoch=5 topics[0].partitions[0].partition=0 topics[0].partitions[0].position=33 topics[0].pa"
         "rtitions[0].snapshotId.endOffset=10 topics[0].partitions[0].snapshotId.epoch=2"},
    {"FetchSnapshotResponse", 0,
         "00000001000002026d02000000000000000000000000000a00000002000000000000000063000000000000002103"
         "05060100090000000100000005000000",
         "errorCode=0 throttleTimeMs=1 topics[0].name=m topics[0].partitions[0].currentLeader.leaderEp"
         "och=5 topics[0].partitions[0].currentLeader.leaderId=1 topics[0].partitions[0].errorCode=0 t"
         "opics[0].partitions[0].index=0 topics[0].partitions[0].position=33 topics[0].partitions[0].s"
         "ize=99 topics[0].partitions[0].snapshotId.endOffset=10 topics[0].partitions[0].snapshotId.ep"
         "och=2 topics[0].partitions[0].unalignedRecords=2"},
    {"BeginQuorumEpochRequest", 1,
         "000000000302026d0200000000111111111111111122222222222222220000000100000005000002024302680001"
         "0000",
         "clusterId=null leaderEndpoints[0].host=h leaderEndpoints[0].name=C leaderEndpoints[0].port=1"
         " topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].leaderId=1 topics[0].partitio"
         "ns[0].partitionIndex=0 topics[0].partitions[0].voterDirectoryId=EREREREREREiIiIiIiIiIg topic"
         "s[0].topicName=m voterId=3"},
    {"BeginQuorumEpochResponse", 1,
         "000002026d020000000000000000000100000005000001000a02000000010268000200",
         "errorCode=0 nodeEndpoints[0].host=h nodeEndpoints[0].nodeId=1 nodeEndpoints[0].port=2 topics"
         "[0].partitions[0].errorCode=0 topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0]."
         "leaderId=1 topics[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"EndQuorumEpochRequest", 1,
         "03636c02026d02000000000000000100000005020000000211111111111111112222222222222222000000020243"
         "026800010000",
         "clusterId=cl leaderEndpoints[0].host=h leaderEndpoints[0].name=C leaderEndpoints[0].port=1 t"
         "opics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].leaderId=1 topics[0].partitions"
         "[0].partitionIndex=0 topics[0].partitions[0].preferredCandidates[0].candidateDirectoryId=ERE"
         "REREREREiIiIiIiIiIg topics[0].partitions[0].preferredCandidates[0].candidateId=2 topics[0].t"
         "opicName=m"},
    {"EndQuorumEpochResponse", 1,
         "000002026d020000000000000000000100000005000001000a02000000010268000200",
         "errorCode=0 nodeEndpoints[0].host=h nodeEndpoints[0].nodeId=1 nodeEndpoints[0].port=2 topics"
         "[0].partitions[0].errorCode=0 topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0]."
         "leaderId=1 topics[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"FetchSnapshotRequest", 1,
         "000000020000006402026d020000000000000005000000000000000a000000020000000000000000210100101111"
         "11111111111122222222222222220001000303636c",
         "clusterId=cl maxBytes=100 replicaId=2 topics[0].name=m topics[0].partitions[0].currentLeader"
         "Epoch=5 topics[0].partitions[0].partition=0 topics[0].partitions[0].position=33 topics[0].pa"
         "rtitions[0].replicaDirectoryId=EREREREREREiIiIiIiIiIg topics[0].partitions[0].snapshotId.end"
         "Offset=10 topics[0].partitions[0].snapshotId.epoch=2"},
    {"FetchSnapshotResponse", 1,
         "00000001000002026d02000000000000000000000000000a00000002000000000000000063000000000000002103"
         "05060100090000000100000005000001000a02000000010268000200",
         "errorCode=0 nodeEndpoints[0].host=h nodeEndpoints[0].nodeId=1 nodeEndpoints[0].port=2 thrott"
         "leTimeMs=1 topics[0].name=m topics[0].partitions[0].currentLeader.leaderEpoch=5 topics[0].pa"
         "rtitions[0].currentLeader.leaderId=1 topics[0].partitions[0].errorCode=0 topics[0].partition"
         "s[0].index=0 topics[0].partitions[0].position=33 topics[0].partitions[0].size=99 topics[0].p"
         "artitions[0].snapshotId.endOffset=10 topics[0].partitions[0].snapshotId.epoch=2 topics[0].pa"
         "rtitions[0].unalignedRecords=2"},
    {"DescribeQuorumRequest", 0,
         "02026d0200000000000000",
         "topics[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"DescribeQuorumResponse", 0,
         "000002026d0200000000000000000001000000050000000000000008020000000100000000000000090001000000",
         "errorCode=0 topics[0].partitions[0].currentVoters[0].logEndOffset=9 topics[0].partitions[0]."
         "currentVoters[0].replicaId=1 topics[0].partitions[0].errorCode=0 topics[0].partitions[0].hig"
         "hWatermark=8 topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].leaderId=1 topics"
         "[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"DescribeQuorumRequest", 1,
         "02026d0200000000000000",
         "topics[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"DescribeQuorumResponse", 1,
         "000002026d0200000000000000000001000000050000000000000008020000000100000000000000090000000000"
         "00006400000000000000650001000000",
         "errorCode=0 topics[0].partitions[0].currentVoters[0].lastCaughtUpTimestamp=101 topics[0].par"
         "titions[0].currentVoters[0].lastFetchTimestamp=100 topics[0].partitions[0].currentVoters[0]."
         "logEndOffset=9 topics[0].partitions[0].currentVoters[0].replicaId=1 topics[0].partitions[0]."
         "errorCode=0 topics[0].partitions[0].highWatermark=8 topics[0].partitions[0].leaderEpoch=5 to"
         "pics[0].partitions[0].leaderId=1 topics[0].partitions[0].partitionIndex=0 topics[0].topicNam"
         "e=m"},
    {"DescribeQuorumRequest", 2,
         "02026d0200000000000000",
         "topics[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"DescribeQuorumResponse", 2,
         "00000002026d02000000000000026500000001000000050000000000000008020000000111111111111111112222"
         "2222222222220000000000000009000000000000006400000000000000650001000002000000010202430268ffff"
         "000000",
         "errorCode=0 errorMessage=null nodes[0].listeners[0].host=h nodes[0].listeners[0].name=C node"
         "s[0].listeners[0].port=65535 nodes[0].nodeId=1 topics[0].partitions[0].currentVoters[0].last"
         "CaughtUpTimestamp=101 topics[0].partitions[0].currentVoters[0].lastFetchTimestamp=100 topics"
         "[0].partitions[0].currentVoters[0].logEndOffset=9 topics[0].partitions[0].currentVoters[0].r"
         "eplicaDirectoryId=EREREREREREiIiIiIiIiIg topics[0].partitions[0].currentVoters[0].replicaId="
         "1 topics[0].partitions[0].errorCode=0 topics[0].partitions[0].errorMessage=e topics[0].parti"
         "tions[0].highWatermark=8 topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].leade"
         "rId=1 topics[0].partitions[0].partitionIndex=0 topics[0].topicName=m"},
    {"AlterPartitionRequest", 2,
         "00000001000000000000000c020102030405060708090a0b0c0d0e0f100200000000000000050300000001000000"
         "020100000006000000",
         "brokerEpoch=12 brokerId=1 topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].lead"
         "erRecoveryState=1 topics[0].partitions[0].newIsr[0]=1 topics[0].partitions[0].newIsr[1]=2 to"
         "pics[0].partitions[0].partitionEpoch=6 topics[0].partitions[0].partitionIndex=0 topics[0].to"
         "picId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"AlterPartitionResponse", 2,
         "000000010000020102030405060708090a0b0c0d0e0f100200000000006b00000001000000050200000001000000"
         "0006000000",
         "errorCode=0 throttleTimeMs=1 topics[0].partitions[0].errorCode=107 topics[0].partitions[0].i"
         "sr[0]=1 topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].leaderId=1 topics[0].p"
         "artitions[0].leaderRecoveryState=0 topics[0].partitions[0].partitionEpoch=6 topics[0].partit"
         "ions[0].partitionIndex=0 topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"AlterPartitionRequest", 3,
         "00000001000000000000000c020102030405060708090a0b0c0d0e0f100200000000000000050200000001000000"
         "000000000c000100000006000000",
         "brokerEpoch=12 brokerId=1 topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].lead"
         "erRecoveryState=1 topics[0].partitions[0].newIsrWithEpochs[0].brokerEpoch=12 topics[0].parti"
         "tions[0].newIsrWithEpochs[0].brokerId=1 topics[0].partitions[0].partitionEpoch=6 topics[0].p"
         "artitions[0].partitionIndex=0 topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"AlterPartitionResponse", 3,
         "000000010000020102030405060708090a0b0c0d0e0f100200000000006b00000001000000050200000001000000"
         "0006000000",
         "errorCode=0 throttleTimeMs=1 topics[0].partitions[0].errorCode=107 topics[0].partitions[0].i"
         "sr[0]=1 topics[0].partitions[0].leaderEpoch=5 topics[0].partitions[0].leaderId=1 topics[0].p"
         "artitions[0].leaderRecoveryState=0 topics[0].partitions[0].partitionEpoch=6 topics[0].partit"
         "ions[0].partitionIndex=0 topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"ElectLeadersRequest", 0,
         "0000000100066f726465727300000002000000000000000100000046",
         "timeoutMs=70 topicPartitions[0].partitions[0]=0 topicPartitions[0].partitions[1]=1 topicPart"
         "itions[0].topic=orders"},
    {"ElectLeadersResponse", 0,
         "000000010000000100066f726465727300000001000000010054ffff",
         "replicaElectionResults[0].partitionResult[0].errorCode=84 replicaElectionResults[0].partitio"
         "nResult[0].errorMessage=null replicaElectionResults[0].partitionResult[0].partitionId=1 repl"
         "icaElectionResults[0].topic=orders throttleTimeMs=1"},
    {"ElectLeadersRequest", 1,
         "01ffffffff00000046",
         "electionType=1 timeoutMs=70 topicPartitions=null"},
    {"ElectLeadersResponse", 1,
         "00000001001f0000000100066f726465727300000001000000010054ffff",
         "errorCode=31 replicaElectionResults[0].partitionResult[0].errorCode=84 replicaElectionResult"
         "s[0].partitionResult[0].errorMessage=null replicaElectionResults[0].partitionResult[0].parti"
         "tionId=1 replicaElectionResults[0].topic=orders throttleTimeMs=1"},
    {"ElectLeadersRequest", 2,
         "0102076f7264657273030000000000000001000000004600",
         "electionType=1 timeoutMs=70 topicPartitions[0].partitions[0]=0 topicPartitions[0].partitions"
         "[1]=1 topicPartitions[0].topic=orders"},
    {"ElectLeadersResponse", 2,
         "00000001001f02076f72646572730200000001005400000000",
         "errorCode=31 replicaElectionResults[0].partitionResult[0].errorCode=84 replicaElectionResult"
         "s[0].partitionResult[0].errorMessage=null replicaElectionResults[0].partitionResult[0].parti"
         "tionId=1 replicaElectionResults[0].topic=orders throttleTimeMs=1"},
    {"OffsetForLeaderEpochRequest", 2,
         "0000000100066f726465727300000001000000010000000500000004",
         "topics[0].partitions[0].currentLeaderEpoch=5 topics[0].partitions[0].leaderEpoch=4 topics[0]"
         ".partitions[0].partition=1 topics[0].topic=orders"},
    {"OffsetForLeaderEpochResponse", 2,
         "000000010000000100066f726465727300000001000000000001000000040000000000000028",
         "throttleTimeMs=1 topics[0].partitions[0].endOffset=40 topics[0].partitions[0].errorCode=0 to"
         "pics[0].partitions[0].leaderEpoch=4 topics[0].partitions[0].partition=1 topics[0].topic=orde"
         "rs"},
    {"OffsetForLeaderEpochRequest", 3,
         "000000020000000100066f726465727300000001000000010000000500000004",
         "replicaId=2 topics[0].partitions[0].currentLeaderEpoch=5 topics[0].partitions[0].leaderEpoch"
         "=4 topics[0].partitions[0].partition=1 topics[0].topic=orders"},
    {"OffsetForLeaderEpochResponse", 3,
         "000000010000000100066f726465727300000001000000000001000000040000000000000028",
         "throttleTimeMs=1 topics[0].partitions[0].endOffset=40 topics[0].partitions[0].errorCode=0 to"
         "pics[0].partitions[0].leaderEpoch=4 topics[0].partitions[0].partition=1 topics[0].topic=orde"
         "rs"},
    {"OffsetForLeaderEpochRequest", 4,
         "0000000202076f726465727302000000010000000500000004000000",
         "replicaId=2 topics[0].partitions[0].currentLeaderEpoch=5 topics[0].partitions[0].leaderEpoch"
         "=4 topics[0].partitions[0].partition=1 topics[0].topic=orders"},
    {"OffsetForLeaderEpochResponse", 4,
         "0000000102076f726465727302000000000001000000040000000000000028000000",
         "throttleTimeMs=1 topics[0].partitions[0].endOffset=40 topics[0].partitions[0].errorCode=0 to"
         "pics[0].partitions[0].leaderEpoch=4 topics[0].partitions[0].partition=1 topics[0].topic=orde"
         "rs"},
    {"LeaderChangeMessage", 0,
         "00000000000102000000010002000000010000",
         "grantingVoters[0].voterId=1 leaderId=1 version=0 voters[0].voterId=1"},
    {"LeaderChangeMessage", 1,
         "00010000000102000000011111111111111111222222222222222200020000000111111111111111112222222222"
         "2222220000",
         "grantingVoters[0].voterDirectoryId=EREREREREREiIiIiIiIiIg grantingVoters[0].voterId=1 leader"
         "Id=1 version=1 voters[0].voterDirectoryId=EREREREREREiIiIiIiIiIg voters[0].voterId=1"},
    {"SnapshotHeaderRecord", 0,
         "000000000000000004d200",
         "lastContainedLogTimestamp=1234 version=0"},
    {"SnapshotFooterRecord", 0,
         "000000",
         "version=0"},
    {"KRaftVersionRecord", 0,
         "0000000100",
         "kRaftVersion=1 version=0"},
    {"VotersRecord", 0,
         "00000200000001111111111111111122222222222222220202430268c3500000000001000000",
         "version=0 voters[0].endpoints[0].host=h voters[0].endpoints[0].name=C voters[0].endpoints[0]"
         ".port=50000 voters[0].kRaftVersionFeature.maxSupportedVersion=1 voters[0].kRaftVersionFeatur"
         "e.minSupportedVersion=0 voters[0].voterDirectoryId=EREREREREREiIiIiIiIiIg voters[0].voterId="
         "1"},
};
// clang-format on

std::span<const MessageVector> messageVectors() {
    static const std::vector<MessageVector> kAll = [] {
        std::vector<MessageVector> all(std::begin(kMessageVectors), std::end(kMessageVectors));
        const std::span<const MessageVector> groups = groupMessageVectors();
        all.insert(all.end(), groups.begin(), groups.end());
        return all;
    }();
    return kAll;
}

}  // namespace broker::wire
