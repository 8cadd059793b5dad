import PassCrypto
import Testing

@Suite("Sealed keys")
struct SealedKeyTests {
    /// The least that Argon2id does, so that a test can open hundreds of files.
    private static func lowCost() throws -> SealingCost {
        try SealingCost(operations: 1, memoryKiB: 8)
    }

    private static let passphrase = "correct horse battery staple"

    @Test("A file that PyNaCl made opens")
    func knownAnswer() throws {
        let file = """
            504f5254504153532d5345414c45442d4b45592d310a0000000100000008000102030405060708090a0b0c0d0e0f0001\
            02030405060708090a0b0c0d0e0f101112131415161705f2bffc9553b0bfbd2db253e2632f9052eac22f7e0f2a05fc10\
            59c535e3b60a59469ea989283868c7d12953ef6bb755
            """
        let key = try SigningKey.open(sealed: hex(file), passphrase: guarded(Self.passphrase))
        let publicKey = key.publicKey
        #expect(publicKey.bytes == hex(RFC8032Vector.all[0].publicKey))
    }

    @Test("A sealed key opens with its passphrase, at a preset and at a given cost")
    func roundTrip() throws {
        let key = try SigningKey.generate()
        for cost in [try Self.lowCost(), .interactive] {
            let file = try key.sealed(passphrase: guarded(Self.passphrase), cost: cost)
            #expect(file.count == SealedKey.byteCount)
            #expect(file.starts(with: Array("PORTPASS-SEALED-KEY-1\n".utf8)))
            let opened = try SigningKey.open(sealed: file, passphrase: guarded(Self.passphrase))
            let (isSame, isLocked) = (opened.publicKey == key.publicKey, opened.isLocked)
            #expect(isSame && isLocked)
        }
    }

    @Test("Sealing twice gives two files that share no salt, nonce or box")
    func fresh() throws {
        let key = try SigningKey.generate()
        let first = try key.sealed(passphrase: guarded(Self.passphrase), cost: Self.lowCost())
        let second = try key.sealed(passphrase: guarded(Self.passphrase), cost: Self.lowCost())
        #expect(first.prefix(30) == second.prefix(30))
        for range in [30..<46, 46..<70, 70..<118] { #expect(first[range] != second[range]) }
    }

    @Test("A wrong passphrase and any single bit flipped behind the header are the same error")
    func oneError() throws {
        let file = try SigningKey.generate().sealed(passphrase: guarded(Self.passphrase), cost: Self.lowCost())
        for wrong in ["correct horse battery stapl3", "correct horse battery staple ", "Correct horse battery staple"] {
            let code = errorCode { _ = try SigningKey.open(sealed: file, passphrase: guarded(wrong)) }
            #expect(code == .cannotOpenSealedKey)
        }
        for bit in 30 * 8..<file.count * 8 {
            let damaged = file.flipped(bit)
            let code = errorCode { _ = try SigningKey.open(sealed: damaged, passphrase: guarded(Self.passphrase)) }
            #expect(code == .cannotOpenSealedKey)
        }
    }

    @Test("Any single bit flipped in the header is refused")
    func header() throws {
        let file = try SigningKey.generate().sealed(passphrase: guarded(Self.passphrase), cost: Self.lowCost())
        for bit in 0..<22 * 8 {
            let damaged = file.flipped(bit)
            let code = errorCode { _ = try SigningKey.open(sealed: damaged, passphrase: guarded(Self.passphrase)) }
            #expect(code == .malformedSealedKey)
        }
        for bit in 22 * 8..<30 * 8 {
            let damaged = file.flipped(bit)
            // Half a gigabyte is within the limits, and more than a test should take.
            guard damaged[26] == 0, damaged[27] <= 1 else { continue }
            let code = errorCode { _ = try SigningKey.open(sealed: damaged, passphrase: guarded(Self.passphrase)) }
            #expect(code == .cannotOpenSealedKey || code == .costOutOfRange)
        }
    }

    @Test("A file that asks for too much work is refused before any is done")
    func hostileCost() throws {
        let file = try SigningKey.generate().sealed(passphrase: guarded(Self.passphrase), cost: Self.lowCost())
        let hostile: [(Range<Int>, [UInt8])] = [
            (22..<26, [0, 0, 0, 9]), (22..<26, [0xFF, 0xFF, 0xFF, 0xFF]), (22..<26, [0, 0, 0, 0]),
            (26..<30, [0, 0x10, 0, 1]), (26..<30, [0x06, 0, 0, 0]), (26..<30, [0xFF, 0xFF, 0xFF, 0xFF]),
            (26..<30, [0, 0, 0, 7]), (26..<30, [0, 0, 0, 0]),
        ]
        for (range, bytes) in hostile {
            var changed = file
            changed.replaceSubrange(range, with: bytes)
            let code = errorCode { _ = try SigningKey.open(sealed: changed, passphrase: guarded(Self.passphrase)) }
            #expect(code == .costOutOfRange)
        }
        #expect(errorCode { _ = try SealingCost(operations: 8, memoryKiB: 1 << 20) } == nil)
        #expect(errorCode { _ = try SealingCost(operations: 9, memoryKiB: 8) } == .costOutOfRange)
    }

    @Test("A file of another length is refused")
    func lengths() throws {
        let file = try SigningKey.generate().sealed(passphrase: guarded(Self.passphrase), cost: Self.lowCost())
        for changed in (0..<file.count).map({ Array(file.prefix($0)) }) + [file + [0], file + file] {
            let code = errorCode { _ = try SigningKey.open(sealed: changed, passphrase: guarded(Self.passphrase)) }
            #expect(code == .malformedSealedKey)
        }
    }

    @Test("Any 32-byte secret can be sealed, and no other length")
    func otherSecrets() throws {
        let bytes = SecureRandom.bytes(32)
        let file = try SealedKey.seal(guarded(bytes), passphrase: guarded(Self.passphrase), cost: Self.lowCost())
        let opened = try SealedKey.open(file, passphrase: guarded(Self.passphrase))
        let exposed = opened.exposed()
        #expect(exposed == bytes)
        for count in [0, 31, 33] {
            let code = errorCode {
                let secret = try guarded(SecureRandom.bytes(count))
                _ = try SealedKey.seal(secret, passphrase: guarded(Self.passphrase), cost: Self.lowCost())
            }
            #expect(code == .wrongLength)
        }
    }

    @Test(
        "A weak passphrase is refused, when sealing and when opening",
        arguments: [
            "", "short", "fourteen chars", "aaaaaaaaaaaaaaaaaaaaaaaa", "abcdeabcdeabcdeabcde",
            "correct horse battery staple\n", "correct horse\u{0}battery staple", "correct\thorse battery",
            String(repeating: "abcdefgh", count: 129),
        ])
    func weak(_ passphrase: String) throws {
        let key = try SigningKey.generate()
        let sealing = errorCode { _ = try key.sealed(passphrase: guarded(passphrase), cost: Self.lowCost()) }
        #expect(sealing == .weakPassphrase)
        let file = try key.sealed(passphrase: guarded(Self.passphrase), cost: Self.lowCost())
        let opening = errorCode { _ = try SigningKey.open(sealed: file, passphrase: guarded(passphrase)) }
        #expect(opening == .weakPassphrase)
    }

    @Test(
        "A passphrase counts characters, not bytes",
        arguments: [("高雄港務通行證電子化作業要點密碼", true), ("高雄港務通行證", false), ("exactly fifteen", true)])
    func characters(_ passphrase: String, isGood: Bool) throws {
        let secret = try guarded(passphrase)
        #expect(errorCode { try Passphrase.check(secret) } == (isGood ? nil : .weakPassphrase))
    }

    @Test("A passphrase that is not UTF-8 is refused")
    func notText() throws {
        let secret = try guarded([UInt8](repeating: 0xFF, count: 20))
        #expect(errorCode { try Passphrase.check(secret) } == .weakPassphrase)
    }
}
