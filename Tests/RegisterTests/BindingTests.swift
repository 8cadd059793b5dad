import PassCrypto
import PassFormat
import PassVerify
import Register
import StrictJSON
import Testing

@Suite("Binding a pass to a phone")
struct BindingTests {
    private static let now = ScratchRegister.now
    private let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func issued(_ register: Register, _ record: [UInt8] = Records.wang) async throws -> IssuedPass {
        try #require(try await register.issue(record, by: scratch.by, now: Self.now).pass)
    }

    private func bind(
        _ number: String, to phone: Phone, _ register: Register, now: Int64 = Self.now
    ) async throws -> BindingOutcome {
        try await register.bind(number: number, to: phone.proof(for: number), by: scratch.by, now: now)
    }

    private func states(_ number: String, _ register: Register) async throws -> [PassState] {
        try await register.passes(number: number).map(\.state)
    }

    @Test(
        "takes the old pass's place under its number: the phone's live code is admitted, what was kept of the old is not"
    )
    func binding() async throws {
        let register = try await scratch.create()
        let phone = try Phone()
        let plain = try await issued(register)
        guard case .bound(let bound) = try await bind(plain.number, to: phone, register) else {
            Issue.record("not bound")
            return
        }
        #expect(bound.number == plain.number && bound.id != plain.id && bound.claims.holderKey == phone.holderKey)
        #expect(try await states(plain.number, register) == [.superseded, .active])
        #expect(try await register.heldPass(number: plain.number) == bound)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        #expect(try scratch.decide(plain.text).has(.superseded))
        #expect(try scratch.decide(bound.text).has(.holderProofMissing))
        #expect(try scratch.decide(phone.liveCode(of: bound.text, at: Self.now)).verdict == .admit)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("asked for again with the same key, gives the same pass and writes nothing")
    func repeated() async throws {
        let register = try await scratch.create()
        let phone = try Phone()
        let plain = try await issued(register)
        let bound = try #require(try await bind(plain.number, to: phone, register).pass)
        let size = try await register.auditSize()
        for _ in 0..<20 { #expect(try await bind(plain.number, to: phone, register) == .already(bound)) }
        #expect(try await register.auditSize() == size)
        register.close()
    }

    @Test("to a second phone ends the first one's codes with the next sync; given up, the pass is a plain one again")
    func moving() async throws {
        let register = try await scratch.create()
        let (first, second) = (try Phone(), try Phone())
        let number = try await issued(register).number
        let one = try #require(try await bind(number, to: first, register).pass)
        let two = try #require(try await bind(number, to: second, register).pass)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        #expect(try scratch.decide(first.liveCode(of: one.text, at: Self.now)).has(.superseded))
        #expect(try scratch.decide(second.liveCode(of: two.text, at: Self.now)).verdict == .admit)
        let plain = try #require(try await register.unbind(number: number, by: scratch.by, now: Self.now).pass)
        #expect(plain.claims.holderKey == nil)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        #expect(try scratch.decide(plain.text).verdict == .admit)
        #expect(try scratch.decide(second.liveCode(of: two.text, at: Self.now)).has(.superseded))
        register.close()
    }

    @Test(
        "is refused for a pass that no gate admits, and changes nothing",
        arguments: ["suspend", "revoke", "expire", "none"])
    func notActive(what: String) async throws {
        let register = try await scratch.create()
        let phone = try Phone()
        let pass = try await issued(
            register, Records.with(["term": "temporary", "notAfter": "2026-12-05T00:00:00+08:00"]))
        var now = Self.now
        var number = pass.number
        switch what {
        // Also for a loss, after which a pass may otherwise be issued anew.
        case "suspend": _ = try await register.change(.suspend, pass.id, reason: "lost", by: scratch.by, now: now)
        case "revoke": _ = try await register.change(.revoke, pass.id, reason: "stolen", by: scratch.by, now: now)
        case "expire": now += 30 * 86_400
        default: number = "KEL-P-26-999999"
        }
        let before = try await states(pass.number, register)
        #expect(try await bind(number, to: phone, register, now: now) == .refused(.notActive))
        #expect(try await states(pass.number, register) == before)
        register.close()
    }

    @Test("is refused for a key that has not signed for this pass: it would admit nobody")
    func proof() async throws {
        let register = try await scratch.create()
        let phone = try Phone()
        let number = try await issued(register).number
        let other = try await issued(register, Records.person(2)).number
        let small = try #require(HolderKey([1] + [UInt8](repeating: 0, count: 31)))
        for proof in [
            phone.proof(for: other), HolderProof(key: phone.holderKey, signature: []),
            HolderProof(key: small, signature: [UInt8](repeating: 0, count: 64)),
        ] {
            let outcome = try await register.bind(number: number, to: proof, by: scratch.by, now: Self.now)
            #expect(outcome == .refused(.badProof))
        }
        #expect(try await states(number, register) == [.active])
        register.close()
    }

    @Test("is refused for a vehicle, and while a reissue waits to take the pass's place")
    func notBindable() async throws {
        let register = try await scratch.create()
        let phone = try Phone()
        let lorry = try await issued(
            register, Records.with(["kind": "vehicle", "name": nil, "idNumber": nil, "plates": ["KAA-1234"]]))
        #expect(try await bind(lorry.number, to: phone, register) == .refused(.notForKind))
        let pass = try await issued(register)
        _ = try await register.reissue(
            pass.id, .record(Records.wang), activation: .whenActivated, reason: "data-changed", by: scratch.by,
            now: Self.now)
        #expect(try await bind(pass.number, to: phone, register) == .refused(.reissueWaiting))
        register.close()
    }

    @Test("is done so many times a day as the rules say, however often the same phone asks")
    func limit() async throws {
        let register = try await scratch.create()
        let number = try await issued(register).number
        var phone = try Phone()
        for _ in 0..<5 {
            phone = try Phone()
            for _ in 0..<3 { #expect(try await bind(number, to: phone, register).pass != nil) }
        }
        #expect(try await bind(number, to: Phone(), register) == .refused(.tooOften))
        #expect(try await register.unbind(number: number, by: scratch.by, now: Self.now) == .refused(.tooOften))
        #expect(try await bind(number, to: phone, register).pass != nil)
        #expect(try await bind(number, to: Phone(), register, now: Self.now + 86_401).pass != nil)
        register.close()
    }

    @Test("is refused where the text would be too long for a code, before a place in a list is used up")
    func tooLong() async throws {
        let register = try await scratch.create()
        let phone = try Phone()
        var refused = 0
        var person = 0
        for length in stride(from: 0, through: 88, by: 4) {
            person += 1
            let record = Records.person(
                person,
                [
                    "name": String(repeating: "長", count: 30),
                    "organisation": String(repeating: "x", count: length + 2),
                    "access": [
                        "TWKEL": ["A", "B", "C"], "TWTPE": ["N", "S", "OIL"], "TWKHH": ["A", "B", "C", "DG"],
                        "TWTXG": ["A", "B", "W"], "TWSUO": ["A"], "TWHUN": ["A", "B"], "TWANP": ["A"], "TWMZG": ["A"],
                        "TWPUT": ["A"],
                    ] as [String: [String]],
                    "plates": ["ABC-1234", "ABD-1234", "ABE-1234", "ABF-1234"],
                    "endorsements": ["DG": "P1Y", "SAFETY": "P1Y", "CRANE": "P1Y"] as [String: String],
                ])
            guard let pass = try await register.issue(record, by: scratch.by, now: Self.now).pass else { continue }
            switch try await bind(pass.number, to: phone, register) {
            case .refused(let refusal):
                #expect(refusal == .tooLong)
                #expect(try await states(pass.number, register) == [.active])
                refused += 1
            case .bound(let bound): #expect(bound.text.utf8.count <= 734)
            case .already: Issue.record("it was not bound")
            }
        }
        #expect(refused > 0)
        register.close()
    }

    @Test("keeps the photo, which the holder's page opens")
    func photo() async throws {
        let register = try await scratch.create()
        let jpeg: [UInt8] = [0xFF, 0xD8] + [UInt8](repeating: 7, count: 400)
        let sealed = try register.sealed(photo: jpeg)
        let outcome = try await register.issue(
            Records.wang, photos: { .success(PhotographedRecord(json: $0, photo: sealed)) }, by: scratch.by,
            now: Self.now)
        let plain = try #require(outcome.pass)
        let held = try #require(try await register.heldPass(number: plain.number))
        #expect(try await register.photo(of: held) == jpeg)
        let bound = try #require(try await bind(plain.number, to: Phone(), register).pass)
        #expect(try await register.photo(of: bound) == jpeg)
        let other = try await issued(register, Records.person(2))
        #expect(try await register.photo(of: #require(try await register.heldPass(number: other.number))) == nil)
        register.close()
    }

    @Test("The pass of a number is the active one, else the suspended one, else the one that was last")
    func held() async throws {
        let register = try await scratch.create()
        #expect(try await register.heldPass(number: "KEL-P-26-000001") == nil)
        let pass = try await issued(register)
        let waiting = try #require(
            try await register.reissue(
                pass.id, .holderKey(nil), activation: .whenActivated, reason: "data-changed", by: scratch.by,
                now: Self.now
            ).pass)
        #expect(try await register.heldPass(number: pass.number)?.id == pass.id)
        // A reissue that was given up is newer than what is good.
        _ = try await register.change(.revoke, waiting.id, reason: "error", by: scratch.by, now: Self.now)
        #expect(try await register.heldPass(number: pass.number)?.id == pass.id)
        _ = try await register.change(.suspend, pass.id, reason: "mislaid", by: scratch.by, now: Self.now)
        #expect(try await register.heldPass(number: pass.number)?.stateName(at: Self.now) == "suspended")
        _ = try await register.change(.reinstate, pass.id, reason: "found", by: scratch.by, now: Self.now)
        let bound = try #require(try await bind(pass.number, to: Phone(), register).pass)
        #expect(bound.stateName(at: Self.now) == "active")
        #expect(bound.stateName(at: bound.claims.expires) == "expired")
        #expect(bound.stateName(at: bound.claims.notBefore - 1) == "future")
        _ = try await register.change(.revoke, bound.id, reason: "stolen", by: scratch.by, now: Self.now)
        #expect(try await register.heldPass(number: pass.number)?.state == .revoked)
        register.close()
    }
}
