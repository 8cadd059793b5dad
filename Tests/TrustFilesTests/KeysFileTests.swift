import PassCrypto
import PassFormat
import PassVerify
import Testing
import TrustFiles

@Suite("keys.json")
struct KeysFileTests {
    @Test("The keys are read, with ids computed from them")
    func read() throws {
        let keys = try KeysFile.decode(Array(Files.keys.utf8))
        let expected = TrustedKeys([
            TrustedKey(
                publicKey: Files.issuer.publicKey, use: .pass, issuer: "twport", notBefore: 1000,
                expires: 2_000_000_000),
            TrustedKey(
                publicKey: Files.status.publicKey, use: .status, issuer: "twport", notBefore: 1000,
                expires: 2_000_000_000),
        ])
        #expect(keys == expected)
        #expect(keys.passKeys(for: KeyID(rawValue: 0x866e_efbd_6718_c884)).count == 1)
        #expect(keys.statusKeys(for: KeyID(rawValue: 0x866e_efbd_6718_c884)).isEmpty)
        #expect(keys.statusKeys(for: KeyID(rawValue: 0x51d5_3691_575b_17e3)).count == 1)
    }

    @Test("The kid of the file is never believed")
    func kid() throws {
        let expected = try KeysFile.decode(Array(Files.keys.utf8))
        let changed = try Files.keys.changing("866eefbd6718c884", "51d53691575b17e3")
        #expect(try KeysFile.decode(changed) == expected)
        let absent = try Files.keys.changing(#""kid": "866eefbd6718c884","#, "")
        #expect(try KeysFile.decode(absent) == expected)
    }

    @Test("What is written is read back")
    func roundTrip() throws {
        let keys = try KeysFile.decode(Array(Files.keys.utf8))
        let written = KeysFile.encode(keys)
        #expect(try KeysFile.decode(written) == keys)
        #expect(String(decoding: written, as: UTF8.self).contains(#""kid": "866eefbd6718c884""#))
    }

    @Test("An empty set is a set, and unknown members are ignored")
    func empty() throws {
        #expect(try KeysFile.decode(Array(#"{"keys": [], "later": {"x": 1}}"#.utf8)) == TrustedKeys([]))
        let more = try Files.keys.changing(#""kty": "OKP","#, #""kty": "OKP", "alg": "EdDSA", "key_ops": ["verify"],"#)
        #expect(try KeysFile.decode(more) == KeysFile.decode(Array(Files.keys.utf8)))
    }

    @Test(
        "What is wrong is named",
        arguments: [
            (#""kty": "OKP""#, #""kty": "RSA""#, "keys[0].kty", .invalid),
            (#""crv": "Ed25519""#, #""crv": "X25519""#, "keys[0].crv", .invalid),
            ("11qYAYKx", "11qYAYK", "keys[0].x", .invalid),
            ("11qYAYKx", "11qYAYK=", "keys[0].x", .invalid),
            ("aaPcHURo", "aaPcHURp", "keys[0].x", .invalid),
            (#""use": "status""#, #""use": "sig""#, "keys[1].use", .invalid),
            (#""use": "status", "#, "", "keys[1].use", .missing),
            (#""iss": "twport""#, #""iss": """#, "keys[0].iss", .invalid),
            (#""iss": "twport""#, #""iss": 7"#, "keys[0].iss", .wrongType),
            (#""nbf": 1000"#, #""nbf": "1000""#, "keys[0].nbf", .wrongType),
            (#""nbf": 1000"#, #""nbf": 1000.5"#, "keys[0].nbf", .wrongType),
            (#""nbf": 1000"#, #""nbf": -1"#, "keys[0].nbf", .invalid),
            (#""nbf": 1000"#, #""nbf": 2000000000"#, "keys[0]", .invalid),
            (#""exp": 2000000000"#, #""exp": 253402300800"#, "keys[0].exp", .invalid),
            (#""kty": "OKP","#, #""kty": "OKP", "d": "AA","#, "keys[0]", .invalid),
            (
                "_FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "keys[1]",
                .duplicate
            ),
            (#""keys": ["#, #""kays": ["#, "keys", .missing),
        ] as [(String, String, String, TrustFileError.Code)])
    func refused(old: String, new: String, member: String, code: TrustFileError.Code) throws {
        let bytes = try Files.keys.changing(old, new)
        let error = try #require(throws: TrustFileError.self) { try KeysFile.decode(bytes) }
        #expect(error.code == code)
        #expect(error.file == "keys.json")
        #expect(error.member == member)
        #expect(error.description.contains("keys.json") && error.description.contains(member))
        #expect(error.description.hasSuffix(".") && !error.description.contains("\n"))
    }

    @Test("A key twice in one use makes the file invalid")
    func twice() throws {
        let key =
            #"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"pass","iss":"a","nbf":1,"exp":2}"#
        let error = try #require(throws: TrustFileError.self) {
            try KeysFile.decode(Array("{\"keys\":[\(key),\(key)]}".utf8))
        }
        #expect(error.code == .duplicate)
        #expect(error.description == "keys[1] in keys.json repeats a key that stands before it.")
    }

    @Test("What is no object, no JSON or too large is refused")
    func noObject() throws {
        let array = try #require(throws: TrustFileError.self) { try KeysFile.decode(Array("[]".utf8)) }
        #expect(array.description == "keys.json must be an object, not a list.")
        let syntax = try #require(throws: TrustFileError.self) { try KeysFile.decode(Array("{".utf8)) }
        #expect(syntax.code == .syntax)
        let large = try #require(throws: TrustFileError.self) {
            try KeysFile.decode([UInt8](repeating: 0x20, count: KeysFile.largest + 1))
        }
        #expect(large.code == .tooLarge)
        let many = "{\"keys\":[" + Array(repeating: "0", count: 1001).joined(separator: ",") + "]}"
        let tooMany = try #require(throws: TrustFileError.self) { try KeysFile.decode(Array(many.utf8)) }
        #expect(tooMany.member == "keys")
    }

    @Test("The largest file that is allowed is read")
    func largest() throws {
        let padded = Array(Files.keys.utf8) + [UInt8](repeating: 0x20, count: KeysFile.largest - Files.keys.utf8.count)
        #expect(try KeysFile.decode(padded).all.count == 2)
    }
}
