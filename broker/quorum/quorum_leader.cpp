#include "broker/quorum/quorum.h"
