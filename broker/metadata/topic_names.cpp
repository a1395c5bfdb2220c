#include "broker/metadata/topic_names.h"
