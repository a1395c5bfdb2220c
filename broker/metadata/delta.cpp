#include "broker/metadata/delta.h"
