#ifndef PORTPASS_CSOCKET_H
#define PORTPASS_CSOCKET_H

// Descriptors over a Unix socket: control messages are macros, which Swift does not see.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

#define PORTPASS_DESCRIPTORS 3

// Sends `count` bytes and three descriptors. Returns what sendmsg returns.
static inline ssize_t portpass_send_descriptors(int socket, const void *bytes, size_t count, const int *descriptors) {
    union {
        char buffer[CMSG_SPACE(sizeof(int) * PORTPASS_DESCRIPTORS)];
        struct cmsghdr align;
    } control;
    memset(&control, 0, sizeof control);
    struct iovec piece = {.iov_base = (void *)bytes, .iov_len = count};
    struct msghdr message = {0};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.buffer;
    message.msg_controllen = sizeof control.buffer;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * PORTPASS_DESCRIPTORS);
    memcpy(CMSG_DATA(header), descriptors, sizeof(int) * PORTPASS_DESCRIPTORS);
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

// Receives at most `capacity` bytes and, where they came along, three descriptors (else all are -1). Whatever came that
// is not exactly three descriptors is closed.
static inline ssize_t portpass_receive_descriptors(int socket, void *bytes, size_t capacity, int *descriptors) {
    union {
        char buffer[CMSG_SPACE(sizeof(int) * PORTPASS_DESCRIPTORS)];
        struct cmsghdr align;
    } control;
    for (int i = 0; i < PORTPASS_DESCRIPTORS; i++) descriptors[i] = -1;
    struct iovec piece = {.iov_base = bytes, .iov_len = capacity};
    struct msghdr message = {0};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.buffer;
    message.msg_controllen = sizeof control.buffer;
    ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (received < 0) return received;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        int found[PORTPASS_DESCRIPTORS];
        if (count > PORTPASS_DESCRIPTORS) count = PORTPASS_DESCRIPTORS;
        memcpy(found, CMSG_DATA(header), count * sizeof(int));
        int whole = count == PORTPASS_DESCRIPTORS && descriptors[0] < 0 && !(message.msg_flags & MSG_CTRUNC);
        for (size_t i = 0; i < count; i++) {
            if (whole) descriptors[i] = found[i];
            else close(found[i]);
        }
    }
    return received;
}

// The user at the other end. Returns 0 when it is known.
static inline int portpass_peer_user(int socket, uid_t *user) {
    struct ucred peer;
    socklen_t length = sizeof peer;
    int result = getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length);
    if (result == 0) *user = peer.uid;
    return result;
}

static inline int portpass_accept(int socket) {
    return accept4(socket, NULL, NULL, SOCK_CLOEXEC);
}

// Binds or connects to a path of at most 107 bytes; -1 where it fails.
static inline int portpass_unix_address(const char *path, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) return -1;
    strcpy(address->sun_path, path);
    return 0;
}

static inline int portpass_unix_bind(int socket, const char *path) {
    struct sockaddr_un address;
    if (portpass_unix_address(path, &address) != 0) return -1;
    return bind(socket, (struct sockaddr *)&address, sizeof address);
}

static inline int portpass_unix_connect(int socket, const char *path) {
    struct sockaddr_un address;
    if (portpass_unix_address(path, &address) != 0) return -1;
    return connect(socket, (struct sockaddr *)&address, sizeof address);
}

#endif
