/// Which paths the files of a backup may have: a manifest can be anybody's, and none of its names leads out of its folder.
enum BackupPath {
    static let database = "register.sqlite"
    static let repository = "tuf"
    static let seeds = "seeds"

    /// Whether a restored register has a file of this name: letters, digits and `._-` between single slashes, no part beginning
    /// with a point, and at a place where a register keeps something. Keys are never among them.
    static func isPlain(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let arePlain = parts.allSatisfy { part in
            part.first.map { $0 != UInt8(ascii: ".") } ?? false && part.count <= 255 && part.allSatisfy(isPlain)
        }
        guard path.utf8.count <= 1_024, arePlain else { return false }
        return path == database || path == ErasureList.fileName
            || (path.hasPrefix("\(seeds)/") && parts.count == 2)
            || (path.hasPrefix("\(repository)/") && parts.count > 2)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
