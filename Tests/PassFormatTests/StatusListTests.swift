import PassFormat
import Testing

struct `Status list` {
    /// `{"bits": uint, "lst": bstr}` of the published vectors, read with the CBOR reader of passes.
    private struct Vector: Decodable {
        let bits: Int?
        let entries: Int?
        let set: [String: UInt8]?
        let cbor_hex: String?
        let byte_array_hex: String?
        let lst_hex: String?
        let name: String?
        let cwt_hex: String?

        func zlib() throws(FormatError) -> (bits: Int, zlib: [UInt8]) {
            let bytes = [UInt8](hex: cbor_hex ?? "")
            var reader = CBORReader(bytes.span, order: .any)
            var map = try reader.readMap()
            guard try reader.nextKey(in: &map), try reader.readText("bits") else { throw .missing("bits") }
            let bits = Int(try reader.readInteger())
            guard try reader.nextKey(in: &map), try reader.readText("lst") else { throw .missing("lst") }
            let zlib = try reader.readByteString()
            try reader.endMap(&map)
            try reader.finish()
            return (bits, zlib)
        }
    }

    @Test(.enabled(if: Vectors.arePresent, Vectors.absence))
    func `reads the published lists of a million entries of 1, 2, 4 and 8 bits`() throws {
        let vectors = try Vectors.json("token-status-list/tsl_vectors.json", as: [Vector].self)
        var read: [Int] = []
        for vector in vectors {
            guard let entries = vector.entries, let set = vector.set else { continue }
            let (bits, zlib) = try vector.zlib()
            #expect(bits == vector.bits)
            let list = try StatusList.inflate(zlib, bits: bits, maximumCount: entries)
            #expect(list.count == entries)
            var others = list.packed.reduce(0) { $0 + Int($1.nonzeroBitCount) }
            for (index, value) in set {
                #expect(list.rawValue(at: try #require(Int(index))) == value, "\(bits) bits, entry \(index)")
                others -= value.nonzeroBitCount
            }
            #expect(others == 0)
            #expect(throws: FormatError.self) {
                try StatusList.inflate(zlib, bits: bits, maximumCount: entries - 8)
            }
            read.append(bits)
        }
        #expect(read == [1, 2, 4, 8])
    }

    @Test(.enabled(if: Vectors.arePresent, Vectors.absence))
    func `reads the published short lists`() throws {
        let vectors = try Vectors.json("token-status-list/tsl_vectors.json", as: [Vector].self)
        var read = 0
        for vector in vectors {
            guard let bytes = vector.byte_array_hex, let bits = vector.bits else { continue }
            let zlib = try vector.zlib().zlib
            #expect(zlib == [UInt8](hex: vector.lst_hex ?? ""))
            #expect(try StatusList.inflate(zlib, bits: bits).packed == [UInt8](hex: bytes))
            read += 1
        }
        #expect(read == 2)
    }

    /// The published tokens carry their key id unprotected, are signed with another algorithm and are not sorted; what
    /// can be taken from them is the claims, once the envelope is put away.
    @Test(.enabled(if: Vectors.arePresent, Vectors.absence))
    func `refuses the published tokens for their envelope, and reads the claims inside in their own order`() throws {
        let vectors = try Vectors.json("token-status-list/tsl_vectors.json", as: [Vector].self)
        let tokens = vectors.compactMap { vector in vector.cwt_hex.map { [UInt8](hex: $0) } }
        #expect(tokens.count == 2)
        for token in tokens {
            #expect(throws: FormatError.envelope("its unprotected header is not empty")) {
                try UnverifiedStatusListToken(decoding: token)
            }
            let (payload, _) = try Self.open(token)
            #expect(throws: FormatError.notDeterministic("map keys out of order")) { try recode(payload) }
            #expect(try recode(payload, order: .any).count == payload.count)
        }
        let (payload, header) = try Self.open(tokens[0])
        #expect(throws: FormatError.unsupportedAlgorithm) { try ProtectedHeader.decodeStatusList(header) }
        let list = try StatusListPayload(decoding: payload)
        #expect(list.subject == "https://example.com/statuslists/1")
        #expect(list.issuedAt == 1_686_920_170)
        #expect(list.expires == 2_291_720_170)
        #expect(list.timeToLive == 43200)
        #expect(list.bits == 1)
        let statuses = try StatusList.inflate(list.compressedList, bits: list.bits)
        #expect((0..<16).map { statuses.rawValue(at: $0) } == [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1])
    }

    private static func open(_ token: [UInt8]) throws(FormatError) -> (payload: [UInt8], header: [UInt8]) {
        var reader = CBORReader(token.span, order: .any)
        try reader.readTag()
        _ = try reader.readArray()
        let header = try reader.readByteString()
        try reader.skipItem()
        return (try reader.readByteString(), header)
    }

    @Test func `sets and reads every entry, least significant bits first`() {
        var list = StatusList(count: 16)
        #expect(list.count == 16)
        for status in PassStatus.allCases {
            for index in 0..<16 {
                let isSet = list.set(status, at: index)
                #expect(isSet)
                #expect(list[index] == status)
            }
        }
        list = StatusList(count: 8)
        list.set(.revoked, at: 0)
        list.set(.suspended, at: 1)
        list.set(.superseded, at: 3)
        #expect(list.packed == [0b11_00_10_01, 0])
        list.set(.valid, at: 0)
        #expect(list.packed == [0b11_00_10_00, 0])
    }

    @Test(arguments: [-1, Int.min, 8, 9, Int.max, 1 << 40])
    func `has nothing outside`(index: Int) {
        var list = StatusList(count: 8)
        #expect(list[index] == nil)
        #expect(list.rawValue(at: index) == nil)
        let isSet = list.set(.revoked, at: index)
        #expect(!isSet)
        #expect(list == StatusList(count: 8))
    }

    @Test func `rounds its count up to whole bytes and has only widths that divide a byte`() throws {
        #expect(StatusList(count: 0).count == 0)
        #expect(StatusList(count: 1).count == 4)
        #expect(StatusList().count == 131_072)
        #expect(StatusList().packed.count == 32_768)
        for bits in [Int.min, -1, 0, 3, 5, 6, 7, 9, 16, .max] {
            #expect(throws: FormatError.invalid("bits", "it must be 1, 2, 4 or 8")) {
                try StatusList(packed: [0], bits: bits)
            }
            #expect(throws: FormatError.invalid("bits", "it must be 1, 2, 4 or 8")) {
                try StatusList.inflate([], bits: bits)
            }
        }
        // A value without a name is no status, and one that does not fit is not set.
        let wide = try StatusList(packed: [0x07], bits: 8)
        #expect(wide[0] == nil)
        #expect(wide.rawValue(at: 0) == 7)
        var narrow = try StatusList(packed: [0x00], bits: 1)
        let doesFit = narrow.set(.suspended, at: 0)
        #expect(!doesFit)
        narrow.set(.revoked, at: 7)
        #expect(narrow.packed == [0x80])
    }

    @Test func `is the same after packing and unpacking`() throws {
        var random = SeededGenerator(seed: 9)
        for count in [0, 4, 8, 1000, StatusList.standardCount] {
            var list = StatusList(count: count)
            for index in 0..<min(count, 5000) {
                list.set(PassStatus.allCases[Int(random.next() % 4)], at: index)
            }
            #expect(try StatusList.inflate(list.deflated()) == list)
        }
    }

    @Test func `is unpacked up to the limit and no further`() throws {
        let full = StatusList().deflated()
        #expect(try StatusList.inflate(full).count == StatusList.standardCount)
        let over = StatusList(count: StatusList.standardCount + 4).deflated()
        #expect(throws: FormatError.self) { try StatusList.inflate(over) }
        let bomb = StatusList(count: 400_000_000).deflated()
        #expect(bomb.count < 100_000)
        #expect(throws: FormatError.self) { try StatusList.inflate(bomb) }
        #expect(throws: FormatError.self) { try StatusList.inflate(full, maximumCount: 0) }
    }

    @Test func `must be one whole zlib stream`() {
        var list = StatusList(count: 400)
        list.set(.revoked, at: 77)
        let zlib = list.deflated()
        for length in 0..<zlib.count {
            #expect(throws: FormatError.self) { try StatusList.inflate(Array(zlib[..<length])) }
        }
        #expect(throws: FormatError.compression("bytes follow the zlib stream")) { try StatusList.inflate(zlib + [0]) }
        #expect(throws: FormatError.compression("bytes follow the zlib stream")) { try StatusList.inflate(zlib + zlib) }
        for bit in 0..<zlib.count * 8 {
            var flipped = zlib
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            // A bit may mean nothing, as those that fill the last byte; the checksum sees to it that the list is the
            // same.
            if let unpacked = try? StatusList.inflate(flipped) {
                #expect(unpacked == list, "bit \(bit)")
            }
        }
        let raw = Array(zlib.dropFirst(2).dropLast(4))
        #expect(throws: FormatError.self) { try StatusList.inflate(raw) }
        let gzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + raw + [0, 0, 0, 0, 100, 0, 0, 0]
        #expect(throws: FormatError.self) { try StatusList.inflate(gzip) }
        let dictionary: [UInt8] = [0x78, 0x20, 0, 0, 0, 1, 0x03, 0x00, 0, 0, 0, 1]
        #expect(throws: FormatError.self) { try StatusList.inflate(dictionary) }
    }
}
