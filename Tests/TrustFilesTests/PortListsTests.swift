import PassCrypto
import PassFormat
import PassVerify
import Testing
import TrustFiles

@Suite("The sealed lists of a port") struct PortListsTests {
    /// A gate's box key.
    private final class Box: Sendable {
        private let key: BoxKey
        init() throws { key = try BoxKey.generate() }
        var publicKey: [UInt8] { key.publicKey }
        func open(_ sealed: [UInt8]) -> [UInt8]? { key.open(sealed) }
    }

    private static let port: WireText = "TWKEL"
    private static let portKey = [UInt8](repeating: 9, count: 32)
    private let box: Box

    init() throws { box = try Box() }

    private static func entry(_ number: WireText, index: Int = 5) -> DirectoryEntry {
        DirectoryEntry(
            number: number, list: 3, index: index, kind: .person, zones: .max, notBefore: 1_800_000_000,
            expires: 1_900_000_000)
    }

    /// Parts as they came.
    private struct Parts: DirectoryParts {
        let parts: [Int: [UInt8]]
        var count: Int { parts.count }
        func part(_ number: Int) -> [UInt8]? { parts[number] }
    }

    /// What a port publishes, sealed to this test's gate.
    private func files(key: [UInt8] = portKey, passes: [DirectoryEntry] = [], shards: Int = 1) throws
        -> [String: [UInt8]]
    {
        let cipher = try ListCipher(portKey: key)
        let hotList = try #require(
            HotList(numbers: ["KEL-P-26-000001"], plateKey: key, plateHashes: SixteenByteTable([])))
        let visitor = try #require(
            ExpectedVisitor(hint: "456789", from: 100, until: 200, sponsor: "陽明海運", name: nil))
        var contents = [
            ListNames.hotList(Self.port): HotListFile.encode(hotList),
            ListNames.visitors(Self.port): VisitorsFile.encode([visitor]),
        ]
        for shard in 0..<shards {
            let entries = passes.filter { DirectoryShard.slot(of: $0.number) % shards == shard }
            contents[ListNames.directory(Self.port, shard: shard)] = try DirectoryShard(entries).encoded()
        }
        var files: [String: [UInt8]] = [:]
        for (name, content) in contents { files[name] = try cipher.seal(content, as: name) }
        files[ListNames.gates(Self.port)] = try PortKeyFile(
            port: Self.port, copies: [box.publicKey: try BoxKey.seal(key, to: box.publicKey)]
        ).encoded()
        return files
    }

    private func read(_ files: [String: [UInt8]], by reader: Box? = nil, port: WireText = port) -> PortLists {
        let box = reader ?? box
        return PortLists.read(
            files, directory: Self.parts(files), port: port, boxKey: box.publicKey, unseal: box.open)
    }

    private static func parts(_ files: [String: [UInt8]]) -> Parts {
        var parts: [Int: [UInt8]] = [:]
        while let part = files[ListNames.directory(port, shard: parts.count)] { parts[parts.count] = part }
        return Parts(parts: parts)
    }

    @Test("A gate of the port reads all of them", arguments: [1, 2, 16, 256])
    func whole(shards: Int) throws {
        let passes = (0..<200).map { Self.entry(WireText("KEL-P-26-\(100_000 + $0)"), index: $0) }
        let lists = read(try files(passes: passes, shards: shards))
        #expect(lists.state == .open)
        #expect(lists.hotList.contains(number: "KEL-P-26-000001"))
        #expect(lists.expected("456789", at: 150).map(\.sponsor) == ["陽明海運"])
        for pass in passes { #expect(lists.answer(to: pass.number) == .known(pass)) }
        #expect(lists.answer(to: "KEL-P-26-999999") == .unknown)
    }

    @Test("A visitor is expected from the first second until before the last, by these six characters and no others")
    func visitors() throws {
        let lists = read(try files())
        let at = [99, 100, 199, 200].map { lists.expected("456789", at: $0).count }
        #expect(at == [0, 1, 1, 0])
        #expect(lists.expected("456780", at: 150).isEmpty && lists.expected("", at: 150).isEmpty)
    }

    @Test("A gate that is not on the ring reads nothing, and says so")
    func stranger() throws {
        let lists = read(try files(passes: [Self.entry("A")]), by: try Box())
        guard case .closed = lists.state else { return #expect(Bool(false), "\(lists.state)") }
        #expect(
            lists.hotList == .empty && lists.answer(to: "A") == .unreadable && lists.expected("456789", at: 150).isEmpty
        )
        let none = PortLists.read(
            try files(), directory: Parts(parts: [:]), port: Self.port, boxKey: nil, unseal: { _ in nil })
        #expect(none.state != .open)
    }

    @Test("Lists of another port, or none at all, are none of this gate's")
    func otherPort() throws {
        #expect(read(try files(), port: "TWTPE").state == .absent)
        // The ring of one port under the name of another.
        var files = try files()
        files[ListNames.gates("TWTPE")] = files[ListNames.gates(Self.port)]
        #expect(read(files, port: "TWTPE").state != .open)
    }

    @Test("A list of an old key, or under another's name, is said, and takes no other list with it")
    func mixed() throws {
        let old = try files(key: [UInt8](repeating: 1, count: 32))
        for name in [ListNames.hotList(Self.port), ListNames.visitors(Self.port)] {
            var mixed = try files()
            mixed[name] = old[name]
            let lists = read(mixed)
            guard case .closed = lists.state else { return #expect(Bool(false), "\(name) passed") }
            #expect(lists.hotList.contains(number: "KEL-P-26-000001") == (name != ListNames.hotList(Self.port)))
            #expect(lists.expected("456789", at: 150).isEmpty == (name == ListNames.visitors(Self.port)))
        }
        var swapped = try files()
        swapped[ListNames.hotList(Self.port)] = swapped[ListNames.visitors(Self.port)]
        #expect(read(swapped).state != .open)
    }

    @Test("A part of the directory that can't be read knows nothing, and harms nothing else")
    func brokenShard() throws {
        let passes = (0..<50).map { Self.entry(WireText("N\($0)")) }
        var files = try files(passes: passes, shards: 2)
        files[ListNames.directory(Self.port, shard: 0)] = [1, 2, 3]
        let lists = read(files)
        #expect(lists.state == .open)
        for pass in passes {
            let isReadable = DirectoryShard.slot(of: pass.number) % 2 == 1
            #expect(lists.answer(to: pass.number) == (isReadable ? .known(pass) : .unreadable))
        }
    }

    @Test("Parts grow with the directory, up to 256")
    func shardCount() {
        #expect(
            [0, 1, 512, 513, 5_000, 100_000, 10_000_000].map(DirectoryShard.count(for:)) == [1, 1, 1, 2, 16, 256, 256])
    }

    @Test("Changed bytes of any of the four are refused or read, and nothing else")
    func hostile() throws {
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let ring = try #require(try files()[ListNames.gates(Self.port)])
        let shard = try DirectoryShard((0..<5).map { Self.entry(WireText("N\($0)")) }).encoded()
        let visitors = VisitorsFile.encode([
            try #require(ExpectedVisitor(hint: "ABC123", from: 1, until: 2, sponsor: "S", name: "N"))
        ])
        for original in [ring, shard, visitors] {
            for _ in 0..<3_000 {
                var bytes = original
                for _ in 0...random(3) where !bytes.isEmpty {
                    let index = random(bytes.count)
                    switch random(3) {
                    case 0: bytes[index] ^= 1 << UInt8(random(8))
                    case 1: bytes.removeSubrange(index..<min(bytes.count, index + 1 + random(20)))
                    default: bytes.insert(UInt8(random(256)), at: index)
                    }
                }
                _ = try? PortKeyFile(decoding: bytes)
                _ = try? VisitorsFile.decode(bytes)
                if let read = try? DirectoryShard(decoding: bytes) {
                    #expect(try DirectoryShard(decoding: read.encoded()) == read)
                }
            }
        }
    }

    @Test("What is no visitor is not made one", arguments: ["45678", "4567890", "45678a", "45678陽", ""])
    func noVisitor(hint: String) {
        #expect(ExpectedVisitor(hint: WireText(hint), from: 1, until: 2, sponsor: "S", name: nil) == nil)
        #expect(ExpectedVisitor(hint: "456789", from: 2, until: 2, sponsor: "S", name: nil) == nil)
        #expect(ExpectedVisitor(hint: "456789", from: 1, until: 2, sponsor: "", name: nil) == nil)
    }
}
