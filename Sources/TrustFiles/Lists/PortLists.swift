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

    package private(set) var state: State
    package private(set) var hotList = HotList.empty
    package private(set) var ships = ShipTimes.none
    private var visitors: [ExpectedVisitor] = []
    private var directory: (any DirectoryParts)?
    private var cipher: ListCipher?
    private let port: WireText

    /// - Parameters:
    ///   - files: the targets of a generation by path.
    ///   - directory: the parts of the directory, which come beside it.
    ///   - boxKey: this gate's public box key; nil for a gate that is not enrolled.
    ///   - unseal: opens what is sealed to it.
    package static func read(
        _ files: [String: [UInt8]], directory: any DirectoryParts, port: WireText, boxKey: [UInt8]?,
        unseal: ([UInt8]) -> [UInt8]?
    ) -> PortLists {
        guard let ring = files[ListNames.gates(port)] else { return PortLists(.absent, port) }
        guard let boxKey, let file = try? PortKeyFile(decoding: ring), file.port == port,
            let key = file.copy(for: boxKey).flatMap(unseal), let cipher = try? ListCipher(portKey: key)
        else {
            return PortLists(.closed("the lists of this port are not sealed to this gate: enrol it"), port)
        }
        var lists = PortLists(.open, port)
        lists.cipher = cipher
        lists.directory = directory
        // Each for itself: too many visitors are no reason to let a wanted plate through.
        let troubles = [
            lists.take(ListNames.hotList(port), in: files) { lists, bytes throws(TrustFileError) in
                lists.hotList = try HotListFile.decode(bytes)
            },
            lists.take(ListNames.visitors(port), in: files) { lists, bytes throws(TrustFileError) in
                lists.visitors = try VisitorsFile.decode(bytes)
            },
            lists.take(ListNames.ships(port), in: files) { lists, bytes throws(TrustFileError) in
                lists.ships = try ShipsFile.decode(bytes)
            },
        ]
        if let trouble = troubles.compactMap({ $0 }).first {
            lists.state = .closed("a list of this port can't be read: \(trouble)")
        }
        return lists
    }

    /// - Returns: why a list can't be read.
    private mutating func take(
        _ name: String, in files: [String: [UInt8]],
        _ read: (inout PortLists, [UInt8]) throws(TrustFileError) -> Void
    ) -> TrustFileError? {
        do throws(TrustFileError) {
            guard let file = files[name] else { return nil }
            guard let content = cipher?.open(file, as: name) else {
                throw .invalid(name, nil, "it is sealed with another key")
            }
            try read(&self, content)
            return nil
        } catch {
            return error
        }
    }

    /// Whether the port's key is here: then what can be read is read.
    package var isOpen: Bool { cipher != nil }

    private init(_ state: State, _ port: WireText) {
        self.state = state
        self.port = port
    }

    /// What the directory says of a number.
    package enum NumberAnswer: Hashable, Sendable {
        case known(DirectoryEntry)
        case unknown
        /// The part that would say is not here, or can't be opened.
        case unreadable
    }

    package func answer(to number: WireText) -> NumberAnswer {
        guard let cipher, let directory, directory.count > 0 else { return .unreadable }
        let part = DirectoryShard.slot(of: number) % directory.count
        guard let file = directory.part(part),
            let content = cipher.open(file, as: ListNames.directory(port, shard: part)),
            let entries = try? DirectoryShard(decoding: content).entries
        else { return .unreadable }
        return entries[number].map { .known($0) } ?? .unknown
    }

    /// What the directory says of many numbers: each part is opened once. Those that it does not know, or can't say, are left out.
    package func entries(of numbers: [WireText]) -> [WireText: DirectoryEntry] {
        guard let cipher, let directory, directory.count > 0 else { return [:] }
        var found: [WireText: DirectoryEntry] = [:]
        let parts = Dictionary(grouping: numbers) { DirectoryShard.slot(of: $0) % directory.count }
        for (part, numbers) in parts {
            guard let file = directory.part(part),
                let content = cipher.open(file, as: ListNames.directory(port, shard: part)),
                let entries = try? DirectoryShard(decoding: content).entries
            else { continue }
            for number in numbers { found[number] = entries[number] }
        }
        return found
    }

    /// Who is expected with these last six characters at this time.
    package func expected(_ hint: WireText, at now: Int64) -> [ExpectedVisitor] {
        visitors.filter { $0.hint == hint && $0.isExpected(at: now) }
    }
}
