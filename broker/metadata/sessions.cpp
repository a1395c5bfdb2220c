#include "broker/metadata/sessions.h"

namespace broker::metadata {

void BrokerSessions::touch(BrokerId broker, BrokerEpoch epoch, Offset metadataOffset, world::Moment now) {
    Contact& contact = m_contacts[broker];
    if (contact.epoch != epoch) contact = {.epoch = epoch};
    contact.at = now;
    contact.metadataOffset = std::max(contact.metadataOffset, metadataOffset);
}

bool BrokerSessions::isValid(BrokerId broker, BrokerEpoch epoch, world::Moment now) const {
    const auto at = m_contacts.find(broker);
    return at != m_contacts.end() && at->second.epoch == epoch && now < at->second.at + m_timeout;
}

std::optional<world::Moment> BrokerSessions::endOf(BrokerId broker) const {
    const auto at = m_contacts.find(broker);
    if (at == m_contacts.end()) return std::nullopt;
    return at->second.at + m_timeout;
}

Offset BrokerSessions::metadataOffset(BrokerId broker) const {
    const auto at = m_contacts.find(broker);
    return at == m_contacts.end() ? Offset{-1} : at->second.metadataOffset;
}

Offset BrokerSessions::leaveAfter(BrokerId broker, Offset orElse) {
    const auto at = m_contacts.find(broker);
    if (at == m_contacts.end()) return orElse;
    if (!at->second.leaveAfter) at->second.leaveAfter = orElse;
    return *at->second.leaveAfter;
}

Offset BrokerSessions::returnAfter(BrokerId broker, Offset orElse) {
    Contact& contact = m_contacts[broker];
    if (!contact.returnAfter) contact.returnAfter = orElse;
    return *contact.returnAfter;
}

}  // namespace broker::metadata
