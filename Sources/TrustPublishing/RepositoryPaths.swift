/// Where the files of a repository are, below its folder (DESIGN section 4; TUF section 6.2, consistent snapshots).
enum RepositoryPaths {
    static let metadata = "metadata"
    static let targets = "targets"
    static let timestamp = "metadata/timestamp.json"
    /// When files were superseded. Beside the two folders that are served, because nobody else needs it.
    static let superseded = "superseded.txt"

    /// What files are called until they are complete. No target or role begins with a point.
    static let unfinishedPrefix = ".new-"

    static func metadata(_ role: RepositoryRole, version: Int) -> String {
        role == .timestamp ? timestamp : "metadata/\(version).\(role.rawValue).json"
    }

    static func target(_ name: TargetName, sha256Hex: String) -> String {
        "targets/" + name.path(sha256Hex: sha256Hex)
    }

    /// The temporary name, in the same folder, so that the rename is one step.
    static func unfinished(_ path: String) -> String {
        let (directory, name) = split(path)
        return directory.isEmpty ? unfinishedPrefix + name : "\(directory)/\(unfinishedPrefix)\(name)"
    }

    static func split(_ path: String) -> (directory: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
        return (String(path[..<slash]), String(path[path.utf8.index(after: slash)...]))
    }

    /// The version and role of a file in `metadata/`; `nil` for what the writer did not name, timestamp.json included.
    static func versioned(_ file: String) -> (role: RepositoryRole, version: Int)? {
        let parts = file.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2] == "json", let role = RepositoryRole(rawValue: String(parts[1])),
            role != .timestamp, let version = Int(parts[0]), version >= 1, String(version) == parts[0]
        else { return nil }
        return (role, version)
    }

    /// Whether a file in `targets/` begins with a hash, as all that the writer puts there.
    static func isHashed(_ file: String) -> Bool {
        let parts = file.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 64, !parts[1].isEmpty else { return false }
        return parts[0].allSatisfy { byte in
            byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f")
        }
    }
}
