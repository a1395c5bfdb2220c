#include "tests/broker/wire/message_vectors.h"

namespace broker::wire {

// clang-format off
static const MessageVector kGroupMessageVectors[] = {
    {"JoinGroupRequest", 0,
         "000367723800000a7300036d653300037072380000000100036e613500000003214263",
         "groupId=gr8 memberId=me3 protocolType=pr8 protocols[0].metadata=3 protocols[0].name=na5 sess"
         "ionTimeoutMs=2675"},
    {"JoinGroupRequest", 1,
         "000367723800000a7300000b0c00036d653300037072380000000100036e613500000003214263",
         "groupId=gr8 memberId=me3 protocolType=pr8 protocols[0].metadata=3 protocols[0].name=na5 reba"
         "lanceTimeoutMs=2828 sessionTimeoutMs=2675"},
    {"JoinGroupRequest", 5,
         "000367723800000a7300000b0c00036d6533000367723900037072380000000100036e613500000003214263",
         "groupId=gr8 groupInstanceId=gr9 memberId=me3 protocolType=pr8 protocols[0].metadata=3 protoc"
         "ols[0].name=na5 rebalanceTimeoutMs=2828 sessionTimeoutMs=2675"},
    {"JoinGroupRequest", 6,
         "0467723800000a7300000b0c046d6533046772390470723802046e6135042142630000",
         "groupId=gr8 groupInstanceId=gr9 memberId=me3 protocolType=pr8 protocols[0].metadata=3 protoc"
         "ols[0].name=na5 rebalanceTimeoutMs=2828 sessionTimeoutMs=2675"},
    {"JoinGroupRequest", 8,
         "0467723800000a7300000b0c046d6533046772390470723802046e613504214263000472653600",
         "groupId=gr8 groupInstanceId=gr9 memberId=me3 protocolType=pr8 protocols[0].metadata=3 protoc"
         "ols[0].name=na5 reason=re6 rebalanceTimeoutMs=2828 sessionTimeoutMs=2675"},
    {"JoinGroupRequest", 9,
         "0467723800000a7300000b0c046d6533046772390470723802046e613504214263000472653600",
         "groupId=gr8 groupInstanceId=gr9 memberId=me3 protocolType=pr8 protocols[0].metadata=3 protoc"
         "ols[0].name=na5 reason=re6 rebalanceTimeoutMs=2828 sessionTimeoutMs=2675"},
    {"JoinGroupRequest", 9,
         "04677238ffffffffffffffff010004707238020101000000",
         "groupId=gr8 groupInstanceId=null memberId= protocolType=pr8 protocols[0].metadata=0 protocol"
         "s[0].name= reason=null rebalanceTimeoutMs=-1 sessionTimeoutMs=-1"},
    {"JoinGroupResponse", 0,
         "0019000008a1000370723500036c653900036d65330000000100036d653300000003214263",
         "errorCode=25 generationId=2209 leader=le9 memberId=me3 members[0].memberId=me3 members[0].me"
         "tadata=3 protocolName=pr5"},
    {"JoinGroupResponse", 2,
         "0000098d0019000008a1000370723500036c653900036d65330000000100036d653300000003214263",
         "errorCode=25 generationId=2209 leader=le9 memberId=me3 members[0].memberId=me3 members[0].me"
         "tadata=3 protocolName=pr5 throttleTimeMs=2445"},
    {"JoinGroupResponse", 5,
         "0000098d0019000008a1000370723500036c653900036d65330000000100036d6533000367723900000003214263",
         "errorCode=25 generationId=2209 leader=le9 memberId=me3 members[0].groupInstanceId=gr9 member"
         "s[0].memberId=me3 members[0].metadata=3 protocolName=pr5 throttleTimeMs=2445"},
    {"JoinGroupResponse", 6,
         "0000098d0019000008a104707235046c6539046d653302046d653304677239042142630000",
         "errorCode=25 generationId=2209 leader=le9 memberId=me3 members[0].groupInstanceId=gr9 member"
         "s[0].memberId=me3 members[0].metadata=3 protocolName=pr5 throttleTimeMs=2445"},
    {"JoinGroupResponse", 7,
         "0000098d0019000008a10470723804707235046c6539046d653302046d653304677239042142630000",
         "errorCode=25 generationId=2209 leader=le9 memberId=me3 members[0].groupInstanceId=gr9 member"
         "s[0].memberId=me3 members[0].metadata=3 protocolName=pr5 protocolType=pr8 throttleTimeMs=244"
         "5"},
    {"JoinGroupResponse", 9,
         "0000098d0019000008a10470723804707235046c653901046d653302046d653304677239042142630000",
         "errorCode=25 generationId=2209 leader=le9 memberId=me3 members[0].groupInstanceId=gr9 member"
         "s[0].memberId=me3 members[0].metadata=3 protocolName=pr5 protocolType=pr8 skipAssignment=tru"
         "e throttleTimeMs=2445"},
    {"JoinGroupResponse", 9,
         "ffffffff0000ffffffff0000010001020100010000",
         "errorCode=0 generationId=-1 leader= memberId= members[0].groupInstanceId=null members[0].mem"
         "berId= members[0].metadata=0 protocolName=null protocolType=null skipAssignment=false thrott"
         "leTimeMs=-1"},
    {"HeartbeatRequest", 0,
         "0003677238000008a100036d6533",
         "generationId=2209 groupId=gr8 memberId=me3"},
    {"HeartbeatRequest", 3,
         "0003677238000008a100036d65330003677239",
         "generationId=2209 groupId=gr8 groupInstanceId=gr9 memberId=me3"},
    {"HeartbeatRequest", 4,
         "04677238000008a1046d65330467723900",
         "generationId=2209 groupId=gr8 groupInstanceId=gr9 memberId=me3"},
    {"HeartbeatRequest", 4,
         "04677238ffffffff010000",
         "generationId=-1 groupId=gr8 groupInstanceId=null memberId="},
    {"HeartbeatResponse", 0,
         "0019",
         "errorCode=25"},
    {"HeartbeatResponse", 1,
         "0000098d0019",
         "errorCode=25 throttleTimeMs=2445"},
    {"HeartbeatResponse", 4,
         "0000098d001900",
         "errorCode=25 throttleTimeMs=2445"},
    {"HeartbeatResponse", 4,
         "ffffffff000000",
         "errorCode=0 throttleTimeMs=-1"},
    {"LeaveGroupRequest", 0,
         "000367723800036d6533",
         "groupId=gr8 memberId=me3"},
    {"LeaveGroupRequest", 3,
         "00036772380000000100036d65330003677239",
         "groupId=gr8 members[0].groupInstanceId=gr9 members[0].memberId=me3"},
    {"LeaveGroupRequest", 4,
         "0467723802046d6533046772390000",
         "groupId=gr8 members[0].groupInstanceId=gr9 members[0].memberId=me3"},
    {"LeaveGroupRequest", 5,
         "0467723802046d653304677239047265360000",
         "groupId=gr8 members[0].groupInstanceId=gr9 members[0].memberId=me3 members[0].reason=re6"},
    {"LeaveGroupRequest", 5,
         "04677238020100000000",
         "groupId=gr8 members[0].groupInstanceId=null members[0].memberId= members[0].reason=null"},
    {"LeaveGroupResponse", 0,
         "0019",
         "errorCode=25"},
    {"LeaveGroupResponse", 1,
         "0000098d0019",
         "errorCode=25 throttleTimeMs=2445"},
    {"LeaveGroupResponse", 3,
         "0000098d00190000000100036d653300036772390019",
         "errorCode=25 members[0].errorCode=25 members[0].groupInstanceId=gr9 members[0].memberId=me3 "
         "throttleTimeMs=2445"},
    {"LeaveGroupResponse", 4,
         "0000098d001902046d65330467723900190000",
         "errorCode=25 members[0].errorCode=25 members[0].groupInstanceId=gr9 members[0].memberId=me3 "
         "throttleTimeMs=2445"},
    {"LeaveGroupResponse", 5,
         "0000098d001902046d65330467723900190000",
         "errorCode=25 members[0].errorCode=25 members[0].groupInstanceId=gr9 members[0].memberId=me3 "
         "throttleTimeMs=2445"},
    {"LeaveGroupResponse", 5,
         "ffffffff000002010000000000",
         "errorCode=0 members[0].errorCode=0 members[0].groupInstanceId=null members[0].memberId= thro"
         "ttleTimeMs=-1"},
    {"SyncGroupRequest", 0,
         "0003677238000008a100036d65330000000100036d65330000000319324b",
         "assignments[0].assignment=3 assignments[0].memberId=me3 generationId=2209 groupId=gr8 member"
         "Id=me3"},
    {"SyncGroupRequest", 3,
         "0003677238000008a100036d653300036772390000000100036d65330000000319324b",
         "assignments[0].assignment=3 assignments[0].memberId=me3 generationId=2209 groupId=gr8 groupI"
         "nstanceId=gr9 memberId=me3"},
    {"SyncGroupRequest", 4,
         "04677238000008a1046d65330467723902046d65330419324b0000",
         "assignments[0].assignment=3 assignments[0].memberId=me3 generationId=2209 groupId=gr8 groupI"
         "nstanceId=gr9 memberId=me3"},
    {"SyncGroupRequest", 5,
         "04677238000008a1046d653304677239047072380470723502046d65330419324b0000",
         "assignments[0].assignment=3 assignments[0].memberId=me3 generationId=2209 groupId=gr8 groupI"
         "nstanceId=gr9 memberId=me3 protocolName=pr5 protocolType=pr8"},
    {"SyncGroupRequest", 5,
         "04677238ffffffff010000000201010000",
         "assignments[0].assignment=0 assignments[0].memberId= generationId=-1 groupId=gr8 groupInstan"
         "ceId=null memberId= protocolName=null protocolType=null"},
    {"SyncGroupResponse", 0,
         "00190000000319324b",
         "assignment=3 errorCode=25"},
    {"SyncGroupResponse", 1,
         "0000098d00190000000319324b",
         "assignment=3 errorCode=25 throttleTimeMs=2445"},
    {"SyncGroupResponse", 4,
         "0000098d00190419324b00",
         "assignment=3 errorCode=25 throttleTimeMs=2445"},
    {"SyncGroupResponse", 5,
         "0000098d001904707238047072350419324b00",
         "assignment=3 errorCode=25 protocolName=pr5 protocolType=pr8 throttleTimeMs=2445"},
    {"SyncGroupResponse", 5,
         "ffffffff000000000100",
         "assignment=0 errorCode=0 protocolName=null protocolType=null throttleTimeMs=-1"},
    {"DescribeGroupsRequest", 0,
         "0000000200036772300003677237",
         "groups[0]=gr0 groups[1]=gr7"},
    {"DescribeGroupsRequest", 3,
         "000000020003677230000367723701",
         "groups[0]=gr0 groups[1]=gr7 includeAuthorizedOperations=true"},
    {"DescribeGroupsRequest", 5,
         "0304677230046772370100",
         "groups[0]=gr0 groups[1]=gr7 includeAuthorizedOperations=true"},
    {"DescribeGroupsRequest", 6,
         "0304677230046772370100",
         "groups[0]=gr0 groups[1]=gr7 includeAuthorizedOperations=true"},
    {"DescribeGroupsRequest", 6,
         "02046772300000",
         "groups[0]=gr0 includeAuthorizedOperations=false"},
    {"DescribeGroupsResponse", 0,
         "00000001001900036772380003677238000370723800037072380000000100036d65330003636c300003636c3100"
         "00000379f26b0000000371e253",
         "groups[0].errorCode=25 groups[0].groupId=gr8 groups[0].groupState=gr8 groups[0].members[0].c"
         "lientHost=cl1 groups[0].members[0].clientId=cl0 groups[0].members[0].memberAssignment=3 grou"
         "ps[0].members[0].memberId=me3 groups[0].members[0].memberMetadata=3 groups[0].protocolData=p"
         "r8 groups[0].protocolType=pr8"},
    {"DescribeGroupsResponse", 1,
         "0000098d00000001001900036772380003677238000370723800037072380000000100036d65330003636c300003"
         "636c310000000379f26b0000000371e253",
         "groups[0].errorCode=25 groups[0].groupId=gr8 groups[0].groupState=gr8 groups[0].members[0].c"
         "lientHost=cl1 groups[0].members[0].clientId=cl0 groups[0].members[0].memberAssignment=3 grou"
         "ps[0].members[0].memberId=me3 groups[0].members[0].memberMetadata=3 groups[0].protocolData=p"
         "r8 groups[0].protocolType=pr8 throttleTimeMs=2445"},
    {"DescribeGroupsResponse", 3,
         "0000098d00000001001900036772380003677238000370723800037072380000000100036d65330003636c300003"
         "636c310000000379f26b0000000371e25300000c2b",
         "groups[0].authorizedOperations=3115 groups[0].errorCode=25 groups[0].groupId=gr8 groups[0].g"
         "roupState=gr8 groups[0].members[0].clientHost=cl1 groups[0].members[0].clientId=cl0 groups[0"
         "].members[0].memberAssignment=3 groups[0].members[0].memberId=me3 groups[0].members[0].membe"
         "rMetadata=3 groups[0].protocolData=pr8 groups[0].protocolType=pr8 throttleTimeMs=2445"},
    {"DescribeGroupsResponse", 4,
         "0000098d00000001001900036772380003677238000370723800037072380000000100036d653300036772390003"
         "636c300003636c310000000379f26b0000000371e25300000c2b",
         "groups[0].authorizedOperations=3115 groups[0].errorCode=25 groups[0].groupId=gr8 groups[0].g"
         "roupState=gr8 groups[0].members[0].clientHost=cl1 groups[0].members[0].clientId=cl0 groups[0"
         "].members[0].groupInstanceId=gr9 groups[0].members[0].memberAssignment=3 groups[0].members[0"
         "].memberId=me3 groups[0].members[0].memberMetadata=3 groups[0].protocolData=pr8 groups[0].pr"
         "otocolType=pr8 throttleTimeMs=2445"},
    {"DescribeGroupsResponse", 5,
         "0000098d0200190467723804677238047072380470723802046d65330467723904636c3004636c310479f26b0471"
         "e2530000000c2b0000",
         "groups[0].authorizedOperations=3115 groups[0].errorCode=25 groups[0].groupId=gr8 groups[0].g"
         "roupState=gr8 groups[0].members[0].clientHost=cl1 groups[0].members[0].clientId=cl0 groups[0"
         "].members[0].groupInstanceId=gr9 groups[0].members[0].memberAssignment=3 groups[0].members[0"
         "].memberId=me3 groups[0].members[0].memberMetadata=3 groups[0].protocolData=pr8 groups[0].pr"
         "otocolType=pr8 throttleTimeMs=2445"},
    {"DescribeGroupsResponse", 6,
         "0000098d020019046572310467723804677238047072380470723802046d65330467723904636c3004636c310479"
         "f26b0471e2530000000c2b0000",
         "groups[0].authorizedOperations=3115 groups[0].errorCode=25 groups[0].errorMessage=er1 groups"
         "[0].groupId=gr8 groups[0].groupState=gr8 groups[0].members[0].clientHost=cl1 groups[0].membe"
         "rs[0].clientId=cl0 groups[0].members[0].groupInstanceId=gr9 groups[0].members[0].memberAssig"
         "nment=3 groups[0].members[0].memberId=me3 groups[0].members[0].memberMetadata=3 groups[0].pr"
         "otocolData=pr8 groups[0].protocolType=pr8 throttleTimeMs=2445"},
    {"DescribeGroupsResponse", 6,
         "ffffffff020000000467723804677238047072380470723801ffffffff0000",
         "groups[0].authorizedOperations=-1 groups[0].errorCode=0 groups[0].errorMessage=null groups[0"
         "].groupId=gr8 groups[0].groupState=gr8 groups[0].protocolData=pr8 groups[0].protocolType=pr8"
         " throttleTimeMs=-1"},
    {"ListGroupsRequest", 0,
         "",
         ""},
    {"ListGroupsRequest", 3,
         "00",
         ""},
    {"ListGroupsRequest", 4,
         "03047374320473743900",
         "statesFilter[0]=st2 statesFilter[1]=st9"},
    {"ListGroupsRequest", 5,
         "03047374320473743903047479370474793400",
         "statesFilter[0]=st2 statesFilter[1]=st9 typesFilter[0]=ty7 typesFilter[1]=ty4"},
    {"ListGroupsRequest", 5,
         "0204737432020100",
         "statesFilter[0]=st2 typesFilter[0]="},
    {"ListGroupsResponse", 0,
         "00190000000100036772380003707238",
         "errorCode=25 groups[0].groupId=gr8 groups[0].protocolType=pr8"},
    {"ListGroupsResponse", 1,
         "0000098d00190000000100036772380003707238",
         "errorCode=25 groups[0].groupId=gr8 groups[0].protocolType=pr8 throttleTimeMs=2445"},
    {"ListGroupsResponse", 3,
         "0000098d00190204677238047072380000",
         "errorCode=25 groups[0].groupId=gr8 groups[0].protocolType=pr8 throttleTimeMs=2445"},
    {"ListGroupsResponse", 4,
         "0000098d0019020467723804707238046772380000",
         "errorCode=25 groups[0].groupId=gr8 groups[0].groupState=gr8 groups[0].protocolType=pr8 throt"
         "tleTimeMs=2445"},
    {"ListGroupsResponse", 5,
         "0000098d001902046772380470723804677238046772330000",
         "errorCode=25 groups[0].groupId=gr8 groups[0].groupState=gr8 groups[0].groupType=gr3 groups[0"
         "].protocolType=pr8 throttleTimeMs=2445"},
    {"ListGroupsResponse", 5,
         "ffffffff000002046772380470723804677238010000",
         "errorCode=0 groups[0].groupId=gr8 groups[0].groupState=gr8 groups[0].groupType= groups[0].pr"
         "otocolType=pr8 throttleTimeMs=-1"},
    {"OffsetCommitRequest", 2,
         "000367723800000da900036d6533000000174876ee070000000100036e6135000000010000099a000000174876ee"
         "0d0003636f35",
         "generationIdOrMemberEpoch=3497 groupId=gr8 memberId=me3 retentionTimeMs=100000001543 topics["
         "0].name=na5 topics[0].partitions[0].committedMetadata=co5 topics[0].partitions[0].committedO"
         "ffset=100000001549 topics[0].partitions[0].partitionIndex=2458"},
    {"OffsetCommitRequest", 5,
         "000367723800000da900036d65330000000100036e6135000000010000099a000000174876ee0d0003636f35",
         "generationIdOrMemberEpoch=3497 groupId=gr8 memberId=me3 topics[0].name=na5 topics[0].partiti"
         "ons[0].committedMetadata=co5 topics[0].partitions[0].committedOffset=100000001549 topics[0]."
         "partitions[0].partitionIndex=2458"},
    {"OffsetCommitRequest", 6,
         "000367723800000da900036d65330000000100036e6135000000010000099a000000174876ee0d00000bca000363"
         "6f35",
         "generationIdOrMemberEpoch=3497 groupId=gr8 memberId=me3 topics[0].name=na5 topics[0].partiti"
         "ons[0].committedLeaderEpoch=3018 topics[0].partitions[0].committedMetadata=co5 topics[0].par"
         "titions[0].committedOffset=100000001549 topics[0].partitions[0].partitionIndex=2458"},
    {"OffsetCommitRequest", 7,
         "000367723800000da900036d653300036772390000000100036e6135000000010000099a000000174876ee0d0000"
         "0bca0003636f35",
         "generationIdOrMemberEpoch=3497 groupId=gr8 groupInstanceId=gr9 memberId=me3 topics[0].name=n"
         "a5 topics[0].partitions[0].committedLeaderEpoch=3018 topics[0].partitions[0].committedMetada"
         "ta=co5 topics[0].partitions[0].committedOffset=100000001549 topics[0].partitions[0].partitio"
         "nIndex=2458"},
    {"OffsetCommitRequest", 8,
         "0467723800000da9046d65330467723902046e6135020000099a000000174876ee0d00000bca04636f35000000",
         "generationIdOrMemberEpoch=3497 groupId=gr8 groupInstanceId=gr9 memberId=me3 topics[0].name=n"
         "a5 topics[0].partitions[0].committedLeaderEpoch=3018 topics[0].partitions[0].committedMetada"
         "ta=co5 topics[0].partitions[0].committedOffset=100000001549 topics[0].partitions[0].partitio"
         "nIndex=2458"},
    {"OffsetCommitRequest", 10,
         "0467723800000da9046d653304677239020102030405060708090a0b0c0d0e0f10020000099a000000174876ee0d"
         "00000bca04636f35000000",
         "generationIdOrMemberEpoch=3497 groupId=gr8 groupInstanceId=gr9 memberId=me3 topics[0].partit"
         "ions[0].committedLeaderEpoch=3018 topics[0].partitions[0].committedMetadata=co5 topics[0].pa"
         "rtitions[0].committedOffset=100000001549 topics[0].partitions[0].partitionIndex=2458 topics["
         "0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"OffsetCommitRequest", 10,
         "04677238ffffffff01000200000000000000000000000000000000010000",
         "generationIdOrMemberEpoch=-1 groupId=gr8 groupInstanceId=null memberId= topics[0].topicId=AA"
         "AAAAAAAAAAAAAAAAAAAA"},
    {"OffsetCommitResponse", 2,
         "0000000100036e6135000000010000099a0019",
         "topics[0].name=na5 topics[0].partitions[0].errorCode=25 topics[0].partitions[0].partitionInd"
         "ex=2458"},
    {"OffsetCommitResponse", 3,
         "0000098d0000000100036e6135000000010000099a0019",
         "throttleTimeMs=2445 topics[0].name=na5 topics[0].partitions[0].errorCode=25 topics[0].partit"
         "ions[0].partitionIndex=2458"},
    {"OffsetCommitResponse", 8,
         "0000098d02046e6135020000099a0019000000",
         "throttleTimeMs=2445 topics[0].name=na5 topics[0].partitions[0].errorCode=25 topics[0].partit"
         "ions[0].partitionIndex=2458"},
    {"OffsetCommitResponse", 10,
         "0000098d020102030405060708090a0b0c0d0e0f10020000099a0019000000",
         "throttleTimeMs=2445 topics[0].partitions[0].errorCode=25 topics[0].partitions[0].partitionIn"
         "dex=2458 topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA"},
    {"OffsetCommitResponse", 10,
         "ffffffff0200000000000000000000000000000000010000",
         "throttleTimeMs=-1 topics[0].topicId=AAAAAAAAAAAAAAAAAAAAAA"},
    {"OffsetFetchRequest", 1,
         "00036772380000000100036e61350000000200000a7200000a79",
         "groupId=gr8 topics[0].name=na5 topics[0].partitionIndexes[0]=2674 topics[0].partitionIndexes"
         "[1]=2681"},
    {"OffsetFetchRequest", 2,
         "00036772380000000100036e61350000000200000a7200000a79",
         "groupId=gr8 topics[0].name=na5 topics[0].partitionIndexes[0]=2674 topics[0].partitionIndexes"
         "[1]=2681"},
    {"OffsetFetchRequest", 6,
         "0467723802046e61350300000a7200000a790000",
         "groupId=gr8 topics[0].name=na5 topics[0].partitionIndexes[0]=2674 topics[0].partitionIndexes"
         "[1]=2681"},
    {"OffsetFetchRequest", 7,
         "0467723802046e61350300000a7200000a79000100",
         "groupId=gr8 requireStable=true topics[0].name=na5 topics[0].partitionIndexes[0]=2674 topics["
         "0].partitionIndexes[1]=2681"},
    {"OffsetFetchRequest", 8,
         "020467723802046e61350300000a7200000a7900000100",
         "groups[0].groupId=gr8 groups[0].topics[0].name=na5 groups[0].topics[0].partitionIndexes[0]=2"
         "674 groups[0].topics[0].partitionIndexes[1]=2681 requireStable=true"},
    {"OffsetFetchRequest", 9,
         "0204677238046d65330000082f02046e61350300000a7200000a7900000100",
         "groups[0].groupId=gr8 groups[0].memberEpoch=2095 groups[0].memberId=me3 groups[0].topics[0]."
         "name=na5 groups[0].topics[0].partitionIndexes[0]=2674 groups[0].topics[0].partitionIndexes[1"
         "]=2681 requireStable=true"},
    {"OffsetFetchRequest", 10,
         "0204677238046d65330000082f020102030405060708090a0b0c0d0e0f100300000a7200000a7900000100",
         "groups[0].groupId=gr8 groups[0].memberEpoch=2095 groups[0].memberId=me3 groups[0].topics[0]."
         "partitionIndexes[0]=2674 groups[0].topics[0].partitionIndexes[1]=2681 groups[0].topics[0].to"
         "picId=AQIDBAUGBwgJCgsMDQ4PEA requireStable=true"},
    {"OffsetFetchRequest", 10,
         "020467723800ffffffff00000000",
         "groups[0].groupId=gr8 groups[0].memberEpoch=-1 groups[0].memberId=null groups[0].topics=null"
         " requireStable=false"},
    {"OffsetFetchResponse", 1,
         "0000000100036e6135000000010000099a000000174876ee0d00036d65310019",
         "topics[0].name=na5 topics[0].partitions[0].committedOffset=100000001549 topics[0].partitions"
         "[0].errorCode=25 topics[0].partitions[0].metadata=me1 topics[0].partitions[0].partitionIndex"
         "=2458"},
    {"OffsetFetchResponse", 2,
         "0000000100036e6135000000010000099a000000174876ee0d00036d653100190019",
         "errorCode=25 topics[0].name=na5 topics[0].partitions[0].committedOffset=100000001549 topics["
         "0].partitions[0].errorCode=25 topics[0].partitions[0].metadata=me1 topics[0].partitions[0].p"
         "artitionIndex=2458"},
    {"OffsetFetchResponse", 3,
         "0000098d0000000100036e6135000000010000099a000000174876ee0d00036d653100190019",
         "errorCode=25 throttleTimeMs=2445 topics[0].name=na5 topics[0].partitions[0].committedOffset="
         "100000001549 topics[0].partitions[0].errorCode=25 topics[0].partitions[0].metadata=me1 topic"
         "s[0].partitions[0].partitionIndex=2458"},
    {"OffsetFetchResponse", 5,
         "0000098d0000000100036e6135000000010000099a000000174876ee0d00000bca00036d653100190019",
         "errorCode=25 throttleTimeMs=2445 topics[0].name=na5 topics[0].partitions[0].committedLeaderE"
         "poch=3018 topics[0].partitions[0].committedOffset=100000001549 topics[0].partitions[0].error"
         "Code=25 topics[0].partitions[0].metadata=me1 topics[0].partitions[0].partitionIndex=2458"},
    {"OffsetFetchResponse", 6,
         "0000098d02046e6135020000099a000000174876ee0d00000bca046d653100190000001900",
         "errorCode=25 throttleTimeMs=2445 topics[0].name=na5 topics[0].partitions[0].committedLeaderE"
         "poch=3018 topics[0].partitions[0].committedOffset=100000001549 topics[0].partitions[0].error"
         "Code=25 topics[0].partitions[0].metadata=me1 topics[0].partitions[0].partitionIndex=2458"},
    {"OffsetFetchResponse", 8,
         "0000098d020467723802046e6135020000099a000000174876ee0d00000bca046d65310019000000190000",
         "groups[0].errorCode=25 groups[0].groupId=gr8 groups[0].topics[0].name=na5 groups[0].topics[0"
         "].partitions[0].committedLeaderEpoch=3018 groups[0].topics[0].partitions[0].committedOffset="
         "100000001549 groups[0].topics[0].partitions[0].errorCode=25 groups[0].topics[0].partitions[0"
         "].metadata=me1 groups[0].topics[0].partitions[0].partitionIndex=2458 throttleTimeMs=2445"},
    {"OffsetFetchResponse", 10,
         "0000098d0204677238020102030405060708090a0b0c0d0e0f10020000099a000000174876ee0d00000bca046d65"
         "310019000000190000",
         "groups[0].errorCode=25 groups[0].groupId=gr8 groups[0].topics[0].partitions[0].committedLead"
         "erEpoch=3018 groups[0].topics[0].partitions[0].committedOffset=100000001549 groups[0].topics"
         "[0].partitions[0].errorCode=25 groups[0].topics[0].partitions[0].metadata=me1 groups[0].topi"
         "cs[0].partitions[0].partitionIndex=2458 groups[0].topics[0].topicId=AQIDBAUGBwgJCgsMDQ4PEA t"
         "hrottleTimeMs=2445"},
    {"OffsetFetchResponse", 10,
         "ffffffff02046772380100000000",
         "groups[0].errorCode=0 groups[0].groupId=gr8 throttleTimeMs=-1"},
    {"OffsetDeleteRequest", 0,
         "00036772380000000100036e6135000000010000099a",
         "groupId=gr8 topics[0].name=na5 topics[0].partitions[0].partitionIndex=2458"},
    {"OffsetDeleteRequest", 0,
         "000367723800000001000000000000",
         "groupId=gr8 topics[0].name="},
    {"OffsetDeleteResponse", 0,
         "00190000098d0000000100036e6135000000010000099a0019",
         "errorCode=25 throttleTimeMs=2445 topics[0].name=na5 topics[0].partitions[0].errorCode=25 top"
         "ics[0].partitions[0].partitionIndex=2458"},
    {"OffsetDeleteResponse", 0,
         "0000ffffffff00000001000000000000",
         "errorCode=0 throttleTimeMs=-1 topics[0].name="},
    {"DeleteGroupsRequest", 0,
         "0000000200036772300003677237",
         "groupsNames[0]=gr0 groupsNames[1]=gr7"},
    {"DeleteGroupsRequest", 2,
         "03046772300467723700",
         "groupsNames[0]=gr0 groupsNames[1]=gr7"},
    {"DeleteGroupsRequest", 2,
         "020467723000",
         "groupsNames[0]=gr0"},
    {"DeleteGroupsResponse", 0,
         "0000098d0000000100036772380019",
         "results[0].errorCode=25 results[0].groupId=gr8 throttleTimeMs=2445"},
    {"DeleteGroupsResponse", 2,
         "0000098d020467723800190000",
         "results[0].errorCode=25 results[0].groupId=gr8 throttleTimeMs=2445"},
    {"DeleteGroupsResponse", 2,
         "ffffffff020467723800000000",
         "results[0].errorCode=0 results[0].groupId=gr8 throttleTimeMs=-1"},
    {"DeleteRecordsRequest", 0,
         "0000000100036e6135000000010000099a000000174876ea670000078f",
         "timeoutMs=1935 topics[0].name=na5 topics[0].partitions[0].offset=100000000615 topics[0].part"
         "itions[0].partitionIndex=2458"},
    {"DeleteRecordsRequest", 2,
         "02046e6135020000099a000000174876ea6700000000078f00",
         "timeoutMs=1935 topics[0].name=na5 topics[0].partitions[0].offset=100000000615 topics[0].part"
         "itions[0].partitionIndex=2458"},
    {"DeleteRecordsRequest", 2,
         "02010100ffffffff00",
         "timeoutMs=-1 topics[0].name="},
    {"DeleteRecordsResponse", 0,
         "0000098d0000000100036e6135000000010000099a000000174876ece00019",
         "throttleTimeMs=2445 topics[0].name=na5 topics[0].partitions[0].errorCode=25 topics[0].partit"
         "ions[0].lowWatermark=100000001248 topics[0].partitions[0].partitionIndex=2458"},
    {"DeleteRecordsResponse", 2,
         "0000098d02046e6135020000099a000000174876ece00019000000",
         "throttleTimeMs=2445 topics[0].name=na5 topics[0].partitions[0].errorCode=25 topics[0].partit"
         "ions[0].lowWatermark=100000001248 topics[0].partitions[0].partitionIndex=2458"},
    {"DeleteRecordsResponse", 2,
         "ffffffff0201010000",
         "throttleTimeMs=-1 topics[0].name="},
    {"CreatePartitionsRequest", 0,
         "0000000100036e6135000005f100000001000000020000076d000007740000078f01",
         "timeoutMs=1935 topics[0].assignments[0].brokerIds[0]=1901 topics[0].assignments[0].brokerIds"
         "[1]=1908 topics[0].count=1521 topics[0].name=na5 validateOnly=true"},
    {"CreatePartitionsRequest", 2,
         "02046e6135000005f102030000076d0000077400000000078f0100",
         "timeoutMs=1935 topics[0].assignments[0].brokerIds[0]=1901 topics[0].assignments[0].brokerIds"
         "[1]=1908 topics[0].count=1521 topics[0].name=na5 validateOnly=true"},
    {"CreatePartitionsRequest", 3,
         "02046e6135000005f102030000076d0000077400000000078f0100",
         "timeoutMs=1935 topics[0].assignments[0].brokerIds[0]=1901 topics[0].assignments[0].brokerIds"
         "[1]=1908 topics[0].count=1521 topics[0].name=na5 validateOnly=true"},
    {"CreatePartitionsRequest", 3,
         "0201ffffffff0000ffffffff0000",
         "timeoutMs=-1 topics[0].assignments=null topics[0].count=-1 topics[0].name= validateOnly=fals"
         "e"},
    {"CreatePartitionsResponse", 0,
         "0000098d0000000100036e613500190003657231",
         "results[0].errorCode=25 results[0].errorMessage=er1 results[0].name=na5 throttleTimeMs=2445"},
    {"CreatePartitionsResponse", 2,
         "0000098d02046e61350019046572310000",
         "results[0].errorCode=25 results[0].errorMessage=er1 results[0].name=na5 throttleTimeMs=2445"},
    {"CreatePartitionsResponse", 3,
         "0000098d02046e61350019046572310000",
         "results[0].errorCode=25 results[0].errorMessage=er1 results[0].name=na5 throttleTimeMs=2445"},
    {"CreatePartitionsResponse", 3,
         "ffffffff02010000000000",
         "results[0].errorCode=0 results[0].errorMessage=null results[0].name= throttleTimeMs=-1"},
    {"IncrementalAlterConfigsRequest", 0,
         "000000013a00037265350000000100036e61352b000376613901",
         "resources[0].configs[0].configOperation=43 resources[0].configs[0].name=na5 resources[0].con"
         "figs[0].value=va9 resources[0].resourceName=re5 resources[0].resourceType=58 validateOnly=tr"
         "ue"},
    {"IncrementalAlterConfigsRequest", 1,
         "023a0472653502046e61352b0476613900000100",
         "resources[0].configs[0].configOperation=43 resources[0].configs[0].name=na5 resources[0].con"
         "figs[0].value=va9 resources[0].resourceName=re5 resources[0].resourceType=58 validateOnly=tr"
         "ue"},
    {"IncrementalAlterConfigsRequest", 1,
         "023a0101000000",
         "resources[0].resourceName= resources[0].resourceType=58 validateOnly=false"},
    {"IncrementalAlterConfigsResponse", 0,
         "0000098d00000001001900036572313a0003726535",
         "responses[0].errorCode=25 responses[0].errorMessage=er1 responses[0].resourceName=re5 respon"
         "ses[0].resourceType=58 throttleTimeMs=2445"},
    {"IncrementalAlterConfigsResponse", 1,
         "0000098d020019046572313a047265350000",
         "responses[0].errorCode=25 responses[0].errorMessage=er1 responses[0].resourceName=re5 respon"
         "ses[0].resourceType=58 throttleTimeMs=2445"},
    {"IncrementalAlterConfigsResponse", 1,
         "ffffffff020000003a010000",
         "responses[0].errorCode=0 responses[0].errorMessage=null responses[0].resourceName= responses"
         "[0].resourceType=58 throttleTimeMs=-1"},
    {"AlterConfigsRequest", 0,
         "000000013a00037265350000000100036e6135000376613901",
         "resources[0].configs[0].name=na5 resources[0].configs[0].value=va9 resources[0].resourceName"
         "=re5 resources[0].resourceType=58 validateOnly=true"},
    {"AlterConfigsRequest", 2,
         "023a0472653502046e61350476613900000100",
         "resources[0].configs[0].name=na5 resources[0].configs[0].value=va9 resources[0].resourceName"
         "=re5 resources[0].resourceType=58 validateOnly=true"},
    {"AlterConfigsRequest", 2,
         "023a0101000000",
         "resources[0].resourceName= resources[0].resourceType=58 validateOnly=false"},
    {"AlterConfigsResponse", 0,
         "0000098d00000001001900036572313a0003726535",
         "responses[0].errorCode=25 responses[0].errorMessage=er1 responses[0].resourceName=re5 respon"
         "ses[0].resourceType=58 throttleTimeMs=2445"},
    {"AlterConfigsResponse", 2,
         "0000098d020019046572313a047265350000",
         "responses[0].errorCode=25 responses[0].errorMessage=er1 responses[0].resourceName=re5 respon"
         "ses[0].resourceType=58 throttleTimeMs=2445"},
    {"AlterConfigsResponse", 2,
         "ffffffff020000003a010000",
         "responses[0].errorCode=0 responses[0].errorMessage=null responses[0].resourceName= responses"
         "[0].resourceType=58 throttleTimeMs=-1"},
    {"ConsumerProtocolSubscription", 0,
         "000000020003746f360003746f330000000319324b",
         "topics[0]=to6 topics[1]=to3 userData=3"},
    {"ConsumerProtocolSubscription", 1,
         "000000020003746f360003746f330000000319324b000000010003746f3100000002000008150000081c",
         "ownedPartitions[0].partitions[0]=2069 ownedPartitions[0].partitions[1]=2076 ownedPartitions["
         "0].topic=to1 topics[0]=to6 topics[1]=to3 userData=3"},
    {"ConsumerProtocolSubscription", 2,
         "000000020003746f360003746f330000000319324b000000010003746f3100000002000008150000081c000008a1",
         "generationId=2209 ownedPartitions[0].partitions[0]=2069 ownedPartitions[0].partitions[1]=207"
         "6 ownedPartitions[0].topic=to1 topics[0]=to6 topics[1]=to3 userData=3"},
    {"ConsumerProtocolSubscription", 3,
         "000000020003746f360003746f330000000319324b000000010003746f3100000002000008150000081c000008a1"
         "0003726138",
         "generationId=2209 ownedPartitions[0].partitions[0]=2069 ownedPartitions[0].partitions[1]=207"
         "6 ownedPartitions[0].topic=to1 rackId=ra8 topics[0]=to6 topics[1]=to3 userData=3"},
    {"ConsumerProtocolSubscription", 3,
         "000000010003746f36ffffffff00000001000000000000ffffffffffff",
         "generationId=-1 ownedPartitions[0].topic= rackId=null topics[0]=to6 userData=null"},
    {"ConsumerProtocolAssignment", 0,
         "000000010003746f3100000002000008150000081c0000000319324b",
         "assignedPartitions[0].partitions[0]=2069 assignedPartitions[0].partitions[1]=2076 assignedPa"
         "rtitions[0].topic=to1 userData=3"},
    {"ConsumerProtocolAssignment", 3,
         "000000010003746f3100000002000008150000081c0000000319324b",
         "assignedPartitions[0].partitions[0]=2069 assignedPartitions[0].partitions[1]=2076 assignedPa"
         "rtitions[0].topic=to1 userData=3"},
    {"ConsumerProtocolAssignment", 3,
         "00000001000000000000ffffffff",
         "assignedPartitions[0].topic= userData=null"},
    {"OffsetCommitKey", 0,
         "00036772370003746f33000007c2",
         "group=gr7 partition=1986 topic=to3"},
    {"OffsetCommitKey", 0,
         "00000000ffffffff",
         "group= partition=-1 topic="},
    {"OffsetCommitValue", 0,
         "000000174876ea8700036d6533000000174876ee3d",
         "commitTimestamp=100000001597 metadata=me3 offset=100000000647"},
    {"OffsetCommitValue", 1,
         "000000174876ea8700036d6533000000174876ee3d000000174876ee41",
         "commitTimestamp=100000001597 expireTimestamp=100000001601 metadata=me3 offset=100000000647"},
    {"OffsetCommitValue", 2,
         "000000174876ea8700036d6533000000174876ee3d",
         "commitTimestamp=100000001597 metadata=me3 offset=100000000647"},
    {"OffsetCommitValue", 3,
         "000000174876ea870000084400036d6533000000174876ee3d",
         "commitTimestamp=100000001597 leaderEpoch=2116 metadata=me3 offset=100000000647"},
    {"OffsetCommitValue", 4,
         "000000174876ea8700000844046d6533000000174876ee3d0100100102030405060708090a0b0c0d0e0f10",
         "commitTimestamp=100000001597 leaderEpoch=2116 metadata=me3 offset=100000000647 topicId=AQIDB"
         "AUGBwgJCgsMDQ4PEA"},
    {"OffsetCommitValue", 4,
         "ffffffffffffffffffffffff01ffffffffffffffff00",
         "commitTimestamp=-1 leaderEpoch=-1 metadata= offset=-1"},
    {"LegacyOffsetCommitValue", 0,
         "000000174876ea8700036d6533000000174876ee3d",
         "commitTimestamp=100000001597 metadata=me3 offset=100000000647"},
    {"LegacyOffsetCommitValue", 0,
         "ffffffffffffffff0000ffffffffffffffff",
         "commitTimestamp=-1 metadata= offset=-1"},
    {"GroupMetadataKey", 0,
         "0003677237",
         "group=gr7"},
    {"GroupMetadataKey", 0,
         "0000",
         "group="},
    {"GroupMetadataValue", 0,
         "000370723000000814000370723200036c65310000000100036d65350003636c320003636c33000009d300000003"
         "254a6f000000033972ab",
         "generation=2068 leader=le1 members[0].assignment=3 members[0].clientHost=cl3 members[0].clie"
         "ntId=cl2 members[0].memberId=me5 members[0].sessionTimeout=2515 members[0].subscription=3 pr"
         "otocol=pr2 protocolType=pr0"},
    {"GroupMetadataValue", 1,
         "000370723000000814000370723200036c65310000000100036d65350003636c320003636c3300000a6c000009d3"
         "00000003254a6f000000033972ab",
         "generation=2068 leader=le1 members[0].assignment=3 members[0].clientHost=cl3 members[0].clie"
         "ntId=cl2 members[0].memberId=me5 members[0].rebalanceTimeout=2668 members[0].sessionTimeout="
         "2515 members[0].subscription=3 protocol=pr2 protocolType=pr0"},
    {"GroupMetadataValue", 2,
         "000370723000000814000370723200036c6531000000174876f0b80000000100036d65350003636c320003636c33"
         "00000a6c000009d300000003254a6f000000033972ab",
         "currentStateTimestamp=100000002232 generation=2068 leader=le1 members[0].assignment=3 member"
         "s[0].clientHost=cl3 members[0].clientId=cl2 members[0].memberId=me5 members[0].rebalanceTime"
         "out=2668 members[0].sessionTimeout=2515 members[0].subscription=3 protocol=pr2 protocolType="
         "pr0"},
    {"GroupMetadataValue", 3,
         "000370723000000814000370723200036c6531000000174876f0b80000000100036d653500036772310003636c32"
         "0003636c3300000a6c000009d300000003254a6f000000033972ab",
         "currentStateTimestamp=100000002232 generation=2068 leader=le1 members[0].assignment=3 member"
         "s[0].clientHost=cl3 members[0].clientId=cl2 members[0].groupInstanceId=gr1 members[0].member"
         "Id=me5 members[0].rebalanceTimeout=2668 members[0].sessionTimeout=2515 members[0].subscripti"
         "on=3 protocol=pr2 protocolType=pr0"},
    {"GroupMetadataValue", 4,
         "047072300000081404707232046c6531000000174876f0b802046d65350467723104636c3204636c3300000a6c00"
         "0009d304254a6f043972ab0000",
         "currentStateTimestamp=100000002232 generation=2068 leader=le1 members[0].assignment=3 member"
         "s[0].clientHost=cl3 members[0].clientId=cl2 members[0].groupInstanceId=gr1 members[0].member"
         "Id=me5 members[0].rebalanceTimeout=2668 members[0].sessionTimeout=2515 members[0].subscripti"
         "on=3 protocol=pr2 protocolType=pr0"},
    {"GroupMetadataValue", 4,
         "04707230ffffffff0000ffffffffffffffff02010004636c3201ffffffffffffffff01010000",
         "currentStateTimestamp=-1 generation=-1 leader=null members[0].assignment=0 members[0].client"
         "Host= members[0].clientId=cl2 members[0].groupInstanceId=null members[0].memberId= members[0"
         "].rebalanceTimeout=-1 members[0].sessionTimeout=-1 members[0].subscription=0 protocol=null p"
         "rotocolType=pr0"},
};
// clang-format on

std::span<const MessageVector> groupMessageVectors() { return kGroupMessageVectors; }

}  // namespace broker::wire
