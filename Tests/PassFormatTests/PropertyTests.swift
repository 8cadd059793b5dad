import Foundation
import PassFormat
import Testing

/// What must hold for every input, tried with inputs nobody thought of. The generator is seeded: a failure repeats.
struct `Whatever comes in` {
    /// Inputs for each seed of each test; PORTPASS_ROUNDS asks for more.
    private static let rounds = ProcessInfo.processInfo.environment["PORTPASS_ROUNDS"].flatMap(Int.init) ?? 30_000

    @Test func `a flipped bit of a pass is refused or changes what is signed, or the signature`() throws {
        let bytes = try Seeds.pass()
        let pass = try UnverifiedPass(decoding: bytes)
        var accepted = 0
        for bit in 0..<bytes.count * 8 {
            guard let flipped = try? UnverifiedPass(decoding: Seeds.flip(bit, in: bytes)) else { continue }
            accepted += 1
            #expect(flipped.signedBytes != pass.signedBytes || flipped.signature != pass.signature, "bit \(bit)")
        }
        #expect(accepted > 64 * 8)
    }

    @Test func `a flipped bit of a live code is refused or changes something signed, or a signature`() throws {
        let bytes = try Seeds.liveCode()
        let code = try UnverifiedLiveCode(decoding: bytes)
        for bit in 0..<bytes.count * 8 {
            guard let flipped = try? UnverifiedLiveCode(decoding: Seeds.flip(bit, in: bytes)) else { continue }
            // The pass inside stands in the signed header, so that nothing of it can change alone.
            #expect(flipped.signedBytes != code.signedBytes || flipped.signature != code.signature, "bit \(bit)")
        }
    }

    @Test func `a flipped bit of a status list token is refused or changes what is signed, or the signature`() throws {
        let bytes = try Seeds.token()
        let token = try UnverifiedStatusListToken(decoding: bytes)
        for bit in 0..<bytes.count * 8 {
            guard let flipped = try? UnverifiedStatusListToken(decoding: Seeds.flip(bit, in: bytes)) else { continue }
            #expect(flipped.signedBytes != token.signedBytes || flipped.signature != token.signature, "bit \(bit)")
        }
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `texts are read or refused`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let seeds = try Seeds.texts()
        for round in 0..<Self.rounds {
            let text =
                round % 4 == 0
                ? Array(["PP1:", "PL1:"][Int(random.next() % 2)].utf8) + random.base45(upTo: 700)
                : round % 16 == 1 ? random.bytes(upTo: 1500) : random.mutate(seeds[round % seeds.count])
            guard let code = try? ScannedCode.decode(utf8: text.span) else { continue }
            // Nothing has two spellings: what is read is what would have been written.
            switch code {
            case .pass(let pass): #expect(Base45.encode(pass.cose.encoded()) == Array(text.dropFirst(4)))
            case .live(let live): #expect(!live.signedBytes.isEmpty)
            }
        }
    }

    @Test(arguments: [3, 4] as [UInt64])
    func `envelopes are read or refused, and what is read is written the same`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let seeds = try [Seeds.pass(), Seeds.liveCode(), Seeds.token()]
        var accepted = 0
        for round in 0..<Self.rounds {
            let bytes = round % 10 == 0 ? random.bytes(upTo: 200) : random.mutate(seeds[round % seeds.count])
            if let cose = try? COSESign1(decoding: bytes) {
                accepted += 1
                #expect(cose.encoded() == bytes)
            }
            _ = try? UnverifiedPass(decoding: bytes)
            _ = try? UnverifiedLiveCode(decoding: bytes)
            _ = try? UnverifiedStatusListToken(decoding: bytes).inflatedList()
        }
        #expect(accepted > Self.rounds / 20)
    }

    /// Mutated behind the envelope, as if the thief had the key.
    @Test(arguments: [5, 6, 7] as [UInt64])
    func `claims are read or refused, and what is read is written the same`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let seeds =
            try (0..<20).map { _ in try PassClaims.random(using: &random).encoded() } + [
                PassClaims.boundExample.encoded()
            ]
        var accepted = 0
        for round in 0..<Self.rounds {
            let payload = round % 10 == 0 ? random.bytes(upTo: 60) : random.mutate(seeds[round % seeds.count])
            if let claims = try? PassClaims(decoding: payload) {
                accepted += 1
                #expect(try claims.encoded() == payload)
            }
        }
        #expect(accepted > Self.rounds / 20)
    }

    @Test(arguments: [8] as [UInt64])
    func `headers, live payloads, status payloads and lists are read or refused`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pass = try COSESign1(decoding: Seeds.pass())
        let live = try COSESign1(decoding: Seeds.liveCode())
        let token = try COSESign1(decoding: Seeds.token())
        let list = try StatusListPayload(decoding: token.payload).compressedList
        for _ in 0..<Self.rounds {
            _ = try? ProtectedHeader.decodePass(random.mutate(pass.protectedBytes))
            _ = try? ProtectedHeader.decodeLiveCode(random.mutate(live.protectedBytes))
            _ = try? ProtectedHeader.decodeStatusList(random.mutate(token.protectedBytes))
            let mutated = try COSESign1(
                protectedBytes: live.protectedBytes, payload: random.mutate(live.payload), signature: live.signature)
            _ = try? UnverifiedLiveCode(decoding: mutated.encoded())
            if let payload = try? StatusListPayload(decoding: random.mutate(token.payload)) {
                _ = try? StatusList.inflate(payload.compressedList, bits: payload.bits, maximumCount: 4096)
            }
            _ = try? StatusList.inflate(random.mutate(list), maximumCount: 4096)
            _ = try? WireText(validating: random.bytes(upTo: 6))
        }
    }

    @Test(arguments: [9, 10] as [UInt64])
    func `CBOR is read or refused, and what is read is written the same`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let seeds = try [
            PassClaims.example.encoded(), Seeds.pass(), [UInt8](hex: "a3 80 81a100f5 a1d28000 6161 6161 82 00 20"),
        ]
        for round in 0..<Self.rounds {
            let bytes = round % 2 == 0 ? random.cbor(upTo: 40) : random.mutate(seeds[round % seeds.count])
            if let again = try? recode(bytes) {
                #expect(again == bytes)
            }
            if let sorted = try? recode(bytes, order: .any) {
                #expect(sorted.count == bytes.count)
            }
        }
    }
}

extension SeededGenerator {
    fileprivate mutating func base45(upTo count: Int) -> [UInt8] {
        Base45.encode(bytes(upTo: count * 2 / 3))
    }

    /// Bytes that look more like small CBOR items than random ones do.
    fileprivate mutating func cbor(upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in
            UInt8.random(in: 0...7, using: &self) << 5 | UInt8.random(in: 0...3, using: &self)
        }
    }
}

/// Good inputs to begin with.
private enum Seeds {
    static let keyID = KeyID(rawValue: 0x866E_EFBD_6718_C884)
    static let signature = (0..<64).map { UInt8($0) }

    static func pass() throws(FormatError) -> [UInt8] {
        try PassDraft(.boundExample, keyID: keyID).signed(signature).encoded()
    }

    static func liveCode() throws(FormatError) -> [UInt8] {
        let pass = try COSESign1(decoding: pass())
        return try LiveCodeDraft(pass: pass, audience: "twport", issuedAt: 1_770_000_000).signed(signature).encoded()
    }

    static func token() throws(FormatError) -> [UInt8] {
        var list = StatusList(count: 4096)
        list.set(.revoked, at: 77)
        list.set(.suspended, at: 4000)
        return try StatusListDraft(
            subject: "https://pass.example/status/7", issuedAt: 1_770_000_000, timeToLive: 600, list: list, keyID: keyID
        ).signed(signature).encoded()
    }

    static func texts() throws(FormatError) -> [[UInt8]] {
        [
            Array("PP1:".utf8) + Base45.encode(try pass()), Array("PL1:".utf8) + Base45.encode(try liveCode()),
            Array("PP1:".utf8) + Base45.encode(try PassDraft(.example, keyID: keyID).signed(signature).encoded()),
        ]
    }

    static func flip(_ bit: Int, in bytes: [UInt8]) -> [UInt8] {
        var flipped = bytes
        flipped[bit / 8] ^= 1 << UInt8(bit % 8)
        return flipped
    }
}
