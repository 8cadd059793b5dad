import PassCrypto
package import PassFormat
package import PassVerify

/// The sealed lists of a gate's port, as this gate can read them. The directory stays sealed: a look opens the one part that it
/// needs.
package struct PortLists: Sendable {
    /// How far the lists can be read.
    package enum State: Hashable, Sendable {
        /// The service seals none for this port.
        case absent
        case open
        /// They are there and not for this gate, or not what they should be: one sentence.
        case closed(String)
    }

    package let state: State
    package private(set) var hotList = HotList.empty
    private var visitors: [ExpectedVisitor] = []
    /// The sealed parts, in order.
    private var directory: [[UInt8]] = []
    private var cipher: ListCipher?
    private let port: WireText

    /// - Parameters:
    ///   - files: the targets of a generation by path.
    ///   - boxKey: this gate's public box key; nil for a gate that is not enrolled.
    ///   - unseal: opens what is sealed to it.
    package static func read(
        _ files: [String: [UInt8]], port: WireText, boxKey: [UInt8]?, unseal: ([UInt8]) -> [UInt8]?
    ) -> PortLists {
        guard let ring = files[ListNames.gates(port)] else { return PortLists(.absent, port) }
        guard let boxKey, let file = try? PortKeyFile(decoding: ring), file.port == port,
            let key = file.copy(for: boxKey).flatMap(unseal), let cipher = try? ListCipher(portKey: key)
        else {
            return PortLists(.closed("the lists of this port are not sealed to this gate: enrol it"), port)
        }
        do throws(TrustFileError) {
            let hotList = try opened(ListNames.hotList(port), in: files, by: cipher)
            let visitors = try opened(ListNames.visitors(port), in: files, by: cipher)
            var lists = PortLists(.open, port)
            lists.hotList = if let hotList { try HotListFile.decode(hotList) } else { .empty }
            lists.visitors = if let visitors { try VisitorsFile.decode(visitors) } else { [] }
            lists.cipher = cipher
            while lists.directory.count < DirectoryShard.mostShards,
                let shard = files[ListNames.directory(port, shard: lists.directory.count)]
            {
                lists.directory.append(shard)
            }
            return lists
        } catch {
            return PortLists(.closed("a list of this port can't be read: \(error)"), port)
        }
    }

    private static func opened(
        _ name: String, in files: [String: [UInt8]], by cipher: ListCipher
    ) throws(TrustFileError) -> [UInt8]? {
        guard let file = files[name] else { return nil }
        guard let content = cipher.open(file, as: name) else {
            throw .invalid(name, nil, "it is sealed with another key")
        }
        return content
    }

    private init(_ state: State, _ port: WireText) {
        self.state = state
        self.port = port
    }

    /// What the directory says of a number; nil when it does not know it, or can't be read.
    package func entry(of number: WireText) -> DirectoryEntry? {
        guard let cipher, !directory.isEmpty else { return nil }
        let shard = DirectoryShard.slot(of: number) % directory.count
        let name = ListNames.directory(port, shard: shard)
        guard let content = cipher.open(directory[shard], as: name),
            let entries = try? DirectoryShard(decoding: content).entries
        else { return nil }
        return entries[number]
    }

    /// Who is expected with these last six characters at this time.
    package func expected(_ hint: WireText, at now: Int64) -> [ExpectedVisitor] {
        visitors.filter { $0.hint == hint && $0.isExpected(at: now) }
    }
}
