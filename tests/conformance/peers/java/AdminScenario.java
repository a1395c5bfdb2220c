import static org.apache.kafka.common.config.ConfigResource.Type.BROKER;
import static org.apache.kafka.common.config.ConfigResource.Type.TOPIC;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What Kafka's admin client creates, describes and deletes, and what it is refused. */
final class AdminScenario {
    private final Admin admin;

    private AdminScenario(Admin admin) {
        this.admin = admin;
    }

    static void run(String servers) throws Exception {
        try (Admin admin = Admin.create(Peer.settings(servers))) {
            AdminScenario scenario = new AdminScenario(admin);
            scenario.describesTheCluster();
            scenario.validatesWithoutCreating();
            Uuid id = scenario.createsTopics();
            scenario.refusesWithReasons();
            scenario.describesTopics(id);
            scenario.describesSettings();
            scenario.deletesTopics(id);
        }
    }

    private void describesTheCluster() throws Exception {
        DescribeClusterResult cluster = admin.describeCluster();
        Set<Integer> nodes = new TreeSet<>();
        for (Node node : cluster.nodes().get()) {
            nodes.add(node.id());
            Peer.check(node.hasRack(), "broker " + node.id() + " has a rack");
        }
        Peer.same(Set.of(1, 2, 3), nodes, "brokers");
        Peer.same(1, cluster.controller().get().id(), "the controller");
        Peer.same(22, cluster.clusterId().get().length(), "the length of the cluster's id");
    }

    private void validatesWithoutCreating() throws Exception {
        CreateTopicsOptions onlyAsked = new CreateTopicsOptions().validateOnly(true);
        NewTopic topic = new NewTopic("only-asked", 4, (short) 1).configs(Map.of("retention.ms", "1000"));
        CreateTopicsResult answer = admin.createTopics(List.of(topic), onlyAsked);
        Peer.same(4, answer.numPartitions("only-asked").get(), "partitions it would have");
        Peer.same("1000", answer.config("only-asked").get().get("retention.ms").value(), "a setting it would have");
        Peer.same(Set.of(), admin.listTopics().names().get(), "topics after only asking");
    }

    private Uuid createsTopics() throws Exception {
        NewTopic set = new NewTopic("set", 3, (short) 1).configs(Map.of("retention.ms", "3600000"));
        NewTopic placed = new NewTopic("placed", Map.of(0, List.of(3), 1, List.of(2)));
        NewTopic byDefault = new NewTopic("by-default", Optional.empty(), Optional.empty());
        CreateTopicsResult answer = admin.createTopics(List.of(set, placed, byDefault));
        answer.all().get();
        Peer.same(3, answer.numPartitions("set").get(), "partitions");
        Peer.same(1, answer.replicationFactor("set").get(), "replication factor");
        Peer.same("3600000", answer.config("set").get().get("retention.ms").value(), "the answer's setting");
        Peer.eventually(Set.of("set", "placed", "by-default"), () -> admin.listTopics().names().get(), "topics");
        return answer.topicId("set").get();
    }

    private void refuses(Class<? extends Throwable> expected, String mentions, NewTopic topic) {
        Throwable refusal = Peer.refused(expected, () -> admin.createTopics(List.of(topic)).all().get());
        Peer.check(refusal.getMessage().contains(mentions), "the reason says '" + mentions + "': " + refusal.getMessage());
    }

    private void refusesWithReasons() {
        refuses(TopicExistsException.class, "set", new NewTopic("set", 1, (short) 1));
        refuses(InvalidTopicException.class, "name", new NewTopic("a/b", 1, (short) 1));
        refuses(InvalidPartitionsException.class, "0", new NewTopic("none", 0, (short) 1));
        refuses(InvalidReplicationFactorException.class, "4", new NewTopic("copies", 1, (short) 4));
        refuses(InvalidConfigurationException.class, "retention.ms",
                new NewTopic("odd", 1, (short) 1).configs(Map.of("retention.ms", "soon")));
        Peer.refused(UnknownTopicOrPartitionException.class,
                () -> admin.describeTopics(List.of("nowhere")).allTopicNames().get());
        Peer.refused(UnknownTopicOrPartitionException.class, () -> admin.deleteTopics(List.of("nowhere")).all().get());
    }

    private void describesTopics(Uuid id) throws Exception {
        TopicDescription set = admin.describeTopics(List.of("set")).allTopicNames().get().get("set");
        Peer.same(id, set.topicId(), "the id");
        Peer.same(3, set.partitions().size(), "partitions");
        Set<Integer> leaders = new TreeSet<>();
        for (TopicPartitionInfo partition : set.partitions()) {
            leaders.add(partition.leader().id());
            Peer.same(List.of(partition.leader()), partition.replicas(), "replicas");
            Peer.same(partition.replicas(), partition.isr(), "in-sync replicas");
        }
        Peer.same(Set.of(1, 2, 3), leaders, "leaders of three partitions");
        TopicDescription byId =
                admin.describeTopics(TopicCollection.ofTopicIds(List.of(id))).allTopicIds().get().get(id);
        Peer.same("set", byId.name(), "the name of that id");
        TopicDescription placed = admin.describeTopics(List.of("placed")).allTopicNames().get().get("placed");
        Peer.same(3, placed.partitions().get(0).leader().id(), "where partition 0 was placed");
        Peer.same(2, placed.partitions().get(1).leader().id(), "where partition 1 was placed");
    }

    private void describesSettings() throws Exception {
        ConfigResource topic = new ConfigResource(TOPIC, "set");
        ConfigResource broker = new ConfigResource(BROKER, "2");
        Map<ConfigResource, Config> found = admin.describeConfigs(List.of(topic, broker),
                new DescribeConfigsOptions().includeSynonyms(true).includeDocumentation(true)).all().get();

        ConfigEntry retention = found.get(topic).get("retention.ms");
        Peer.same("3600000", retention.value(), "retention.ms");
        Peer.same(ConfigSource.DYNAMIC_TOPIC_CONFIG, retention.source(), "its source");
        Peer.same(ConfigEntry.ConfigType.LONG, retention.type(), "its type");
        Peer.check(!retention.documentation().isBlank(), "its documentation");
        ConfigEntry segment = found.get(topic).get("segment.bytes");
        Peer.same("1048576", segment.value(), "segment.bytes, as the command line set it");
        Peer.same(ConfigSource.STATIC_BROKER_CONFIG, segment.source(), "its source");
        Peer.same(ConfigSource.DEFAULT_CONFIG, found.get(topic).get("flush.ms").source(), "the source of flush.ms");
        Peer.same("2", found.get(broker).get("node.id").value(), "node.id");
        Peer.same("1048576", found.get(broker).get("log.segment.bytes").value(), "log.segment.bytes");
    }

    private void deletesTopics(Uuid id) throws Exception {
        admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all().get();
        admin.deleteTopics(List.of("placed", "by-default")).all().get();
        Peer.eventually(Set.of(), () -> admin.listTopics().names().get(), "topics that are left");
        Peer.refused(UnknownTopicIdException.class,
                () -> admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all().get());
    }
}
