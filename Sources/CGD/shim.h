#ifndef PORTPASS_CGD_H
#define PORTPASS_CGD_H

#include <gd.h>

// Declared here and not by _GNU_SOURCE, which gives the system's types other members than they have in the module that Swift has of
// them: the two then meet in one program and are refused.
extern int memfd_create(const char *name, unsigned int flags);

// A file without a name, in memory. Returns a descriptor, or -1.
static inline int portpass_memory_file(void) { return memfd_create("picture", 1U /* MFD_CLOEXEC */); }

#endif
