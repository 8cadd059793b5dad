package import StrictJSON

/// Names of roles, and the file names made from them.
package enum MetadataRole {
    package static let root: ExactText = "root"
    package static let timestamp: ExactText = "timestamp"
    package static let snapshot: ExactText = "snapshot"
    package static let targets: ExactText = "targets"

    /// The roles root metadata names; a delegated role can't have one of these names.
    package static let topLevel: Set<ExactText> = [root, timestamp, snapshot, targets]

    /// The name under which snapshot and timestamp metadata list a role.
    package static func listedName(_ role: ExactText) -> ExactText {
        ExactText(role.string + ".json")
    }

    /// The file name of a role's metadata, `ROLE.json`, or `VERSION.ROLE.json` in a repository with consistent
    /// snapshots. Bytes that are not unreserved (RFC 3986 section 2.3) are percent-encoded, so that a role called `../x`
    /// is a file like any other.
    ///
    /// - Throws: `UpdateError.unsafePath` for a name too long for a file name.
    package static func fileName(_ role: ExactText, version: Int? = nil) throws(UpdateError) -> String {
        let name = PercentEncoding.encode(role)
        guard name.utf8.count <= 200 else { throw .unsafePath(role) }
        return version.map { "\($0).\(name).json" } ?? "\(name).json"
    }
}
