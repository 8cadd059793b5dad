import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import TrustFiles

/// What public files say, read with a gate's readers, as a restored register compares itself with it.
struct PublicState: Sendable {
    let keys: [TrustedKey]
    let policy: GatePolicy
    let levels: SecurityLevels
    let issuedSets: [KeyID: IssuedSet]
    /// By number; each with when it was signed.
    let lists: [Int: (list: StatusList, token: [UInt8], issuedAt: Int64)]
    /// The note of the newest check point.
    let checkpoint: String
    /// Which gates have the key of a port's lists.
    let portGates: [WireText: PortKeyFile]
    /// Sealed parts of ports' directories: the target's name and its bytes.
    let directories: [(port: WireText, name: String, bytes: [UInt8])]

    /// - Throws: ``RegisterError`` with code `badPublic`.
    init(_ files: [String: [UInt8]]) throws(RegisterError) {
        let set: TrustFileSet
        do { set = try TrustFileSet(files: files) } catch { throw .badPublic(error.description) }
        guard let note = files[Publication.checkpointPath] else { throw .badPublic("it has no check point") }
        keys = set.keys.all
        policy = set.policy
        levels = set.levels
        issuedSets = set.issuedSets
        checkpoint = String(decoding: note, as: UTF8.self)
        var lists: [Int: (list: StatusList, token: [UInt8], issuedAt: Int64)] = [:]
        for (number, list) in set.statusLists.inOrder {
            guard let token = files[StatusFile.path(number)],
                let parsed = try? UnverifiedStatusListToken(decoding: token)
            else { throw .badPublic("a status list can't be read") }
            lists[Int(number)] = (list, token, parsed.issuedAt)
        }
        self.lists = lists
        var gates: [WireText: PortKeyFile] = [:]
        var directories: [(port: WireText, name: String, bytes: [UInt8])] = []
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            guard let port = ListNames.port(of: path) else { continue }
            if path == ListNames.gates(port) {
                gates[port] = try? PortKeyFile(decoding: bytes)
            } else if path.hasPrefix("directory/") {
                directories.append((port, path, bytes))
            }
        }
        portGates = gates
        self.directories = directories
    }

    /// The passes that the directories of ports tell of, as far as this register has the ports' keys.
    func listed(_ cipher: (WireText) throws -> ListCipher?) throws -> [DirectoryEntry] {
        var entries: [DirectoryEntry] = []
        for part in directories {
            guard let content = try cipher(part.port)?.open(part.bytes, as: part.name),
                let shard = try? DirectoryShard(decoding: content)
            else { continue }
            entries += shard.entries.values
        }
        return entries
    }
}
