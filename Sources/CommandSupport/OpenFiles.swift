internal import Foundation

/// How many files and connections this process may have open.
package enum OpenFiles {
    /// As many as the system lets it have: the usual thousand is for programs that serve nobody.
    package static func allowAll() {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(files, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(files, &limit)
    }
}
