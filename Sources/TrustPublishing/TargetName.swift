/// The name of a target: a relative path that every client, file system, URL and shell reads the same way.
struct TargetName: Hashable, Sendable, Comparable {
    /// Clients accept paths of 1024 bytes, of which `targets/` and the hash take some.
    static let maximumBytes = 900
    /// With the hash and the point before it a component still fits the 255 bytes of common file systems.
    static let maximumComponentBytes = 180

    let text: String

    /// - Throws: `RepositoryError.invalidTargetName` with the rule that is broken.
    init(_ text: String) throws(RepositoryError) {
        guard !text.utf8.isEmpty else { throw .invalidTargetName(text, "it is empty") }
        guard text.utf8.count <= Self.maximumBytes else {
            throw .invalidTargetName(text, "it is longer than 900 bytes")
        }
        guard text.utf8.allSatisfy({ Self.isAllowed($0) || $0 == UInt8(ascii: "/") }) else {
            throw .invalidTargetName(text, "only ASCII letters, digits and . _ - / are allowed")
        }
        let components = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for component in components {
            guard let first = component.first else {
                throw .invalidTargetName(text, "it starts or ends with / or has // in it")
            }
            guard first != UInt8(ascii: ".") else {
                throw .invalidTargetName(text, "no part of it may start with a point")
            }
            guard component.count <= Self.maximumComponentBytes else {
                throw .invalidTargetName(text, "no part of it may be longer than 180 bytes")
            }
        }
        self.text = text
        if role != .targets || RepositoryRole.delegated.contains(where: { $0.rawValue == text }) {
            // `status/*` does not match `status/a/b` (TUF section 4.5: `*` does not cross a `/`).
            guard components.count == 2 else {
                throw .invalidTargetName(text, "status, ops and audit have one name under them, such as status/0")
            }
        }
    }

    /// Who lists the target.
    var role: RepositoryRole {
        RepositoryRole.delegated.first { text.hasPrefix($0.rawValue + "/") } ?? .targets
    }

    /// Where the file is, below `targets/`: the SHA-256 before the last part (TUF section 6.2, consistent snapshots).
    func path(sha256Hex: String) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let file = "\(sha256Hex).\(parts.last ?? "")"
        return (parts.dropLast().map(String.init) + [file]).joined(separator: "/")
    }

    static func < (left: TargetName, right: TargetName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
