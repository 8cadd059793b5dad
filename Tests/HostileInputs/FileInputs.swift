import CodeReader
import PassCrypto
import PassRender
import PassVerify
import TrustFiles

extension HostileInput {
    /// Files that somebody hands over: trust files, keys, pictures.
    static let files: [HostileInput] = [
        HostileInput(name: "trust-json", seeds: { [keys, policy, level, hotList] }) { bytes in
            if let read = try? KeysFile.decode(bytes) {
                precondition((try? KeysFile.decode(KeysFile.encode(read))) != nil, "a key file is written unreadably")
            }
            if let read = try? PolicyFile.decode(bytes) {
                precondition((try? PolicyFile.decode(PolicyFile.encode(read))) == read, "a policy changes when written")
            }
            if let read = try? LevelFile.decode(bytes) {
                precondition((try? LevelFile.decode(LevelFile.encode(read))) == read, "a level changes when written")
            }
            _ = try? HotListFile.decode(bytes)
        },
        HostileInput(name: "issued-set", seeds: { [IssuedFile.encode(IssuedSet(payloads: [Specimen.pass.payload]))] }) {
            bytes in
            _ = try? IssuedFile.decode(bytes, path: "issued/\(Hex.encode([UInt8](repeating: 1, count: 8)))")
        },
        HostileInput(name: "key-files", seeds: { [pem, sealed] }) { bytes in
            guard let passphrase = try? SecretBytes(copying: Array("nobody guesses this".utf8).span),
                let text = try? SecretBytes(copying: bytes.span)
            else { return }
            _ = (try? SigningKey(pem: text)).map { key in key.publicKey }
            // The costs that a sealed file names are capped before they are spent; a changed file mostly fails before that.
            if bytes.starts(with: sealedHeader) { return }
            _ = (try? SigningKey.open(sealed: bytes, passphrase: passphrase)).map { key in key.publicKey }
        },
        HostileInput(name: "picture", seeds: { [picture] }) { bytes in
            _ = try? CodeReader.read(png: bytes)
        },
    ]

    private static let keys = KeysFile.encode(Specimen.trust.keys)
    private static let policy = PolicyFile.encode(Specimen.trust.policy)
    private static let level = LevelFile.encode(.two)
    private static let hotList = HotListFile.encode(.empty)
    private static let picture = Specimen.made { try QRSymbol(text: Specimen.texts[0]).png(scale: 2) }
    private static let pem = Specimen.made {
        try Specimen.passKey.withKey { key in try key.pem().withBytes { bytes in bytes.indices.map { bytes[$0] } } }
    }
    private static let sealed = Specimen.made {
        let passphrase = try SecretBytes(copying: Array("nobody guesses this".utf8).span)
        return try Specimen.passKey.withKey { key in try key.sealed(passphrase: passphrase, cost: .interactive) }
    }
    private static let sealedHeader = Array(sealed.prefix(16))
}
