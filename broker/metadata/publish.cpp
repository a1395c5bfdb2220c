#include "broker/metadata/publish.h"
