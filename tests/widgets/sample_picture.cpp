#include "tests/widgets/sample_picture.h"

#include <algorithm>

namespace sample {

using widgets::MapPicture;
using Kind = MapPicture::CellKind;

namespace {

MapPicture::Cell cell(int partition, Kind kind) {
    return {.partition = broker::PartitionIndex(partition), .kind = kind};
}

/// A letter a partition: L leader, f follower in sync, o out of sync, x offline, p preferred and not leader.
MapPicture::Group group(const std::string& topic, int hue, const std::string& letters) {
    MapPicture::Group made{.topic = QString::fromStdString(topic), .hue = hue, .cells = {}};
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const char letter = letters[i];
        const Kind kind = letter == 'L'   ? Kind::kLeader
                          : letter == 'o' ? Kind::kOutOfSync
                          : letter == 'x' ? Kind::kOffline
                                          : Kind::kInSync;
        made.cells.push_back(cell(static_cast<int>(i), kind));
        made.cells.back().isPreferred = letter == 'p';
    }
    return made;
}

MapPicture::Flow flow(std::size_t client, std::size_t broker, bool isProducer, int hue, double rate) {
    return {.client = client,
            .broker = broker,
            .isProducer = isProducer,
            .hue = hue,
            .bytesPerSecond = rate,
            .bytes = 1};
}

MapPicture::Link link(std::size_t from, std::size_t to, double rate) {
    MapPicture::Link made;
    made.from = from;
    made.to = to;
    made.title = QStringLiteral("Broker %1 – broker %2").arg(from + 1).arg(to + 1);
    made.bytesPerSecond = rate;
    made.forwardBytes = made.backwardBytes = 1;
    return made;
}

}  // namespace

MapPicture classroom(bool brokerThreeIsDead) {
    const bool dead = brokerThreeIsDead;
    MapPicture picture;
    picture.producers = {{"web-shop", "web-shop", "→ orders", "1.0 MB/s · librdkafka 2.0.2", 0},
                         {"cashier", "cashier", "→ payments", "320 kB/s", 1},
                         {"tracker", "tracker", "→ clicks", "84 kB/s", 2}};
    picture.consumers = {{"billing", "billing", "← orders", "640 kB/s", 0},
                         {"analytics", "analytics", "← clicks", "84 kB/s", 2},
                         {"kcat", "kcat", "← payments +1", "12 kB/s", 1}};
    picture.brokers = {
        {.id = broker::BrokerId(1),
         .title = "Broker 1",
         .shortTitle = "1",
         .subtitle = "rack a · 1.1 MB/s in",
         .isController = true,
         .logShare = 0.47,
         .foot = "5 leaders · 10 replicas",
         .secondFoot = "46.1 MB · 14 connections",
         .whyNoRestart = {},
         .groups = {group("orders", 0, "LfLf"), group("payments", 1, "fLf"), group("clicks", 2, "Lf"),
                    group("audit", 3, "L")}},
        {.id = broker::BrokerId(2),
         .title = "Broker 2",
         .shortTitle = "2",
         .subtitle = "rack b · 0.8 MB/s in",
         .logShare = 0.5,
         .foot = "5 leaders · 10 replicas",
         .secondFoot = "48.0 MB · 14 connections",
         .whyNoRestart = {},
         .groups = {group("orders", 0, "fLfL"), group("payments", 1, "LfL"), group("clicks", 2, "pL"),
                    group("audit", 3, "f")}},
        {.id = broker::BrokerId(3),
         .title = "Broker 3",
         .shortTitle = "3",
         .subtitle = dead ? "killed 10 s ago" : "rack c · 0.7 MB/s in",
         .tone = dead ? MapPicture::Tone::kBad : MapPicture::Tone::kDim,
         .isAlive = !dead,
         .logShare = 0.31,
         .foot = dead ? "10 replicas out of sync" : "0 leaders · 10 replicas",
         .secondFoot = "30.2 MB",
         .whyNoRestart = {},
         .groups = {group("orders", 0, dead ? "xxxx" : "ofof"), group("payments", 1, dead ? "xxx" : "fff"),
                    group("clicks", 2, dead ? "xx" : "ff"), group("audit", 3, dead ? "x" : "o")}}};
    picture.flows = {flow(0, 0, true, 0, 600e3),  flow(0, 1, true, 0, 400e3), flow(1, 0, true, 1, 90e3),
                     flow(1, 1, true, 1, 230e3),  flow(2, 0, true, 2, 84e3),  flow(0, 0, false, 0, 300e3),
                     flow(0, 1, false, 0, 340e3), flow(1, 0, false, 2, 44e3), flow(1, 1, false, 2, 40e3),
                     flow(2, 1, false, 1, 12e3)};
    picture.links = {link(0, 1, 420e3), link(0, 2, dead ? 0 : 300e3), link(1, 2, dead ? 0 : 200e3)};
    picture.links[1].isBroken = picture.links[2].isBroken = dead;
    return picture;
}

MapPicture troubled() {
    MapPicture picture = classroom(false);
    picture.links[0].forward = MapPicture::LinkTrouble::kSlow;
    picture.links[0].badge = QStringLiteral("1→2 200 ms");
    picture.links[1].forward = picture.links[1].backward = MapPicture::LinkTrouble::kCut;
    picture.links[1].badge = QStringLiteral("cut");
    picture.links[2].backward = MapPicture::LinkTrouble::kResetting;
    picture.links[2].badge = QStringLiteral("3→2 resets");
    picture.brokers[0].fromClients = picture.brokers[0].toClients = MapPicture::LinkTrouble::kCut;
    picture.brokers[0].clients = QStringLiteral("clients: cut");
    picture.brokers[1].disk = QStringLiteral("full");
    picture.brokers[1].diskTone = MapPicture::Tone::kBad;
    picture.brokers[2].isFrozen = true;
    picture.brokers[2].subtitle = QStringLiteral("frozen 12 s ago");
    picture.brokers[2].tone = MapPicture::Tone::kWarning;
    return picture;
}

MapPicture many(const Size& size) {
    MapPicture picture;
    for (int b = 0; b < size.brokers; ++b) {
        MapPicture::Broker card;
        card.id = broker::BrokerId(b + 1);
        card.title = QStringLiteral("Broker %1").arg(b + 1);
        card.shortTitle = QString::number(b + 1);
        card.subtitle =
            QStringLiteral("rack %1 · %2 kB/s in").arg(QChar(u'a' + b % 3)).arg(100 + b * 37 % 900);
        card.isController = b == 0;
        card.logShare = 0.2 + b % 5 * 0.15;
        card.secondFoot = QStringLiteral("12.4 MB · 9 connections");
        for (int t = 0; t < size.topics; ++t) {
            const std::string topic = "topic-" + std::to_string(t);
            MapPicture::Group made{.topic = QString::fromStdString(topic), .hue = t % 8, .cells = {}};
            for (int p = 0; p < size.partitions; ++p)
                for (int r = 0; r < std::min(size.replicas, size.brokers); ++r)
                    if ((p + t + r) % size.brokers == b)
                        made.cells.push_back(cell(p, r == 0 ? Kind::kLeader : Kind::kInSync));
            if (!made.cells.empty()) card.groups.push_back(std::move(made));
        }
        card.foot = QStringLiteral("%1 topics").arg(card.groups.size());
        picture.brokers.push_back(std::move(card));
        for (int other = 0; other < b && size.brokers <= 9; ++other) {
            picture.links.push_back(
                link(static_cast<std::size_t>(other), static_cast<std::size_t>(b), 50e3 * b));
            if (!size.hasTrouble) continue;
            picture.links.back().forward = picture.links.back().backward = MapPicture::LinkTrouble::kCut;
            picture.links.back().badge = QStringLiteral("cut");
        }
    }
    for (int c = 0; c < size.clients; ++c) {
        const QString name = QStringLiteral("client-%1").arg(c);
        picture.producers.push_back({name.toStdString(), name, "→ topic-0", "120 kB/s", c % 8});
        picture.consumers.push_back({name.toStdString() + "-in", name, "← topic-1", "80 kB/s", (c + 3) % 8});
        for (int b = 0; b < size.brokers; ++b) {
            const auto client = static_cast<std::size_t>(c);
            const auto at = static_cast<std::size_t>(b);
            picture.flows.push_back(flow(client, at, true, c % 8, 1e3 * (1 + c * 50 + b)));
            picture.flows.push_back(flow(client, at, false, (c + 3) % 8, 1e3 * (1 + b * 50 + c)));
        }
    }
    return picture;
}

}  // namespace sample
