#include "CProbing.h"
