import PassCrypto
import PassFormat
import Testing

/// The keys of the tests: those of `pp1/sample.json`, which are the published ones of RFC 8032 section 7.1.
enum Keys {
    static let issuer = key("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    static let holder = key("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    static let status = key("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
    static let stranger = key("f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5")

    private static func key(_ seed: String) -> KeyHandle {
        do {
            let bytes = try #require(Hex.decode(seed))
            return KeyHandle(try SigningKey(seed: SecretBytes(copying: bytes.span)))
        } catch {
            preconditionFailure("a test key could not be made: \(error)")
        }
    }
}

extension KeyHandle {
    var keyID: KeyID { KeyID(rawValue: publicKey.keyID) }
}
