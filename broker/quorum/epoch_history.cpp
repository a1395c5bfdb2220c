#include "broker/quorum/epoch_history.h"
