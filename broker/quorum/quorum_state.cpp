#include "broker/quorum/quorum_state.h"
