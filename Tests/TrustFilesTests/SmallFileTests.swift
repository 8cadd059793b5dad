import PassFormat
import PassVerify
import Testing
import TrustFiles

@Suite("ops/level.json, ops/hotlist and issued/KID")
struct SmallFileTests {
    @Test("The level is 1, 2 or 3", arguments: SecurityLevel.allCases)
    func level(level: SecurityLevel) throws {
        #expect(
            try LevelFile.decode(Array(#"{"level": \#(level.rawValue), "since": 5}"#.utf8)) == SecurityLevels(level))
        #expect(try LevelFile.decode(LevelFile.encode(level)) == SecurityLevels(level))
    }

    @Test("A port at another level says so; whoever does not know of ports goes by the highest")
    func levelOfPorts() throws {
        let levels = SecurityLevels(everyPort: ["TWKEL": .two, "TWTPE": .one, "TWTXG": .one], otherwise: .one)
        let bytes = LevelFile.encode(levels)
        #expect(try LevelFile.decode(bytes) == levels)
        #expect(levels.common == .two && levels["TWKEL"] == .two && levels["TWTPE"] == .one && levels["TWKHH"] == .two)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("\"level\": 2") && !text.contains("TWKEL"))
        // At one level again, the file is as it was before there were any.
        let same = SecurityLevels(everyPort: ["TWKEL": .one, "TWTPE": .one], otherwise: .one)
        #expect(LevelFile.encode(same) == LevelFile.encode(.one))
        for ports in ["[]", "1", "{\"TWKEL\": 4}", "{\"TWKEL\": \"2\"}", "{\"A\": 1, \"A\": 2}"] {
            #expect(throws: TrustFileError.self) {
                try LevelFile.decode(Array("{\"level\": 1, \"ports\": \(ports)}".utf8))
            }
        }
    }

    @Test(
        "Anything else is no level",
        arguments: ["0", "4", "-1", "\"1\"", "1.0", "true", "null", "[1]", "9223372036854775808"])
    func noLevel(value: String) throws {
        let error = try #require(throws: TrustFileError.self) {
            try LevelFile.decode(Array("{\"level\": \(value)}".utf8))
        }
        #expect(error.member == "level")
        #expect(error.file == "ops/level.json")
        #expect(throws: TrustFileError.self) { try LevelFile.decode(Array("{}".utf8)) }
        #expect(throws: TrustFileError.self) {
            try LevelFile.decode(Array("{\"level\": 1}".utf8) + [UInt8](repeating: 0x20, count: LevelFile.largest))
        }
    }

    private func hotList() throws -> HotList {
        let key = [UInt8](0..<32)
        let hashes = (["ABC1234", "XYZ9999"] as [WireText]).compactMap { HotList.plateHash($0, key: key) }
        return try #require(
            HotList(
                numbers: ["KEL-P-26-000123", "KEL-V-26-000007"], plateKey: key, plateHashes: SixteenByteTable(hashes)))
    }

    @Test("A hot list is read as it was written")
    func hotListRoundTrip() throws {
        let list = try hotList()
        let read = try HotListFile.decode(HotListFile.encode(list))
        #expect(read == list)
        #expect(read.contains(number: "KEL-V-26-000007"))
        #expect(read.contains(plate: "XYZ9999"))
        #expect(!read.contains(plate: "XYZ9998"))
        #expect(try HotListFile.decode(HotListFile.encode(.empty)) == .empty)
        #expect(try HotListFile.decode(Array("{}".utf8)) == .empty)
    }

    @Test("No wanted plate stands openly in the file")
    func noPlates() throws {
        #expect(!String(decoding: HotListFile.encode(try hotList()), as: UTF8.self).contains("ABC1234"))
    }

    @Test(
        "What is wrong in a hot list is named",
        arguments: [
            (#"{"numbers": 1}"#, "numbers"), (#"{"numbers": [1]}"#, "numbers[0]"),
            (#"{"numbers": [""]}"#, "numbers[0]"),
            (#"{"numbers": ["1234567890123456789012345"]}"#, "numbers[0]"),
            (#"{"plates": {"hashes": []}}"#, "plates.key"), (#"{"plates": {"key": "AA", "hashes": []}}"#, "plates.key"),
            (#"{"plates": {"key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}"#, "plates.hashes"),
            (
                #"{"plates": {"key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "hashes": ["AAAA"]}}"#,
                "plates.hashes[0]"
            ),
        ])
    func badHotList(text: String, member: String) throws {
        let error = try #require(throws: TrustFileError.self) { try HotListFile.decode(Array(text.utf8)) }
        #expect(error.member == member)
        #expect(error.file == "ops/hotlist")
    }

    @Test("A set of issued payloads is read as it was written")
    func issued() throws {
        let payloads = (0..<100).map { [UInt8($0)] }
        let set = IssuedSet(payloads: payloads)
        let bytes = IssuedFile.encode(set)
        #expect(bytes.count == 1600)
        let path = IssuedFile.path(KeyID(rawValue: 0xA))
        #expect(path == "issued/000000000000000a")
        #expect(try IssuedFile.decode(bytes, path: path) == set)
        #expect(try IssuedFile.decode([], path: path).prefixes.isEmpty)
        for payload in payloads { #expect(set.contains(payload: payload)) }
        #expect(!set.contains(payload: [100]))
    }

    @Test("A set that does not ascend or is cut is refused")
    func badIssued() throws {
        let bytes = IssuedFile.encode(IssuedSet(payloads: [[1], [2], [3]]))
        let reversed = Array(bytes[32...]) + Array(bytes[..<32])
        for bad in [Array(bytes.dropLast()), reversed, bytes + bytes.suffix(16), bytes + [0]] {
            let error = try #require(throws: TrustFileError.self) { try IssuedFile.decode(bad, path: "issued/x") }
            #expect(error.code == .invalid)
            #expect(error.file == "issued/x")
        }
    }

    @Test("A set larger than its limit is refused before it is looked at")
    func largeIssued() throws {
        let bytes = [UInt8](repeating: 0, count: IssuedFile.largest + 16)
        let error = try #require(throws: TrustFileError.self) { try IssuedFile.decode(bytes, path: "issued/x") }
        #expect(error.code == .tooLarge)
    }
}
