#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// How much room there is.
package enum DiskSpace {
    /// Bytes that this user may still write where a file or folder is; nil when it can't be asked.
    package static func free(at path: String) -> Int64? {
        var space = statvfs()
        guard unsafe statvfs(path, &space) == 0 else { return nil }
        return Int64(
            clamping: UInt64(space.f_bavail).multipliedReportingOverflow(by: UInt64(space.f_frsize)).partialValue)
    }
}
