#include "broker/node/batch_validation.h"

#include <algorithm>
#include <utility>

#include "broker/wire/record_batch.h"

namespace broker::node {
namespace {

using Verdict = BatchToValidate::Verdict;

/// What does not even have a header is refused at a glance.
bool isCompressed(ByteView records) {
    const Result<wire::BatchView> batch = wire::parseBatch(records);
    return batch && batch->header.codec() != wire::Codec::kNone;
}

/// Nothing: it unpacks to more than `outputLeft`, from which what it unpacks to is taken.
std::optional<Verdict> tryCompressed(const BatchToValidate& batch, std::size_t& outputLeft) {
    if (batch.records.size() > BatchValidation::kQuickBytes || outputLeft == 0) return std::nullopt;
    wire::ProduceRules rules = batch.rules;
    rules.outputCap = std::min(rules.outputCap, outputLeft);
    Verdict verdict = wire::validateProducedBatch(batch.records, rules);
    const bool isCut = !verdict && verdict.error().error.code == ErrorCode::kMessageTooLarge &&
                       batch.records.size() <= rules.maxMessageBytes &&
                       rules.outputCap < batch.rules.outputCap;
    // How far the validation of a refused one got is not known.
    outputLeft -= verdict ? std::min<std::size_t>(outputLeft, verdict->uncompressedSize) : outputLeft;
    if (isCut) return std::nullopt;
    return verdict;
}

}  // namespace

BatchValidation::BatchValidation(world::Work& work, std::size_t mostBytesHeld)
    : m_work(work)
    , m_mostBytesHeld(mostBytesHeld) {}

bool BatchValidation::hasRoomFor(const Bytes& frame) const {
    return m_bytesHeld == 0 || m_bytesHeld + frame.size() <= m_mostBytesHeld;
}

void BatchValidation::refuseRest(std::vector<BatchToValidate>& batches) {
    for (BatchToValidate& batch : batches)
        if (!batch.verdict)
            batch.verdict = std::unexpected(wire::ProduceRejection{
                {ErrorCode::kRequestTimedOut, "too many batches wait to be unpacked: try again"}, {}});
}

bool BatchValidation::validateQuickOnes(std::vector<BatchToValidate>& batches) {
    std::size_t outputLeft = kQuickOutput;
    bool all = true;
    for (BatchToValidate& batch : batches) {
        if (batch.verdict) continue;
        if (isCompressed(batch.records))
            batch.verdict = tryCompressed(batch, outputLeft);
        else
            batch.verdict = wire::validateProducedBatch(batch.records, batch.rules);
        all = all && batch.verdict;
    }
    return all;
}

void BatchValidation::validateAway(std::shared_ptr<const Bytes> frame, std::vector<BatchToValidate> batches,
                                   world::Completion<std::vector<BatchToValidate>> done) {
    m_bytesHeld += frame->size();
    m_waiting.push_back({std::move(frame), std::move(batches), std::move(done)});
    if (!m_isBusy) begin();
}

void BatchValidation::begin() {
    Job next = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_isBusy = true;
    const std::size_t size = next.frame->size();
    m_running = m_work.run<std::vector<BatchToValidate>>(
        [frame = std::move(next.frame), batches = std::move(next.batches)]() mutable {
            for (BatchToValidate& batch : batches)
                if (!batch.verdict) batch.verdict = wire::validateProducedBatch(batch.records, batch.rules);
            return std::move(batches);
        },
        [this, size, done = std::move(next.done)](std::vector<BatchToValidate> batches) mutable {
            m_isBusy = false;
            m_bytesHeld -= size;
            if (!m_waiting.empty()) begin();
            // Last, because whoever is called may destroy this.
            done(std::move(batches));
        });
}

}  // namespace broker::node
