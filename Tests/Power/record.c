// Records what a program asks of its disk, in order, so that Tests/EndToEndTests/power.py can replay what a power cut
// would have left of it.
//
//   cc -shared -fPIC -O1 -o record.so record.c -ldl
//   LD_PRELOAD=record.so PORTPASS_POWER_LOG=LOG PORTPASS_POWER_ROOT=DIR portgate …
//
// Every change of a regular file or a folder, of its name or mode, every sync and every write to standard output is one
// entry of LOG. One lock is held over the call and its entry, so that the order of the entries is the order of the calls,
// whatever thread made them; only calls that succeeded are written down, with what they really did. A file is named by its
// inode; only the file system of DIR counts. What this can't follow (mapped writes, synchronous descriptors, copies inside
// the kernel, stdio) is written down as trouble with its path, for the reader to refuse.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind {
    CREATE = 1, WRITE, TRUNCATE, ALLOCATE, SYNC, SYNC_ALL, RENAME, UNLINK, LINK, MKDIR, RMDIR, ACKNOWLEDGE, TROUBLE,
    MARK, // only made by power.py
    CHMOD
};

// As power.py unpacks it: little-endian, without padding.
struct __attribute__((packed)) entry {
    uint32_t length; // of everything, this head included
    uint8_t kind;
    uint64_t inode;
    uint64_t offset; // or the new size
    uint32_t mode;
    uint16_t path_length, other_length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static dev_t device;

// The next library's function of a name; looked up once, at the first call.
#define REAL(name) ((__typeof__(&name))real(#name, &(static_pointer(name))))
#define static_pointer(name) *({ static void *found; &found; })

static void *real(const char *name, void **found) {
    void *known = __atomic_load_n(found, __ATOMIC_ACQUIRE);
    if (!known) {
        known = dlsym(RTLD_NEXT, name);
        if (!known) abort();
        __atomic_store_n(found, known, __ATOMIC_RELEASE);
    }
    return known;
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("PORTPASS_POWER_LOG"), *root = getenv("PORTPASS_POWER_ROOT");
    struct stat status;
    if (!path || !root || stat(root, &status) != 0) return;
    device = status.st_dev;
    int file = REAL(open64)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) abort();
    // Out of the way of programs that expect low numbers.
    log_file = fcntl(file, F_DUPFD_CLOEXEC, 400);
    if (log_file < 0) abort();
    REAL(close)(file);
}

// MARK: The log

static void note_bytes(
    enum kind kind, uint64_t inode, uint64_t offset, uint32_t mode, const char *path, const char *other,
    const struct iovec *parts, int count, size_t length
) {
    struct entry head = {
        .kind = kind, .inode = inode, .offset = offset, .mode = mode, .path_length = path ? strlen(path) : 0,
        .other_length = other ? strlen(other) : 0};
    head.length = sizeof head + head.path_length + head.other_length + length;
    struct iovec all[3 + IOV_MAX] = {
        {&head, sizeof head}, {(void *)path, head.path_length}, {(void *)other, head.other_length}};
    int used = 3;
    for (int index = 0; index < count && length > 0 && used < IOV_MAX; index++, used++) {
        all[used] = parts[index];
        if (all[used].iov_len > length) all[used].iov_len = length;
        length -= all[used].iov_len;
    }
    // One call, so that the entries of two processes never mix.
    if (REAL(writev)(log_file, all, used) != (ssize_t)head.length) abort();
}

static void note(enum kind kind, uint64_t inode, uint64_t offset, uint32_t mode, const char *path, const char *other) {
    note_bytes(kind, inode, offset, mode, path, other, NULL, 0, 0);
}

static void trouble(int file, const char *what) {
    char link[40], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    note(TROUBLE, 0, 0, 0, path, what);
}

static void trouble_at(const char *path, const char *what) { note(TROUBLE, 0, 0, 0, path, what); }

// Whether a descriptor is of a regular file or a folder on the file system that counts.
static int counts(int file, struct stat *status) {
    int before = errno;
    int result = log_file >= 0 && file != log_file && fstat(file, status) == 0 && status->st_dev == device
        && (S_ISREG(status->st_mode) || S_ISDIR(status->st_mode));
    errno = before;
    return result;
}

// The absolute path of a name, its folder's links resolved, the last part as it is.
static void absolute(int folder, const char *path, char out[PATH_MAX]) {
    char joined[2 * PATH_MAX + 2], parent[PATH_MAX];
    if (path[0] == '/') {
        snprintf(joined, sizeof joined, "%s", path);
    } else {
        char base[PATH_MAX] = "";
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) base[0] = 0;
        } else {
            char link[40];
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, base, sizeof base - 1);
            base[length < 0 ? 0 : length] = 0;
        }
        snprintf(joined, sizeof joined, "%s/%s", base, path);
    }
    size_t end = strlen(joined);
    while (end > 1 && joined[end - 1] == '/') joined[--end] = 0;
    char *slash = strrchr(joined, '/');
    const char *name = slash + 1;
    char folder_path[2 * PATH_MAX + 2];
    snprintf(folder_path, sizeof folder_path, "%.*s", (int)(slash == joined ? 1 : slash - joined), joined);
    if (!realpath(folder_path, parent)) snprintf(parent, sizeof parent, "%.*s", PATH_MAX - 1, folder_path);
    if (snprintf(out, PATH_MAX, "%s/%s", strcmp(parent, "/") ? parent : "", name) >= PATH_MAX) abort();
}

// Around a call: the lock, and an errno that is the call's own.
#define ENTER() pthread_mutex_lock(&lock)
#define LEAVE(result) do { int kept = errno; pthread_mutex_unlock(&lock); errno = kept; return result; } while (0)
#define QUIETLY(statement) do { int quiet = errno; statement; errno = quiet; } while (0)

// MARK: Opening

static int opened(int folder, const char *path, int flags, mode_t mode, int (*call)(int, const char *, int, mode_t)) {
    if (log_file < 0 || !(flags & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR))) return call(folder, path, flags, mode);
    ENTER();
    struct stat before, after;
    int existed = 0;
    QUIETLY(existed = fstatat(folder, path, &before, 0) == 0);
    int file = call(folder, path, flags, mode);
    if (file >= 0 && counts(file, &after) && S_ISREG(after.st_mode)) {
        int kept = errno;
        char full[PATH_MAX];
        absolute(folder, path, full);
        if ((flags & O_TMPFILE) == O_TMPFILE) trouble(file, "O_TMPFILE");
        else if (!existed) note(CREATE, after.st_ino, 0, after.st_mode & 07777, full, NULL);
        else if (flags & O_TRUNC) note(TRUNCATE, after.st_ino, 0, 0, full, NULL);
        if (flags & (O_SYNC | O_DSYNC | O_DIRECT)) trouble(file, "a synchronous descriptor");
        errno = kept;
    }
    LEAVE(file);
}

static int call_open(int folder, const char *path, int flags, mode_t mode) {
    return folder == AT_FDCWD ? REAL(open64)(path, flags, mode) : REAL(openat64)(folder, path, flags, mode);
}

#define MODE(flags) ({ \
    mode_t mode = 0; \
    if ((flags) & O_CREAT || ((flags) & O_TMPFILE) == O_TMPFILE) { \
        va_list more; va_start(more, flags); mode = va_arg(more, int); va_end(more); \
    } \
    mode; })

// On 64-bit Linux both names are one function.
int open(const char *path, int flags, ...) { return opened(AT_FDCWD, path, flags, MODE(flags), call_open); }
int open64(const char *path, int flags, ...) { return opened(AT_FDCWD, path, flags, MODE(flags), call_open); }
int openat(int folder, const char *path, int flags, ...) { return opened(folder, path, flags, MODE(flags), call_open); }
int openat64(int folder, const char *path, int flags, ...) { return opened(folder, path, flags, MODE(flags), call_open); }
int __open_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0, call_open); }
int __open64_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0, call_open); }
int __openat_2(int folder, const char *path, int flags) { return opened(folder, path, flags, 0, call_open); }
int __openat64_2(int folder, const char *path, int flags) { return opened(folder, path, flags, 0, call_open); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode, call_open); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

static int temporary(char *path, int suffix, int flags, int (*call)(char *, int, int)) {
    ENTER();
    int file = call(path, suffix, flags);
    struct stat status;
    if (file >= 0 && counts(file, &status)) {
        char full[PATH_MAX];
        absolute(AT_FDCWD, path, full);
        note(CREATE, status.st_ino, 0, status.st_mode & 07777, full, NULL);
    }
    LEAVE(file);
}

static int call_mkostemps(char *path, int suffix, int flags) { return REAL(mkostemps64)(path, suffix, flags); }
int mkstemp(char *path) { return temporary(path, 0, 0, call_mkostemps); }
int mkstemp64(char *path) { return temporary(path, 0, 0, call_mkostemps); }
int mkostemp(char *path, int flags) { return temporary(path, 0, flags, call_mkostemps); }
int mkostemp64(char *path, int flags) { return temporary(path, 0, flags, call_mkostemps); }
int mkstemps(char *path, int suffix) { return temporary(path, suffix, 0, call_mkostemps); }
int mkostemps(char *path, int suffix, int flags) { return temporary(path, suffix, flags, call_mkostemps); }

FILE *fopen(const char *path, const char *mode) {
    if (log_file >= 0 && strpbrk(mode, "wa+")) trouble_at(path, "stdio");
    return REAL(fopen64)(path, mode);
}
FILE *fopen64(const char *path, const char *mode) {
    if (log_file >= 0 && strpbrk(mode, "wa+")) trouble_at(path, "stdio");
    return REAL(fopen64)(path, mode);
}

// MARK: Writing

// Where a write without a place of its own will go.
static off_t place(int file, const struct stat *status) {
    int flags = fcntl(file, F_GETFL);
    return flags >= 0 && flags & O_APPEND ? status->st_size : lseek(file, 0, SEEK_CUR);
}

static void note_written(
    int file, const struct stat *status, int regular, off_t offset, const struct iovec *parts, int count, ssize_t written
) {
    if (written <= 0) return;
    int kept = errno;
    if (regular) note_bytes(WRITE, status->st_ino, offset, 0, NULL, NULL, parts, count, written);
    if (file == STDOUT_FILENO) note_bytes(ACKNOWLEDGE, 0, 0, 0, NULL, NULL, parts, count, written);
    errno = kept;
}

#define WRITING(file, at, parts, count, call) do { \
    struct stat status; \
    int regular = counts(file, &status) && S_ISREG(status.st_mode); \
    if (log_file < 0 || (!regular && (file) != STDOUT_FILENO)) return call; \
    ENTER(); \
    if (regular) (void)counts(file, &status); \
    off_t offset = regular ? (at) : 0; \
    ssize_t written = call; \
    note_written(file, &status, regular, offset, parts, count, written); \
    LEAVE(written); \
} while (0)

// Linux appends what pwrite gives to a descriptor in O_APPEND, whatever the place.
static off_t given(int file, const struct stat *status, off_t offset) {
    int flags = fcntl(file, F_GETFL);
    return flags >= 0 && flags & O_APPEND ? status->st_size : offset;
}

ssize_t write(int file, const void *bytes, size_t length) {
    struct iovec part = {(void *)bytes, length};
    WRITING(file, place(file, &status), &part, 1, REAL(write)(file, bytes, length));
}
ssize_t pwrite(int file, const void *bytes, size_t length, off_t to) {
    struct iovec part = {(void *)bytes, length};
    WRITING(file, given(file, &status, to), &part, 1, REAL(pwrite64)(file, bytes, length, to));
}
ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t to) { return pwrite(file, bytes, length, to); }
ssize_t writev(int file, const struct iovec *parts, int count) {
    WRITING(file, place(file, &status), parts, count, REAL(writev)(file, parts, count));
}
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t to) {
    WRITING(file, given(file, &status, to), parts, count, REAL(pwritev64)(file, parts, count, to));
}
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t to) { return pwritev(file, parts, count, to); }

#define UNFOLLOWED(file, what) do { \
    struct stat status; \
    if (counts(file, &status) && S_ISREG(status.st_mode)) { ENTER(); QUIETLY(trouble(file, what)); pthread_mutex_unlock(&lock); } \
} while (0)

ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
    UNFOLLOWED(to, "sendfile");
    return REAL(sendfile)(to, from, offset, count);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) { return sendfile(to, from, offset, count); }
ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *end, size_t length, unsigned flags) {
    UNFOLLOWED(to, "copy_file_range");
    return REAL(copy_file_range)(from, start, to, end, length, flags);
}

static void mapped(int protection, int flags, int file) {
    if (file >= 0 && protection & PROT_WRITE && (flags & MAP_TYPE) != MAP_PRIVATE) UNFOLLOWED(file, "a mapped write");
}
void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset) {
    mapped(protection, flags, file);
    return REAL(mmap64)(address, length, protection, flags, file, offset);
}
void *mmap64(void *address, size_t length, int protection, int flags, int file, off64_t offset) {
    mapped(protection, flags, file);
    return REAL(mmap64)(address, length, protection, flags, file, offset);
}

// MARK: Sizes

int ftruncate(int file, off_t size) {
    struct stat status;
    if (!counts(file, &status)) return REAL(ftruncate64)(file, size);
    ENTER();
    int result = REAL(ftruncate64)(file, size);
    if (result == 0) note(TRUNCATE, status.st_ino, size, 0, NULL, NULL);
    LEAVE(result);
}
int ftruncate64(int file, off64_t size) { return ftruncate(file, size); }

int truncate(const char *path, off_t size) {
    if (log_file < 0) return REAL(truncate64)(path, size);
    ENTER();
    int result = REAL(truncate64)(path, size);
    struct stat status;
    if (result == 0 && stat(path, &status) == 0 && status.st_dev == device) note(TRUNCATE, status.st_ino, size, 0, NULL, NULL);
    LEAVE(result);
}
int truncate64(const char *path, off64_t size) { return truncate(path, size); }

int fallocate(int file, int mode, off_t offset, off_t length) {
    struct stat status;
    if (!counts(file, &status)) return REAL(fallocate64)(file, mode, offset, length);
    ENTER();
    int result = REAL(fallocate64)(file, mode, offset, length);
    if (result == 0 && mode == 0) note(ALLOCATE, status.st_ino, offset + length, 0, NULL, NULL);
    else if (result == 0) trouble(file, "fallocate with a mode");
    LEAVE(result);
}
int fallocate64(int file, int mode, off64_t offset, off64_t length) { return fallocate(file, mode, offset, length); }

int posix_fallocate(int file, off_t offset, off_t length) {
    struct stat status;
    if (!counts(file, &status)) return REAL(posix_fallocate64)(file, offset, length);
    ENTER();
    int result = REAL(posix_fallocate64)(file, offset, length);
    if (result == 0) note(ALLOCATE, status.st_ino, offset + length, 0, NULL, NULL);
    LEAVE(result);
}
int posix_fallocate64(int file, off64_t offset, off64_t length) { return posix_fallocate(file, offset, length); }

// MARK: Syncing (sync_file_range promises nothing, so it is not here)

#define SYNCING(file, call) do { \
    struct stat status; \
    if (!counts(file, &status)) return call; \
    ENTER(); \
    int result = call; \
    if (result == 0) note(SYNC, status.st_ino, 0, 0, NULL, NULL); \
    LEAVE(result); \
} while (0)

int fsync(int file) { SYNCING(file, REAL(fsync)(file)); }
int fdatasync(int file) { SYNCING(file, REAL(fdatasync)(file)); }
int syncfs(int file) {
    ENTER();
    int result = REAL(syncfs)(file);
    struct stat status;
    if (result == 0 && counts(file, &status)) note(SYNC_ALL, 0, 0, 0, NULL, NULL);
    LEAVE(result);
}
void sync(void) {
    ENTER();
    REAL(sync)();
    if (log_file >= 0) note(SYNC_ALL, 0, 0, 0, NULL, NULL);
    pthread_mutex_unlock(&lock);
}

// MARK: Names

#define NAMING(kind, folder, path, call) do { \
    if (log_file < 0) return call; \
    ENTER(); \
    char full[PATH_MAX]; \
    QUIETLY(absolute(folder, path, full)); \
    int result = call; \
    if (result == 0) note(kind, 0, 0, 0, full, NULL); \
    LEAVE(result); \
} while (0)

#define NAMING_TWO(kind, folder, path, other_folder, other, call) do { \
    if (log_file < 0) return call; \
    ENTER(); \
    char full[PATH_MAX], second[PATH_MAX]; \
    QUIETLY(absolute(folder, path, full); absolute(other_folder, other, second)); \
    int result = call; \
    if (result == 0) note(kind, 0, 0, 0, full, second); \
    LEAVE(result); \
} while (0)

int rename(const char *path, const char *target) {
    NAMING_TWO(RENAME, AT_FDCWD, path, AT_FDCWD, target, REAL(rename)(path, target));
}
int renameat(int folder, const char *path, int other, const char *target) {
    NAMING_TWO(RENAME, folder, path, other, target, REAL(renameat)(folder, path, other, target));
}
int renameat2(int folder, const char *path, int other, const char *target, unsigned flags) {
    if (flags & ~RENAME_NOREPLACE) trouble_at(path, "renameat2 with flags");
    NAMING_TWO(RENAME, folder, path, other, target, REAL(renameat2)(folder, path, other, target, flags));
}
int link(const char *path, const char *target) {
    NAMING_TWO(LINK, AT_FDCWD, path, AT_FDCWD, target, REAL(link)(path, target));
}
int linkat(int folder, const char *path, int other, const char *target, int flags) {
    NAMING_TWO(LINK, folder, path, other, target, REAL(linkat)(folder, path, other, target, flags));
}
int unlink(const char *path) { NAMING(UNLINK, AT_FDCWD, path, REAL(unlink)(path)); }
int unlinkat(int folder, const char *path, int flags) {
    if (flags & AT_REMOVEDIR) NAMING(RMDIR, folder, path, REAL(unlinkat)(folder, path, flags));
    NAMING(UNLINK, folder, path, REAL(unlinkat)(folder, path, flags));
}
int rmdir(const char *path) { NAMING(RMDIR, AT_FDCWD, path, REAL(rmdir)(path)); }
int remove(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) ? rmdir(path) : unlink(path);
}

static int made(int folder, const char *path, int result) {
    struct stat status;
    if (result == 0 && fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_dev == device) {
        char full[PATH_MAX];
        absolute(folder, path, full);
        note(MKDIR, status.st_ino, 0, status.st_mode & 07777, full, NULL);
    }
    return result;
}
int mkdir(const char *path, mode_t mode) {
    if (log_file < 0) return REAL(mkdir)(path, mode);
    ENTER();
    int result = made(AT_FDCWD, path, REAL(mkdir)(path, mode));
    LEAVE(result);
}
int mkdirat(int folder, const char *path, mode_t mode) {
    if (log_file < 0) return REAL(mkdirat)(folder, path, mode);
    ENTER();
    int result = made(folder, path, REAL(mkdirat)(folder, path, mode));
    LEAVE(result);
}

int fchmod(int file, mode_t mode) {
    struct stat status;
    if (!counts(file, &status)) return REAL(fchmod)(file, mode);
    ENTER();
    int result = REAL(fchmod)(file, mode);
    if (result == 0) note(CHMOD, status.st_ino, 0, mode & 07777, NULL, NULL);
    LEAVE(result);
}
int fchmodat(int folder, const char *path, mode_t mode, int flags) {
    if (log_file < 0) return REAL(fchmodat)(folder, path, mode, flags);
    ENTER();
    struct stat status;
    int result = REAL(fchmodat)(folder, path, mode, flags);
    if (result == 0 && fstatat(folder, path, &status, flags) == 0 && status.st_dev == device)
        note(CHMOD, status.st_ino, 0, mode & 07777, NULL, NULL);
    LEAVE(result);
}
int chmod(const char *path, mode_t mode) { return fchmodat(AT_FDCWD, path, mode, 0); }
