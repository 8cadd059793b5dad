import Foundation

/// A folder of a single window can't be used: which, and what the system says.
package struct FolderError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ path: String) {
        description = "\(path): \(String(cString: strerror(errno)))"
    }
}
