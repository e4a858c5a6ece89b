// The XML parser of Debian's libexpat1-dev, as it is: no macros or variadics are needed from it.
#ifndef FAULTLINE_CEXPAT_H
#define FAULTLINE_CEXPAT_H
#include <expat.h>
#endif
