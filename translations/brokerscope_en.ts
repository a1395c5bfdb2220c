<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ActWords</name>
    <message numerus="yes">
        <source>%n line(s) were sent to %1.</source>
        <translation>
            <numerusform>%n line was sent to %1.</numerusform>
            <numerusform>%n lines were sent to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupPictures</name>
    <message numerus="yes">
        <source>and %n more partition(s)</source>
        <translation>
            <numerusform>and %n more partition</numerusform>
            <numerusform>and %n more partitions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more member(s)</source>
        <translation>
            <numerusform>and %n more member</numerusform>
            <numerusform>and %n more members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupWords</name>
    <message numerus="yes">
        <source>All %n member(s) joined, and wait for the partitions to be divided among them.</source>
        <translation>
            <numerusform>The only member joined, and waits for its partitions.</numerusform>
            <numerusform>All %n members joined, and wait for the partitions to be divided among them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody reads for it. It keeps the offsets of %n partition(s), so that whoever joins goes on there.</source>
        <translation>
            <numerusform>Nobody reads for it. It keeps the offset of %n partition, so that whoever joins goes on there.</numerusform>
            <numerusform>Nobody reads for it. It keeps the offsets of %n partitions, so that whoever joins goes on there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A rebalance is under way: %1. %2 of %n member(s) joined so far, and stand still meanwhile.</source>
        <translation>
            <numerusform>A rebalance is under way: %1. %2 of %n member joined so far, and stands still meanwhile.</numerusform>
            <numerusform>A rebalance is under way: %1. %2 of %n members joined so far, and stand still meanwhile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) moved.</source>
        <translation>
            <numerusform>%n partition moved.</numerusform>
            <numerusform>%n partitions moved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Members kept reading what they kept; %n partition(s) moved.</source>
        <translation>
            <numerusform>Members kept reading what they kept; %n partition moved.</numerusform>
            <numerusform>Members kept reading what they kept; %n partitions moved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All partitions stood still for up to %1, and %n of them really moved.</source>
        <translation>
            <numerusform>All partitions stood still for up to %1, and %n of them really moved.</numerusform>
            <numerusform>All partitions stood still for up to %1, and %n of them really moved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It reads %n partition(s): %1.</source>
        <translation>
            <numerusform>It reads %n partition: %1.</numerusform>
            <numerusform>It reads %n partitions: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) changed their owner.</source>
        <translation>
            <numerusform>%n partition changed its owner.</numerusform>
            <numerusform>%n partitions changed their owner.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%1 of %n replica(s)</source>
        <translation>
            <numerusform>%1 of %n replica</numerusform>
            <numerusform>%1 of %n replicas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n segment(s)</source>
        <translation>
            <numerusform>%n segment</numerusform>
            <numerusform>%n segments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JumpWords</name>
    <message numerus="yes">
        <source>topic, %n partition(s)</source>
        <translation>
            <numerusform>topic, %n partition</numerusform>
            <numerusform>topic, %n partitions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinkInspector</name>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>%n partition</numerusform>
            <numerusform>%n partitions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogInspection</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapTexts</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more topic(s)</source>
        <translation>
            <numerusform>and %n more topic</numerusform>
            <numerusform>and %n more topics</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapWords</name>
    <message numerus="yes">
        <source>%1 of %n replica(s) lead</source>
        <translation>
            <numerusform>%1 of %n replica lead</numerusform>
            <numerusform>%1 of %n replicas lead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replica(s) offline</source>
        <translation>
            <numerusform>%n replica offline</numerusform>
            <numerusform>%n replicas offline</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message numerus="yes">
        <source>%n partition(s) are not read; the first: %1.</source>
        <translation>
            <numerusform>%n partition is not read: %1.</numerusform>
            <numerusform>%n partitions are not read; the first: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier one(s) went to make room.</source>
        <translation>
            <numerusform>%Ln earlier one went to make room.</numerusform>
            <numerusform>%Ln earlier ones went to make room.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Possibility</name>
    <message numerus="yes">
        <source>It has %n member(s): only an empty group can be deleted.</source>
        <translation>
            <numerusform>It has %n member: only an empty group can be deleted.</numerusform>
            <numerusform>It has %n members: only an empty group can be deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuorumWords</name>
    <message numerus="yes">
        <source>%n voter(s)</source>
        <translation>
            <numerusform>%n voter</numerusform>
            <numerusform>%n voters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n make(s) a majority</source>
        <translation>
            <numerusform>%n makes a majority</numerusform>
            <numerusform>%n make a majority</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n up</source>
        <translation>
            <numerusform>%n is up</numerusform>
            <numerusform>%n are up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No controller can be elected and nothing be committed until %n more is up.</source>
        <translation>
            <numerusform>No controller can be elected and nothing be committed until one more is up.</numerusform>
            <numerusform>No controller can be elected and nothing be committed until %n more are up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may fail and all goes on.</source>
        <translation>
            <numerusform>One may fail and all goes on.</numerusform>
            <numerusform>%n may fail and all goes on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>asks who would vote for it in epoch %1: %n of %2 would</source>
        <translation>
            <numerusform>asks who would vote for it in epoch %1: %n of %2 would</numerusform>
            <numerusform>asks who would vote for it in epoch %1: %n of %2 would</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stands in epoch %1: %n of %2 votes</source>
        <translation>
            <numerusform>stands in epoch %1: %n of %2 votes</numerusform>
            <numerusform>stands in epoch %1: %n of %2 votes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Broker %1 is the active controller in epoch %2, elected by %3. It alone appends to the metadata log; a record counts once %n voter(s) have it on disk.</source>
        <translation>
            <numerusform>Broker %1 is the active controller in epoch %2, elected by %3. It alone appends to the metadata log; a record counts once %n voter has it on disk.</numerusform>
            <numerusform>Broker %1 is the active controller in epoch %2, elected by %3. It alone appends to the metadata log; a record counts once %n voters have it on disk.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It lacks %n record(s).</source>
        <translation>
            <numerusform>It lacks %n record.</numerusform>
            <numerusform>It lacks %n records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Broker %1 stands for election in epoch %2 and has voted for itself. It needs %n vote(s).</source>
        <translation>
            <numerusform>Broker %1 stands for election in epoch %2 and has voted for itself. It needs %n vote.</numerusform>
            <numerusform>Broker %1 stands for election in epoch %2 and has voted for itself. It needs %n votes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplicaWords</name>
    <message numerus="yes">
        <source>%Ln record(s) cut</source>
        <translation>
            <numerusform>%Ln record cut</numerusform>
            <numerusform>%Ln records cut</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message numerus="yes">
        <source>All %n broker(s) are up.</source>
        <translation>
            <numerusform>The only broker is up.</numerusform>
            <numerusform>All %n brokers are up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n broker(s) are up.</source>
        <translation>
            <numerusform>%1 of %n broker is up.</numerusform>
            <numerusform>%1 of %n brokers are up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) have no leader: nobody can write to them or read from them.</source>
        <translation>
            <numerusform>%n partition has no leader: nobody can write to it or read from it.</numerusform>
            <numerusform>%n partitions have no leader: nobody can write to them or read from them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) have fewer replicas in sync than they should.</source>
        <translation>
            <numerusform>%n partition has fewer replicas in sync than it should.</numerusform>
            <numerusform>%n partitions have fewer replicas in sync than they should.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of its %n replica(s) it leads %1.</source>
        <translation>
            <numerusform>Of its single replica it leads %1.</numerusform>
            <numerusform>Of its %n replicas it leads %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) wait for it: no other broker can lead them.</source>
        <translation>
            <numerusform>%n partition waits for it: no other broker can lead it.</numerusform>
            <numerusform>%n partitions wait for it: no other broker can lead them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is split into %n partition(s); order holds within each of them.</source>
        <translation>
            <numerusform>%1 has %n partition; order holds within it.</numerusform>
            <numerusform>%1 is split into %n partitions; order holds within each of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Each has %n replica(s): one leads, the others copy it.</source>
        <translation>
            <numerusform>Each has %n replica, which leads.</numerusform>
            <numerusform>Each has %n replicas: one leads, the others copy it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no leader now.</source>
        <translation>
            <numerusform>%n of them has no leader now.</numerusform>
            <numerusform>%n of them have no leader now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n replica(s) are in sync.</source>
        <translation>
            <numerusform>Its replica is in sync.</numerusform>
            <numerusform>All %n replicas are in sync.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n replica(s) are in sync: brokers %2.</source>
        <translation>
            <numerusform>%1 of %n replica is in sync: brokers %2.</numerusform>
            <numerusform>%1 of %n replicas are in sync: brokers %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Consumers read up to offset %1; the %n record(s) after it wait for the other replicas.</source>
        <translation>
            <numerusform>Consumers read up to offset %1; the record after it waits for the other replicas.</numerusform>
            <numerusform>Consumers read up to offset %1; the %n records after it wait for the other replicas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is %n record(s) behind.</source>
        <translation>
            <numerusform>It is %n record behind.</numerusform>
            <numerusform>It is %n records behind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its log holds offsets %1 to %2 in %n segment(s).</source>
        <translation>
            <numerusform>Its log holds offsets %1 to %2 in %n segment.</numerusform>
            <numerusform>Its log holds offsets %1 to %2 in %n segments.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 holds %n connection(s).</source>
        <translation>
            <numerusform>%1 holds %n connection.</numerusform>
            <numerusform>%1 holds %n connections.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 runs %2 and holds %n connection(s).</source>
        <translation>
            <numerusform>%1 runs %2 and holds %n connection.</numerusform>
            <numerusform>%1 runs %2 and holds %n connections.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them had been committed, up to offset %1: an unclean election lost them.</source>
        <translation>
            <numerusform>%Ln of them had been committed, up to offset %1: an unclean election lost it.</numerusform>
            <numerusform>%Ln of them had been committed, up to offset %1: an unclean election lost them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>An unclean election lost %Ln committed record(s): offsets %1 to %2.</source>
        <translation>
            <numerusform>An unclean election lost %Ln committed record: offset %1 to %2.</numerusform>
            <numerusform>An unclean election lost %Ln committed records: offsets %1 to %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is %Ln record(s) behind, and has been for %1.</source>
        <translation>
            <numerusform>It is %Ln record behind, and has been for %1.</numerusform>
            <numerusform>It is %Ln records behind, and has been for %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ZookeeperWords</name>
    <message numerus="yes">
        <source>%1 of %n broker(s) not fenced</source>
        <translation>
            <numerusform>%1 of %n broker not fenced</numerusform>
            <numerusform>%1 of %n brokers not fenced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>%n topic</numerusform>
            <numerusform>%n topics</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>%n partition</numerusform>
            <numerusform>%n partitions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s)</source>
        <translation>
            <numerusform>%n setting</numerusform>
            <numerusform>%n settings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n broker(s) are at %1</source>
        <translation>
            <numerusform>%n broker is at %1</numerusform>
            <numerusform>%n brokers are at %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::Acts</name>
    <message numerus="yes">
        <source>%n link(s) were changed.</source>
        <translation>
            <numerusform>%n link was changed.</numerusform>
            <numerusform>%n links were changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::CreateTopicDialog</name>
    <message numerus="yes">
        <source>Each of the %n broker(s) will lead %1 of the partitions.</source>
        <translation>
            <numerusform>The only broker will lead all %1 of the partitions.</numerusform>
            <numerusform>Each of the %n brokers will lead %1 of the partitions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Each of the %n broker(s) will lead %1 or %2 of the partitions.</source>
        <translation>
            <numerusform>The only broker will lead %1 or %2 of the partitions.</numerusform>
            <numerusform>Each of the %n brokers will lead %1 or %2 of the partitions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::OverviewPage</name>
    <message numerus="yes">
        <source>%n replica(s)</source>
        <translation>
            <numerusform>%n replica</numerusform>
            <numerusform>%n replicas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ProduceDialog</name>
    <message numerus="yes">
        <source>It goes to any of the %n partition(s): without a key the producer chooses.</source>
        <translation>
            <numerusform>It goes to the only partition.</numerusform>
            <numerusform>It goes to any of the %n partitions: without a key the producer chooses.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ResetOffsetsDialog</name>
    <message numerus="yes">
        <source>Refused while %n member(s) are active: their next commit would overwrite it. Stop them first.</source>
        <translation>
            <numerusform>Refused while %n member is active: its next commit would overwrite it. Stop it first.</numerusform>
            <numerusform>Refused while %n members are active: their next commit would overwrite it. Stop them first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::StatusBar</name>
    <message numerus="yes">
        <source>%n under-replicated</source>
        <translation>
            <numerusform>%n under-replicated</numerusform>
            <numerusform>%n under-replicated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offline</source>
        <translation>
            <numerusform>%n offline</numerusform>
            <numerusform>%n offline</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::TopicsPage</name>
    <message numerus="yes">
        <source>%n replica(s)</source>
        <translation>
            <numerusform>%n replica</numerusform>
            <numerusform>%n replicas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::BatchStripView</name>
    <message numerus="yes">
        <source>Offsets %1 to %2: %n record(s), %3, %4, at byte %5</source>
        <translation>
            <numerusform>Offsets %1 to %2: %n record, %3, %4, at byte %5</numerusform>
            <numerusform>Offsets %1 to %2: %n records, %3, %4, at byte %5</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::FindSteps</name>
    <message numerus="yes">
        <source>greatest entry, %n look(s)</source>
        <translation>
            <numerusform>greatest entry, %n look</numerusform>
            <numerusform>greatest entry, %n looks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n batch(es), none reaches %1</source>
        <translation>
            <numerusform>%n batch, none reaches %1</numerusform>
            <numerusform>%n batches, none reaches %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n batch(es), then record %1</source>
        <translation>
            <numerusform>%n batch, then record %1</numerusform>
            <numerusform>%n batches, then record %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n batch(es), then its records</source>
        <translation>
            <numerusform>%n batch, then its records</numerusform>
            <numerusform>%n batches, then its records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::SegmentsView</name>
    <message numerus="yes">
        <source>%n batch(es) damaged, CRC wrong: %1.</source>
        <translation>
            <numerusform>%n batch damaged, CRC wrong: %1.</numerusform>
            <numerusform>%n batches damaged, CRC wrong: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::TimelineView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
