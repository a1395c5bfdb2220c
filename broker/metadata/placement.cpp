#include "broker/metadata/placement.h"
