#include "broker/metadata/sessions.h"
