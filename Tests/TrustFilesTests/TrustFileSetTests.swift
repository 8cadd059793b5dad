import PassCrypto
import PassFormat
import PassVerify
import Testing
import TrustFiles

@Suite("A generation of trust files")
struct TrustFileSetTests {
    @Test("Everything is read, verified and handed to the gate")
    func whole() throws {
        var files = try Files.all()
        let compromised = KeyID(rawValue: 0x0102_0304_0506_0708)
        files["issued/0102030405060708"] = IssuedFile.encode(IssuedSet(payloads: [[1]]))
        files["ops/hotlist-TWKEL"] = [5]
        files["directory/TWKEL/0"] = [1, 2, 3]
        files["audit/checkpoint"] = [4]
        let trust = try TrustFileSet(files: files).gateTrust(issued: 123, lists: nil)
        #expect(trust.issued == 123)
        #expect(trust.level == .two)
        #expect(trust.policy == (try PolicyFile.decode(Array(Files.policy.utf8))))
        #expect(trust.keys == (try KeysFile.decode(Array(Files.keys.utf8))))
        #expect(trust.issuedSets == [compromised: IssuedSet(payloads: [[1]])])
        #expect(trust.statusLists.count == 2)
        #expect(trust.statusLists[7]?[48] == .revoked)
        #expect(trust.statusLists[8]?[47] == .valid)
    }

    @Test("Without issued sets and status lists there are none")
    func least() throws {
        let files = try Files.all().filter { ["keys.json", "policy.json", "ops/level.json"].contains($0.key) }
        let set = try TrustFileSet(files: files)
        #expect(set.issuedSets.isEmpty)
        #expect(set.statusLists.count == 0)
    }

    @Test("Without keys, policy or level there is no trust", arguments: ["keys.json", "policy.json", "ops/level.json"])
    func absent(path: String) throws {
        var files = try Files.all()
        files[path] = nil
        let incomplete = files
        let error = try #require(throws: TrustFileError.self) { try TrustFileSet(files: incomplete) }
        #expect(error.code == .absent)
        #expect(error.description == "\(path) is missing from the trust files.")
    }

    @Test("One damaged file refuses the set", arguments: ["keys.json", "policy.json", "ops/level.json"])
    func damaged(path: String) throws {
        var files = try Files.all()
        files[path] = Array("{".utf8)
        let damaged = files
        let error = try #require(throws: TrustFileError.self) { try TrustFileSet(files: damaged) }
        #expect(error.file == path)
    }

    private func refusal(_ path: String, _ bytes: [UInt8]) throws -> TrustFileError {
        var files = try Files.all()
        files[path] = bytes
        let changed = files
        return try #require(throws: TrustFileError.self) { try TrustFileSet(files: changed) }
    }

    @Test("A status token is verified against the URI of its own place")
    func tokens() throws {
        let other = try refusal("status/7", Files.token(8))
        #expect(other.description == "status/7 is refused: it is the token of another list.")
        let passKey = try refusal("status/9", Files.token(9, signer: Files.issuer))
        #expect(passKey.description == "status/9 is refused: no status key of this issuer has its key id.")
        var flipped = try Files.token(7)
        flipped[flipped.count - 1] ^= 1
        #expect(try refusal("status/7", flipped).description == "status/7 is refused: its signature is wrong.")
        #expect(try refusal("status/7", []).code == .refused)
        let large = try refusal("status/7", [UInt8](repeating: 0, count: StatusFile.largest + 1))
        #expect(large.code == .tooLarge)
    }

    @Test("A status token outside its key's time, or of another issuer's key, is refused")
    func tokenKeys() throws {
        let late = try refusal(
            "keys.json", Files.keys.replacing("\"exp\": 2000000000", with: "\"exp\": 1001").utf8Bytes)
        #expect(late.description == "status/7 is refused: it was issued outside the time of its key.")
        let other = try refusal("keys.json", Files.keys.replacing("twport", with: "other").utf8Bytes)
        #expect(other.description == "status/7 is refused: no status key of this issuer has its key id.")
    }

    @Test("A full list of random entries fits in its file", arguments: [StatusList.standardCount])
    func fullList(count: Int) throws {
        var list = StatusList(count: count)
        var state: UInt64 = 7
        for index in 0..<count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            list.set(PassStatus(rawValue: UInt8(state >> 62)) ?? .valid, at: index)
        }
        let draft = try StatusListDraft(
            subject: "https://pass.example/status/7", issuedAt: Files.issued, timeToLive: nil, list: list,
            keyID: KeyID(rawValue: Files.status.publicKey.keyID))
        var files = try Files.all()
        files["status/7"] = try draft.signed(Files.status.sign(draft.signedBytes)).encoded()
        #expect(try TrustFileSet(files: files).statusLists[7] == list)
    }

    @Test(
        "A compromise that cannot be read is not passed over",
        arguments: ["issued/", "issued/x", "issued/0102030405060708 ", "issued/010203040506070A"])
    func issuedNames(path: String) throws {
        let error = try refusal(path, [])
        #expect(error.file == path)
        #expect(error.code == .invalid)
    }

    @Test("A damaged issued set refuses the set")
    func damagedIssued() throws {
        #expect(try refusal("issued/0102030405060708", [1]).code == .invalid)
    }

    @Test("Status files are named by plain numbers; others are no lists")
    func statusNames() throws {
        #expect(StatusFile.path(7) == "status/7")
        #expect(StatusFile.number(ofPath: "status/7") == 7)
        for path in ["status/07", "status/", "status/x", "status/7/8", "ops/7", "7"] {
            #expect(StatusFile.number(ofPath: path) == nil)
        }
    }

    @Test(
        "A mutated file is read or refused, and never traps",
        arguments: ["keys.json", "policy.json", "ops/level.json", "ops/hotlist"])
    func mutated(path: String) throws {
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let key = [UInt8](0..<32)
        let hotList = HotList(
            numbers: ["A", "B"], plateKey: key,
            plateHashes: SixteenByteTable([HotList.plateHash("X1", key: key) ?? []]))
        let originals: [String: [UInt8]] = [
            "keys.json": Array(Files.keys.utf8), "policy.json": Array(Files.policy.utf8),
            "ops/level.json": LevelFile.encode(.two), "ops/hotlist": HotListFile.encode(try #require(hotList)),
        ]
        let original = try #require(originals[path])
        let interesting = Array(#"{}[]",:\-+.eE019tfnu"#.utf8) + [0, 0x7F, 0x80, 0xC2, 0xE2, 0xFF]
        for _ in 0..<5_000 {
            var bytes = original
            for _ in 0...random(3) where !bytes.isEmpty {
                let index = random(bytes.count)
                switch random(4) {
                case 0: bytes[index] ^= 1 << UInt8(random(8))
                case 1: bytes[index] = interesting[random(interesting.count)]
                case 2: bytes.removeSubrange(index..<min(bytes.count, index + 1 + random(20)))
                default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 1 + random(20))], at: index)
                }
            }
            switch path {
            case "keys.json": _ = try? KeysFile.decode(bytes)
            case "policy.json": _ = try? PolicyFile.decode(bytes)
            case "ops/level.json": _ = try? LevelFile.decode(bytes)
            default: _ = try? HotListFile.decode(bytes)
            }
        }
        for count in original.indices {
            let prefix = Array(original.prefix(count))
            switch path {
            case "keys.json": #expect(throws: TrustFileError.self) { try KeysFile.decode(prefix) }
            case "policy.json": #expect(throws: TrustFileError.self) { try PolicyFile.decode(prefix) }
            default: break
            }
        }
    }
}

extension String {
    fileprivate var utf8Bytes: [UInt8] { Array(utf8) }
}
