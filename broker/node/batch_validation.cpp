#include "broker/node/batch_validation.h"

#include <algorithm>
#include <utility>

#include "broker/wire/record_batch.h"
#include "broker/wire/record_batch_recompression.h"

namespace broker::node {
namespace {

using Verdict = BatchToValidate::Verdict;

/// Of what does not even have a header: none. It is refused at a glance.
wire::Codec codecOf(ByteView records) {
    const Result<wire::BatchView> batch = wire::parseBatch(records);
    return batch ? batch->header.codec().value_or(wire::Codec::kNone) : wire::Codec::kNone;
}

bool isToBeRecompressed(const BatchToValidate& batch) {
    return batch.rules.storedCodec && codecOf(batch.records) != *batch.rules.storedCodec;
}

Result<void> recompress(BatchToValidate& batch, wire::ProducedBatch& produced) {
    ASSIGN_OR_RETURN(Bytes packed,
                     wire::recompress(produced.batch, *batch.rules.storedCodec, batch.rules.outputCap));
    if (packed.size() > batch.rules.maxMessageBytes)
        return failure(ErrorCode::kMessageTooLarge,
                       "{} bytes once it is stored with {}: the topic takes {} at most", packed.size(),
                       wire::codecName(*batch.rules.storedCodec), batch.rules.maxMessageBytes);
    batch.recompressed = std::move(packed);
    ASSIGN_OR_RETURN(produced.batch, wire::parseBatch(*batch.recompressed));
    return {};
}

/// However long it takes.
void validate(BatchToValidate& batch) {
    batch.verdict = wire::validateProducedBatch(batch.records, batch.rules);
    if (!*batch.verdict || !isToBeRecompressed(batch)) return;
    if (Result<void> done = recompress(batch, **batch.verdict); !done)
        batch.verdict = std::unexpected(wire::ProduceRejection{std::move(done).error(), {}});
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
        if (isToBeRecompressed(batch)) {
            all = false;
            continue;
        }
        if (codecOf(batch.records) != wire::Codec::kNone)
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
                if (!batch.verdict) validate(batch);
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
