// libFuzzer as a library (llvm.org/docs/LibFuzzer.html): it comes with the Swift toolchain and has no header of its own.
#pragma once
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*feed)(const uint8_t *bytes, size_t count));
