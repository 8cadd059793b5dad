// Moves the clocks of one process: the wall clock, the time since boot, and which boot it is, from a file that a test
// rewrites while the process runs. Loaded by LD_PRELOAD; the file is named by PORTPASS_CLOCK.
//
// What sleeps and waits goes by CLOCK_MONOTONIC, which stays what it is: a week is over at once, and a second takes a second.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct moved {
    int64_t wall;    // seconds
    int64_t uptime;  // seconds
    char boot[37];   // a line; empty for the real one
};

static const struct moved *moved;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("PORTPASS_CLOCK");
    int file = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *place = mmap(NULL, sizeof(struct moved), PROT_READ, MAP_SHARED, file, 0);
    if (place != MAP_FAILED) moved = place;
    close(file);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && moved && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += moved->wall;
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}

// A file of the kernel that says another thing; -1 for every other file.
static int said(const char *path) {
    char text[128];
    int length = 0;
    if (!moved || !path) return -1;
    if (strcmp(path, "/proc/uptime") == 0) {
        struct timespec up;
        syscall(SYS_clock_gettime, CLOCK_BOOTTIME, &up);
        length = snprintf(text, sizeof text, "%lld.%02ld 0.00\n", (long long)(up.tv_sec + moved->uptime), up.tv_nsec / 10000000);
    } else if (strcmp(path, "/proc/sys/kernel/random/boot_id") == 0 && moved->boot[0]) {
        length = snprintf(text, sizeof text, "%.36s\n", moved->boot);
    } else {
        return -1;
    }
    int file = memfd_create("said", MFD_CLOEXEC);
    if (file >= 0 && (write(file, text, (size_t)length) != length || lseek(file, 0, SEEK_SET) != 0)) abort();
    return file;
}

static int opened(const char *name, const char *path, int flags, mode_t mode) {
    int file = said(path);
    if (file >= 0) return file;
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
    return real(path, flags, mode);
}

#define OPEN(NAME)                                                        \
    int NAME(const char *path, int flags, ...) {                          \
        mode_t mode = 0;                                                  \
        if (flags & (O_CREAT | __O_TMPFILE)) {                            \
            va_list more;                                                 \
            va_start(more, flags);                                        \
            mode = va_arg(more, mode_t);                                  \
            va_end(more);                                                 \
        }                                                                 \
        return opened(#NAME, path, flags, mode);                          \
    }

OPEN(open)
OPEN(open64)
