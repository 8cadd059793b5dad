/// Rules for the names of files in a repository.
package enum RepositoryPath {
    /// Whether `path` names a file below where it starts: no empty part, no `.` or `..`, no control characters, not
    /// longer than a path may be.
    package static func isPlain(_ path: String) -> Bool {
        let bytes = path.utf8
        guard bytes.count <= 1_024, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return false }
        return bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
        }
    }

    /// The name a target is fetched by in a repository with consistent snapshots: `DIR/DIGEST.NAME` (specification,
    /// section 7.3.1).
    package static func consistentName(_ path: String, digest: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "\(digest).\(path)" }
        let name = path.utf8.index(after: slash)
        return "\(path[..<name])\(digest).\(path[name...])"
    }
}
