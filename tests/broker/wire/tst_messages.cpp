#include <QtTest/QtTest>

#include <algorithm>
#include <string>
#include <vector>

#include "broker/wire/message.h"
#include "broker/wire/messages/all.h"
#include "broker/wire/registry.h"
#include "tests/broker/wire/allocation_counter.h"
#include "tests/broker/wire/message_samples.h"
#include "tests/broker/wire/message_vectors.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;

namespace {

Bytes fromHex(const char* hex) {
    const QByteArray raw = QByteArray::fromHex(hex);
    return {raw.begin(), raw.end()};
}

std::string firstWord(const std::string& text) { return text.substr(0, text.find(' ')); }

void flatten(const InspectedField& parent, const std::string& path, std::vector<std::string>& words) {
    for (const InspectedField& field : parent.children) {
        const bool isElement = field.name.starts_with('[');
        const std::string here = path.empty() || isElement ? path + field.name : path + "." + field.name;
        const bool isContainer = field.type.starts_with("[]") || !field.children.empty();
        if (!isContainer || field.value == "null") words.push_back(here + "=" + firstWord(field.value));
        flatten(field, here, words);
    }
}

std::string joined(std::vector<std::string> words) {
    std::ranges::sort(words);
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

}  // namespace

class TestMessages : public QObject {
    Q_OBJECT

private slots:
    void bytesOfKafkaAreReadFieldByField_data() { addVectors(); }
    void bytesOfKafkaAreReadFieldByField() {
        QFETCH(int, index);
        const MessageVector& vector = messageVectors()[static_cast<std::size_t>(index)];
        const NamedMessage message = findMessage(vector.name);
        QVERIFY(message.info != nullptr);
        const Bytes bytes = fromHex(vector.hex);
        ByteReader reader(bytes);
        AnyStruct read(*message.info);
        InspectedField root;
        InspectionRecorder recorder(root);
        decodeStruct(reader, *message.info, read.get(), message.layout(vector.version), &recorder);
        QVERIFY2(reader.status().has_value(), reader.failed() ? reader.status().error().detail.c_str() : "");
        QVERIFY(reader.atEnd());
        std::vector<std::string> words;
        flatten(root, {}, words);
        QCOMPARE(QString::fromStdString(joined(words)), QString(vector.fields));
    }

    void bytesOfKafkaAreWrittenAsTheyWere_data() { addVectors(); }
    void bytesOfKafkaAreWrittenAsTheyWere() {
        QFETCH(int, index);
        const MessageVector& vector = messageVectors()[static_cast<std::size_t>(index)];
        const NamedMessage message = findMessage(vector.name);
        QVERIFY(message.info != nullptr);
        const Bytes bytes = fromHex(vector.hex);
        ByteReader reader(bytes);
        AnyStruct read(*message.info);
        decodeStruct(reader, *message.info, read.get(), message.layout(vector.version));
        ByteWriter writer;
        encodeStruct(writer, *message.info, read.get(), message.layout(vector.version), nullptr);
        const Bytes written = writer.take();
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(written.data()), int(written.size())).toHex(),
                 QByteArray(vector.hex));
    }

    void everyDescribedMessageHasAVector() {
        std::vector<std::string> missing;
        const auto check = [&](const char* name) {
            const bool found = std::ranges::any_of(
                messageVectors(), [&](const MessageVector& v) { return std::string_view(v.name) == name; });
            if (!found) missing.push_back(name);
        };
        for (const ApiDescription& api : describedApis()) {
            check(api.request().name);
            check(api.response().name);
        }
        QCOMPARE(missing.size(), std::size_t{0});
    }

    void everyMessageAndVersionComesBackEqual_data() {
        QTest::addColumn<int>("key");
        for (const ApiDescription& api : describedApis())
            QTest::newRow(std::string(apiName(api.key)).c_str()) << static_cast<int>(api.key);
    }
    void everyMessageAndVersionComesBackEqual() {
        QFETCH(int, key);
        const ApiDescription& api = *findDescription(static_cast<ApiKey>(key));
        Random random(static_cast<std::uint64_t>(key) + 1);
        const Bytes pool(100, 0xab);
        for (std::int16_t version = api.versions.first; version <= api.versions.last; ++version) {
            for (int round = 0; round < 60; ++round) {
                const StructInfo& info = round % 2 == 0 ? api.request() : api.response();
                AnyStruct sent(info), received(info);
                fillRandomly(info, sent.get(), api.layout(version), random, pool);
                ByteWriter writer;
                encodeStruct(writer, info, sent.get(), api.layout(version), nullptr);
                ByteReader reader(writer.view());
                decodeStruct(reader, info, received.get(), api.layout(version));
                QVERIFY2(reader.status().has_value(),
                         reader.failed() ? reader.status().error().detail.c_str() : "");
                QVERIFY(reader.atEnd());
                QVERIFY2(sent == received, fmt::format("{} version {}", info.name, version).c_str());
            }
        }
    }

    void everyShortenedMessageIsRefusedOrSmaller_data() { everyMessageAndVersionComesBackEqual_data(); }
    void everyShortenedMessageIsRefusedOrSmaller() {
        QFETCH(int, key);
        const ApiDescription& api = *findDescription(static_cast<ApiKey>(key));
        Random random(99);
        const Bytes pool(20, 0xcd);
        const Layout layout = api.layout(api.versions.last);
        AnyStruct sent(api.response());
        fillRandomly(api.response(), sent.get(), layout, random, pool);
        ByteWriter writer;
        encodeStruct(writer, api.response(), sent.get(), layout, nullptr);
        for (std::size_t size = 0; size < writer.size(); ++size) {
            ByteReader reader(writer.view().first(size));
            AnyStruct received(api.response());
            decodeStruct(reader, api.response(), received.get(), layout);
            QVERIFY2(reader.failed(), "a message without its last bytes was accepted");
        }
    }

    void damagedMessagesHoldNoMoreMemoryThanTheBudget() {
        Random random(11);
        for (const MessageVector& vector : messageVectors()) {
            const NamedMessage message = findMessage(vector.name);
            for (int round = 0; round < 40; ++round) {
                Bytes bytes = fromHex(vector.hex);
                if (bytes.empty()) continue;
                for (std::uint64_t i = 0; i <= random.below(3); ++i)
                    bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.next());
                const tests::AllocationCounter counter;
                ByteReader reader(bytes);
                AnyStruct read(*message.info);
                decodeStruct(reader, *message.info, read.get(), message.layout(vector.version));
                const std::size_t allowed =
                    bytes.size() * ByteReader::kBudgetFactor + ByteReader::kBudgetBase + message.info->size;
                QVERIFY2(counter.peak() <= allowed, fmt::format("{} bytes", counter.peak()).c_str());
            }
        }
    }

    void aCountAsLargeAsTheInputHoldsNoMoreThanTheBudget() {
        // 200 KB announce 150,000 topics that take 56 bytes each in memory.
        Bytes bytes(200'000);
        bytes[0] = 0xf1, bytes[1] = 0x93, bytes[2] = 0x09;
        const tests::AllocationCounter counter;
        ByteReader reader(bytes);
        QVERIFY(!decodeMessage<MetadataRequest>(reader, 12));
        QVERIFY(counter.peak() <= bytes.size() * ByteReader::kBudgetFactor + ByteReader::kBudgetBase);
    }

private:
    static void addVectors() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const MessageVector& vector : messageVectors())
            QTest::newRow(fmt::format("{} v{}", vector.name, vector.version).c_str()) << index++;
    }
};

BROKERSCOPE_TEST(TestMessages)
#include "tst_messages.moc"
