import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Who owns what, by assignor: the worked examples W2 to W5 with real members, and who keeps what when one joins. */
final class AssignorScenario {
    private final String servers;
    private final Admin admin;
    private int groups;

    private AssignorScenario(String servers, Admin admin) {
        this.servers = servers;
        this.admin = admin;
    }

    static void run(String servers) throws Exception {
        try (Admin admin = Admin.create(Peer.settings(servers))) {
            AssignorScenario scenario = new AssignorScenario(servers, admin);
            scenario.topic("ten", 10);
            scenario.topic("seven", 7);
            List<String> tens = new ArrayList<>();
            for (int i = 0; i < 10; ++i) {
                tens.add("ten" + i);
                scenario.topic("ten" + i, 10);
            }
            scenario.w2(tens);
            scenario.w3();
            scenario.w4();
            scenario.w5();
            scenario.cooperativeMovesOnlyWhatMustMove();
        }
    }

    private void topic(String name, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 3))).all().get();
    }

    private Member member(String group, String clientId, String assignor, List<String> topics) {
        return new Member(servers, group, clientId, topics, "partition.assignment.strategy", Member.assignor(assignor));
    }

    /** Clients c0, c1 … with these topics. They join one after another, since what is sticky depends on that. */
    private List<Member> members(String assignor, List<List<String>> topics) throws Exception {
        String group = "assigned" + groups++;
        List<Member> members = new ArrayList<>();
        for (List<String> theirs : topics) {
            members.add(member(group, "c" + members.size(), assignor, theirs));
            if (assignor.equals("Sticky"))
                for (Member each : members) Peer.eventually(true, () -> each.ownedCount() > 0, "it owns something");
        }
        return members;
    }

    private static List<String> owned(Collection<Member> members) {
        return members.stream().map(Member::owned).toList();
    }

    private static void leave(Collection<Member> members) throws Exception {
        for (Member member : members) member.close();
    }

    /** What members with these topics come to own, as "t0p0 t0p1". */
    private void owns(String assignor, List<List<String>> topics, String... expected) throws Exception {
        List<Member> members = members(assignor, topics);
        Peer.eventually(Arrays.asList(expected), () -> owned(members), assignor);
        leave(members);
    }

    private void ownsCounts(String assignor, List<List<String>> topics, Integer... expected) throws Exception {
        List<Member> members = members(assignor, topics);
        Peer.eventually(Arrays.asList(expected), () -> members.stream().map(Member::ownedCount).toList(), assignor);
        leave(members);
    }

    private void w2(List<String> tens) throws Exception {
        List<String> ten = List.of("ten");
        owns("Range", List.of(ten, ten, ten), "tenp0 tenp1 tenp2 tenp3", "tenp4 tenp5 tenp6", "tenp7 tenp8 tenp9");
        ownsCounts("Range", List.of(tens, tens, tens), 40, 30, 30);
        ownsCounts("RoundRobin", List.of(tens, tens, tens), 34, 33, 33);
    }

    private void w3() throws Exception {
        List<String> seven = List.of("seven");
        owns("Range", List.of(seven, seven, seven), "sevenp0 sevenp1 sevenp2", "sevenp3 sevenp4", "sevenp5 sevenp6");
        owns("RoundRobin", List.of(seven, seven, seven), "sevenp0 sevenp3 sevenp6", "sevenp1 sevenp4", "sevenp2 sevenp5");
    }

    private void w4() throws Exception {
        topic("w0", 3);
        topic("w1", 3);
        List<String> both = List.of("w0", "w1");
        owns("RoundRobin", List.of(both, both, both), "w0p0 w1p0", "w0p1 w1p1", "w0p2 w1p2");
    }

    private void w5() throws Exception {
        for (int i = 0; i < 3; ++i) topic("t" + i, i + 1);
        List<List<String>> topics = List.of(List.of("t0"), List.of("t0", "t1"), List.of("t0", "t1", "t2"));
        String c2 = "t1p1 t2p0 t2p1 t2p2";
        owns("Range", topics, "t0p0", "t1p0", c2);

        List<Member> roundRobin = members("RoundRobin", topics);
        Peer.eventually(List.of("t0p0", "t1p0", c2), () -> owned(roundRobin), "round-robin");
        Peer.same(3, stayed(roundRobin, List.of("t0p0 t1p1", "t1p0 t2p0 t2p1 t2p2")), "stayed put");

        List<Member> sticky = members("Sticky", topics);
        Peer.eventually(List.of("t0p0", "t1p0 t1p1", "t2p0 t2p1 t2p2"), () -> owned(sticky), "sticky");
        Peer.same(5, stayed(sticky, List.of("t0p0 t1p0 t1p1", "t2p0 t2p1 t2p2")), "stayed put");
    }

    /** The first one leaves, the others come to own what is expected. How many partitions they had before. */
    private int stayed(List<Member> members, List<String> expected) throws Exception {
        List<String> before = owned(members);
        members.get(0).close();
        List<Member> rest = members.subList(1, members.size());
        Peer.eventually(expected, () -> owned(rest), "after c0 left");
        int count = 0;
        for (int i = 0; i < rest.size(); ++i) {
            Set<String> kept = new TreeSet<>(List.of(rest.get(i).owned().split(" ")));
            kept.retainAll(List.of(before.get(i + 1).split(" ")));
            count += kept.size();
        }
        leave(rest);
        return count;
    }

    private void cooperativeMovesOnlyWhatMustMove() throws Exception {
        topic("shared", 6);
        List<String> shared = List.of("shared");
        List<Member> members = members("CooperativeSticky", List.of(shared, shared));
        Peer.eventually(List.of(3, 3), () -> members.stream().map(Member::ownedCount).toList(), "two members");
        Map<Member, Integer> before = new HashMap<>();
        for (Member member : members) before.put(member, member.revoked());
        Member third = member("assigned" + (groups - 1), "c2", "CooperativeSticky", shared);
        Peer.eventually(2, third::ownedCount, "the third");
        for (Member member : members) {
            Peer.eventually(2, member::ownedCount, "what is left");
            Peer.same(1, member.revoked() - before.get(member), "partitions that had to be given up");
        }
        third.close();
        leave(members);

        // Eagerly everything is given up each time.
        List<Member> eager = members("Range", List.of(shared, shared));
        Peer.eventually(List.of(3, 3), () -> eager.stream().map(Member::ownedCount).toList(), "two members");
        int revoked = eager.get(0).revoked();
        Member late = member("assigned" + (groups - 1), "c2", "Range", shared);
        Peer.eventually(2, late::ownedCount, "the third");
        Peer.eventually(3, () -> eager.get(0).revoked() - revoked, "partitions given up");
        late.close();
        leave(eager);
    }
}
