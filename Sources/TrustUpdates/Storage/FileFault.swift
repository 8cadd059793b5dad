import Foundation

/// A system call that failed.
package struct FileFault: Error, Hashable, Sendable {
    /// The system's error number.
    package let code: CInt
    let name: String

    /// Of the call that just failed.
    static func last(_ name: String) -> FileFault {
        FileFault(code: errno, name: name)
    }

    /// Nothing has this name.
    var isMissing: Bool { code == ENOENT }

    package var sentence: String {
        switch code {
        case ELOOP, ENOTDIR: "\(name): it, or a folder on the way to it, is a symbolic link or no folder"
        default: "\(name): \(String(cString: strerror(code)))"
        }
    }
}
