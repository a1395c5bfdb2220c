#include "broker/metadata/tell.h"
