import PassCrypto
import PassFormat
import PassVerify
import Testing
import TrustFiles

/// Good trust files, and what tests change in them.
enum Files {
    static let issuer = key("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    static let status = key("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
    static let issued: Int64 = 1_770_000_000

    private static func key(_ seed: String) -> KeyHandle {
        do {
            let bytes = try #require(Hex.decode(seed))
            return KeyHandle(try SigningKey(seed: SecretBytes(copying: bytes.span)))
        } catch {
            preconditionFailure("a test key could not be made: \(error)")
        }
    }

    static let keys = """
        {"keys": [
          {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "kid": "866eefbd6718c884",
           "use": "pass", "iss": "twport", "nbf": 1000, "exp": 2000000000},
          {"kty": "OKP", "crv": "Ed25519", "x": "_FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU", "kid": "51d53691575b17e3",
           "use": "status", "iss": "twport", "nbf": 1000, "exp": 2000000000}
        ]}
        """

    static let policy = """
        {
          "issuer": "twport",
          "statusPrefix": "https://pass.example/status/",
          "clockSkew": 60, "graceMinutes": 15, "utcOffset": 28800,
          "liveCode": {"age": 60, "ahead": 15},
          "paper": {"1": "admit", "2": "check", "3": "check"},
          "history": {"alreadyInside": "record", "notInside": "check", "alreadyUsed": "deny"},
          "staleness": {
            "1": {"noteAfter": 86400, "checkAfter": 604800, "denyAfter": 1209600},
            "2": {"noteAfter": 3600, "checkAfter": 86400, "denyAfter": 172800},
            "3": {"noteAfter": 60, "checkAfter": 61, "denyAfter": 62}
          },
          "ports": [
            {"id": "TWKEL", "name": "基隆港", "zones": [
              {"name": "A", "bit": 0}, {"name": "B", "bit": 1, "endorsements": ["DG", "SAFETY"]}, {"name": "Z", "bit": 63}
            ]},
            {"id": "TWTPE", "name": "臺北港", "zones": [{"name": "A", "bit": 4}]}
          ],
          "gates": [
            {"id": "KEL-E1", "port": "TWKEL", "zones": ["A", "Z"], "directions": ["in", "out"]},
            {"id": "KEL-W2", "port": "TWKEL", "zones": ["B"], "directions": ["in"]},
            {"id": "TPE-N1", "port": "TWTPE", "zones": ["A"], "directions": ["out"]}
          ],
          "schedules": [
            {"id": 2, "windows": [{"days": ["mon", "sun"], "from": "22:00", "to": "06:30"}]},
            {"id": 3, "windows": [{"days": ["sat"], "from": "00:00", "to": "24:00"}]}
          ]
        }
        """

    static func all() throws -> [String: [UInt8]] {
        [
            "keys.json": Array(keys.utf8), "policy.json": Array(policy.utf8),
            "ops/level.json": Array(#"{"level": 2}"#.utf8), "status/7": try token(7), "status/8": try token(8),
        ]
    }

    /// The token of one list, with entry 48 revoked.
    static func token(_ number: UInt32, signer: KeyHandle = status) throws -> [UInt8] {
        var list = StatusList(count: 100)
        list.set(.revoked, at: 48)
        let draft = try StatusListDraft(
            subject: WireText("https://pass.example/status/\(number)"), issuedAt: issued, timeToLive: nil, list: list,
            keyID: KeyID(rawValue: signer.publicKey.keyID))
        return try draft.signed(signer.sign(draft.signedBytes)).encoded()
    }
}

extension String {
    /// With one text for another, which must be there.
    func changing(_ old: String, _ new: String) throws -> [UInt8] {
        try #require(contains(old))
        return Array(replacing(old, with: new, maxReplacements: 1).utf8)
    }
}
