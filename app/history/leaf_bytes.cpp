#include "app/history/leaf_bytes.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QtEndian>

#include "app/history/leaf_fields.h"
#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"

namespace app {
namespace {

using leaf_fields::fields;

/// Of all nodes together.
constexpr std::int8_t kVersion = 1;
/// The first byte: what follows is as it is, or compressed.
constexpr char kPlain = 'p';
constexpr char kCompressed = 'c';
constexpr qsizetype kWorthCompressing = 256;
/// What a compressed leaf may grow to.
constexpr quint32 kMostBytes = 16 << 20;

template <class T>
concept StrongNumber = requires { typename T::Representation; };

class Encoder {
public:
    template <class... Fields>
    void operator()(const Fields&... all) {
        (one(all), ...);
    }
    broker::Bytes take() { return m_out.take(); }

private:
    void one(bool value) { m_out.boolean(value); }
    void one(const std::string& value) {
        m_out.unsignedVarlong(value.size());
        m_out.text(value);
    }
    void one(const broker::Uuid& value) { m_out.uuid(value); }

    template <class T>
    void one(const T& value) {
        if constexpr (std::is_enum_v<T>)
            m_out.unsignedVarlong(static_cast<std::uint64_t>(value));
        else if constexpr (std::is_unsigned_v<T>)
            m_out.unsignedVarlong(value);
        else if constexpr (std::is_integral_v<T>)
            m_out.varlong(value);
        else if constexpr (StrongNumber<T>)
            m_out.varlong(value.value());
        else
            fields(*this, value);
    }
    template <class T>
    void one(const std::vector<T>& values) {
        m_out.unsignedVarlong(values.size());
        for (const T& value : values) one(value);
    }
    template <class K, class V>
    void one(const std::map<K, V>& values) {
        m_out.unsignedVarlong(values.size());
        for (const auto& [key, value] : values) (*this)(key, value);
    }
    template <class T>
    void one(const std::optional<T>& value) {
        m_out.boolean(value.has_value());
        if (value) one(*value);
    }
    template <class T>
    void one(const std::shared_ptr<const T>& value) {
        m_out.boolean(value != nullptr);
        if (value) one(*value);
    }

    broker::ByteWriter m_out;
};

/// What a file gives is hostile: nothing is allocated that its bytes cannot hold.
class Decoder {
public:
    explicit Decoder(broker::ByteView bytes)
        : m_in(bytes) {}

    template <class... Fields>
    void operator()(Fields&... all) {
        (one(all), ...);
    }
    bool isWhole() const { return !m_in.failed() && m_in.atEnd(); }

private:
    void one(bool& value) { value = m_in.boolean(); }
    void one(std::string& value) {
        const broker::ByteView text = m_in.bytes(m_in.unsignedVarlong());
        value.assign(reinterpret_cast<const char*>(text.data()), text.size());
    }
    void one(broker::Uuid& value) { value = m_in.uuid(); }

    template <class T>
    void one(T& value) {
        if constexpr (std::is_enum_v<T> || std::is_unsigned_v<T>)
            value = static_cast<T>(m_in.unsignedVarlong());
        else if constexpr (std::is_integral_v<T>)
            value = static_cast<T>(m_in.varlong());
        else if constexpr (StrongNumber<T>)
            value = T(static_cast<typename T::Representation>(m_in.varlong()));
        else
            fields(*this, value);
    }
    template <class T>
    void one(std::vector<T>& values) {
        const std::uint64_t count = m_in.unsignedVarlong();
        if (!m_in.takeBudget(count, sizeof(T))) return;
        values.resize(count);
        for (T& value : values) one(value);
    }
    template <class K, class V>
    void one(std::map<K, V>& values) {
        const std::uint64_t count = m_in.unsignedVarlong();
        if (!m_in.takeBudget(count, sizeof(K) + sizeof(V))) return;
        for (std::uint64_t i = 0; i < count && !m_in.failed(); ++i) {
            K key{};
            one(key);
            one(values[std::move(key)]);
        }
    }
    template <class T>
    void one(std::optional<T>& value) {
        if (!m_in.boolean()) return;
        one(value.emplace());
    }
    template <class T>
    void one(std::shared_ptr<const T>& value) {
        if (!m_in.boolean() || !m_in.takeBudget(1, sizeof(T))) return;
        auto made = std::make_shared<T>();
        one(*made);
        value = std::move(made);
    }

    broker::ByteReader m_in;
};

}  // namespace

template <class Leaf>
QByteArray encodeLeaf(const Leaf& leaf) {
    Encoder encoder;
    encoder(kVersion, leaf);
    const broker::Bytes bytes = encoder.take();
    const QByteArray plain(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    return plain.size() < kWorthCompressing ? kPlain + plain : kCompressed + qCompress(plain, 1);
}

template <class Leaf>
bool decodeLeaf(const QByteArray& bytes, Leaf& leaf) {
    if (bytes.isEmpty()) return false;
    QByteArray plain = bytes.mid(1);
    if (bytes[0] == kCompressed) {
        // Qt writes the size before it; what claims more is none of ours.
        if (plain.size() < 4 || qFromBigEndian<quint32>(plain.constData()) > kMostBytes) return false;
        plain = qUncompress(plain);
    }
    Decoder decoder(
        {reinterpret_cast<const std::uint8_t*>(plain.constData()), static_cast<std::size_t>(plain.size())});
    std::int8_t version = 0;
    decoder(version);
    if (version != kVersion) return false;
    decoder(leaf);
    return decoder.isWhole();
}

#define X(Leaf)                                  \
    template QByteArray encodeLeaf(const Leaf&); \
    template bool decodeLeaf(const QByteArray&, Leaf&);
BROKERSCOPE_LEAVES(X)
#undef X

}  // namespace app
