#ifndef PORTPASS_CGD_H
#define PORTPASS_CGD_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <gd.h>
#include <sys/mman.h>

// A file without a name, in memory. Returns a descriptor, or -1.
static inline int portpass_memory_file(void) { return memfd_create("picture", MFD_CLOEXEC); }

#endif
