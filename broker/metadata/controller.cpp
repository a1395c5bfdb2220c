#include "broker/metadata/controller.h"
