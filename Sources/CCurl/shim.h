#include <curl/curl.h>

// libcurl's setters are variadic, which Swift cannot call: one typed function for each type of argument.
static inline CURLcode portpass_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode portpass_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode portpass_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode portpass_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode portpass_curl_set_write(CURL *handle, curl_write_callback callback) {
    return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
}
static inline CURLcode portpass_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode portpass_curl_set_progress(CURL *handle, curl_xferinfo_callback callback) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}

// Whether an address is one of the public net: everything else may be a machine that answers only because we ask from inside (IANA's
// registries of special purposes, RFC 6890). All in C: Swift need not know what an address looks like here.
static inline int portpass_is_public(const unsigned char *a, int count) {
    if (count == 4) {
        if (a[0] == 0 || a[0] == 10 || a[0] == 127 || a[0] >= 224) return 0;
        if (a[0] == 100 && a[1] >= 64 && a[1] < 128) return 0;
        if (a[0] == 169 && a[1] == 254) return 0;
        if (a[0] == 172 && a[1] >= 16 && a[1] < 32) return 0;
        if (a[0] == 192 && (a[1] == 168 || (a[1] == 0 && (a[2] == 0 || a[2] == 2)) || (a[1] == 88 && a[2] == 99))) return 0;
        if (a[0] == 198 && (a[1] == 18 || a[1] == 19 || (a[1] == 51 && a[2] == 100))) return 0;
        return !(a[0] == 203 && a[1] == 0 && a[2] == 113);
    }
    // What is given out for all of the net is 2000::/3 (RFC 4291 section 2.4). Tunnels in it lead to anybody's IPv4 addresses.
    if (count != 16 || (a[0] & 0xE0) != 0x20) return 0;
    if (a[0] == 0x20 && a[1] == 0x02) return 0;
    if (a[0] == 0x20 && a[1] == 0x01 && a[2] < 2) return 0;
    return !(a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0D && a[3] == 0xB8);
}
// Where the bytes stand in a sockaddr_in and a sockaddr_in6 is said by ip(7) and ipv6(7); libcurl keeps either in the place of `addr`.
static inline curl_socket_t portpass_curl_open_public(void *unused, curlsocktype purpose, struct curl_sockaddr *address) {
    const unsigned char *bytes = (const unsigned char *)&address->addr;
    int is_public = address->family == AF_INET    ? portpass_is_public(bytes + 4, 4)
                    : address->family == AF_INET6 ? portpass_is_public(bytes + 8, 16)
                                                  : 0;
    (void)unused;
    (void)purpose;
    if (!is_public) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}
// Looked at when it is connected to: what a name leads to may change between two looks.
static inline CURLcode portpass_curl_only_public(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, portpass_curl_open_public);
}
static inline CURLcode portpass_curl_set_read(CURL *handle, curl_read_callback callback) {
    return curl_easy_setopt(handle, CURLOPT_READFUNCTION, callback);
}
static inline CURLcode portpass_curl_set_debug(CURL *handle, curl_debug_callback callback) {
    return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, callback);
}
