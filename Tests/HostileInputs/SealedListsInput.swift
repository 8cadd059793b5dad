import PassCrypto
import PassFormat
import PassVerify
import TrustFiles

extension HostileInput {
    /// The lists that are sealed to a port's gates. The first byte says which of five is replaced: the ring as it is, the
    /// others sealed with the right key, so that what was changed gets past it; a sixth is a sealed file as it is.
    static let sealedLists = HostileInput(
        "sealed-lists", cost: 4,
        seeds: { Lists.contents.enumerated().map { [UInt8($0)] + $1 } + [[5] + Lists.sealed[1]] }
    ) { bytes in
        guard let choice = bytes.first.map({ Int($0) % 6 }) else { return }
        let content = Array(bytes.dropFirst())
        if let shard = try? DirectoryShard(decoding: content) {
            try require((try? DirectoryShard(decoding: shard.encoded())) == shard, "a directory changes when written")
        }
        if let visitors = try? VisitorsFile.decode(content) {
            try require(
                (try? VisitorsFile.decode(VisitorsFile.encode(visitors))) == visitors, "visitors change when written")
        }
        if let ring = try? PortKeyFile(decoding: content) {
            try require((try? PortKeyFile(decoding: ring.encoded())) == ring, "a ring changes when written")
        }
        var files = Lists.files
        switch choice {
        case 0: files[Lists.names[0]] = content
        case 5: files[Lists.names[1]] = content
        default: files[Lists.names[choice]] = try? Lists.cipher.seal(content, as: Lists.names[choice])
        }
        let lists = PortLists.read(
            files, directory: Lists.Part(file: files[Lists.names[3]]), port: Lists.port, boxKey: Lists.boxKey,
            unseal: { _ in Lists.portKey })
        _ = lists.answer(to: "KEL-P-26-000001")
        _ = lists.expected("456789", at: Specimen.now)
        let trust = Specimen.trust.with(hotList: lists.hotList, ships: lists.ships)
        try Specimen.write(Specimen.decide(Array(Specimen.texts[0].utf8), by: trust, circumstance: content.count))
    }

    private enum Lists {
        struct Part: DirectoryParts {
            let file: [UInt8]?
            var count: Int { 1 }
            func part(_ number: Int) -> [UInt8]? { file }
        }

        static let port: WireText = "TWKEL"
        static let portKey = [UInt8](repeating: 5, count: 32)
        static let boxKey = [UInt8](repeating: 9, count: 32)
        static let cipher = Specimen.made { try ListCipher(portKey: portKey) }
        static let names = [
            ListNames.gates(port), ListNames.hotList(port), ListNames.visitors(port),
            ListNames.directory(port, shard: 0), ListNames.ships(port),
        ]
        static let contents = Specimen.made {
            let entry = DirectoryEntry(
                number: "KEL-P-26-000001", list: 0, index: 5, kind: .person, zones: 3, notBefore: Specimen.now,
                expires: Specimen.now + 86_400)
            let visitor = ExpectedVisitor(
                hint: "456789", from: Specimen.now, until: Specimen.now + 60, sponsor: "S", name: "N")
            let ship = ShipTimes.Call(
                marks: ["V1", "9811000"], from: Specimen.now - 60, until: Specimen.now - 1)
            return [
                try PortKeyFile(port: port, copies: [boxKey: [UInt8](repeating: 1, count: 80)]).encoded(),
                SpecimenFiles.hotList, VisitorsFile.encode(visitor.map { [$0] } ?? []),
                try DirectoryShard([entry]).encoded(), ShipsFile.encode(ship.map { [$0] } ?? []),
            ]
        }
        static let sealed = Specimen.made {
            try zip(names, contents).map { name, content in try cipher.seal(content, as: name) }
        }
        static let files = Dictionary(
            zip(names, [contents[0]] + sealed.dropFirst()), uniquingKeysWith: { first, _ in first })
    }
}
