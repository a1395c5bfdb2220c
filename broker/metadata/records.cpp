#include "broker/metadata/records.h"
