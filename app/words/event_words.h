#pragma once

#include <QString>

#include "app/words/engine_words.h"
#include "broker/observe/event.h"

namespace app {

/// The event as a sentence in the window's language. The English patterns stand in broker/observe/event.h
/// only; their translations in the context "Events", filled from that table by `translatable_words`.
QString tellEvent(const broker::observe::Event& event);

/// What the event was, without the arguments that its place already tells: "Leader elected".
QString eventTitle(broker::observe::EventKind kind);

/// A few words for beside a mark: "Leader elected · orders-2".
QString eventLabel(const broker::observe::Event& event);

QString laneName(broker::observe::Lane lane);

}  // namespace app
