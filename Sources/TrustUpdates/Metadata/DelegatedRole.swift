import PassCrypto
package import StrictJSON

/// One delegated role.
package struct DelegatedRole: Hashable, Sendable {
    /// Which targets the role is trusted for.
    package enum Paths: Hashable, Sendable {
        /// Shell patterns of whole paths; see `PathPattern`.
        case patterns([ExactText])
        /// Prefixes of the hexadecimal SHA-256 of the path.
        case hashPrefixes([ExactText])

        /// The bytes of the patterns or prefixes, 64 added to each and to all.
        var weight: Int {
            switch self {
            case .patterns(let texts), .hashPrefixes(let texts): texts.reduce(64) { $0 + $1.string.utf8.count + 64 }
            }
        }

        func contain(_ path: ExactText) -> Bool {
            switch self {
            case .patterns(let patterns):
                return patterns.contains { PathPattern.matches($0, path) }
            case .hashPrefixes(let prefixes):
                let digest = Hash.sha256Hex(path.utf8)
                return prefixes.contains { digest.utf8.starts(with: $0.string.utf8) }
            }
        }
    }

    /// Not empty, and not the name of a top-level role: its file would take that role's place.
    package var name: ExactText
    package var keys: RoleKeys
    /// Whether the search for a target ends with this role and its own delegations.
    package var isTerminating: Bool
    package var paths: Paths

    package init(name: ExactText, keys: RoleKeys, isTerminating: Bool, paths: Paths) {
        self.name = name
        self.keys = keys
        self.isTerminating = isTerminating
        self.paths = paths
    }

    init(_ json: JSONValue) throws(UpdateError) {
        var fields = try MetadataFields(json, "a delegated role")
        name = try fields.text("name")
        guard name != "", !MetadataRole.topLevel.contains(name) else {
            throw .malformed("a delegated role can't be called \(name.quoted)")
        }
        keys = try RoleKeys(&fields)
        isTerminating = try fields.bool("terminating")
        let patterns = try fields.textsIfPresent("paths")
        let prefixes = try fields.textsIfPresent("path_hash_prefixes")
        switch (patterns, prefixes) {
        case (let patterns?, nil): paths = .patterns(patterns)
        case (nil, let prefixes?): paths = .hashPrefixes(prefixes)
        default:
            throw .malformed("the delegated role \(name.quoted) needs either paths or path_hash_prefixes")
        }
        keys.unrecognized = fields.rest
    }

    var json: JSONValue {
        var members = keys.members
        members["name"] = .string(name)
        members["terminating"] = .bool(isTerminating)
        switch paths {
        case .patterns(let patterns): members["paths"] = .array(patterns.map(JSONValue.string))
        case .hashPrefixes(let prefixes): members["path_hash_prefixes"] = .array(prefixes.map(JSONValue.string))
        }
        return .object(JSONObject(members))
    }
}
