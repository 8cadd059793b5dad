internal import Foundation

/// Where `seeds/`, `keys/` and the pages are: where an option says, else in the working directory, else where the package put them.
///
/// `Bundle.module` is not used: it looks at the build directory's path and traps where that is gone.
package enum InstalledFiles {
    /// - Parameters:
    ///   - name: The folder's name, `seeds`, `keys` or `web/site`; its first part is the option's.
    ///   - option: The folder that the user named, if any.
    /// - Throws: A sentence that says where was looked.
    package static func folder(_ name: String, option: String?) throws(PlainError) -> String {
        if let option {
            guard isFolder(option) else { throw PlainError("there is no folder \(option): name the \(name) folder") }
            return option
        }
        let candidates = [CommandStreams.current.resolve(name), "/usr/share/portpass/\(name)"]
        for candidate in candidates where isFolder(candidate) { return candidate }
        let flag = name.prefix { $0 != "/" }
        throw PlainError("no \(name) folder in \(candidates.joined(separator: " or ")): name it with --\(flag)")
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
