#include "broker/metadata/image.h"
