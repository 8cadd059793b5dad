import Foundation
import GateMessages
import PassCrypto
import PassFormat
import Register
import ServiceScenes
import Testing

@Suite("Enrolling gates")
struct EnrolmentTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func code(_ body: () async throws -> Void) async -> RegisterError.Code? {
        do {
            try await body()
            return nil
        } catch let error as RegisterError {
            return error.code
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    private func state(of gate: String, in register: Register, at now: Int64 = Self.now) async throws
        -> GateSummary.State?
    {
        try await register.gates(now: now).first { $0.gate == gate }?.state
    }

    @Test("A code makes one kiosk a gate, once; the same kiosk asking again is answered, another is not")
    func once() async throws {
        let register = try await scratch.create()
        let (kiosk, other) = (try Kiosk("KEL-E1", startingAt: Self.now), try Kiosk("KEL-E1", startingAt: Self.now))
        #expect(try await state(of: "KEL-E1", in: register) == .absent)
        let invitation = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
        #expect(try await state(of: "KEL-E1", in: register) == .invited)
        let message = try kiosk.enrolment(invitation.code, root: scratch.rootDigest, at: Self.now)
        let enrolled = try await register.enrol(message, now: Self.now + 10)
        #expect(enrolled.isNew && enrolled.gate.publicKey == kiosk.signer.publicKey)
        #expect(enrolled.gate.invitedBy == "test" && enrolled.gate.enrolledAt == Self.now + 10)
        #expect(try await state(of: "KEL-E1", in: register) == .enrolled)
        #expect(try await !register.enrol(message, now: Self.now + 20).isNew)
        let stolen = try other.enrolment(invitation.code, root: scratch.rootDigest, at: Self.now)
        #expect(await code { _ = try await register.enrol(stolen, now: Self.now + 20) } == .enrolmentRefused)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("A code is good for an hour, and for the gate it was made for")
    func limits() async throws {
        let register = try await scratch.create()
        let kiosk = try Kiosk("KEL-E1", startingAt: Self.now)
        let elsewhere = try Kiosk("KEL-W2", startingAt: Self.now)
        let invitation = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
        let root = try scratch.rootDigest
        #expect(
            await code {
                _ = try await register.enrol(
                    elsewhere.enrolment(invitation.code, root: root, at: Self.now), now: Self.now)
            } == .enrolmentRefused)
        let message = try kiosk.enrolment(invitation.code, root: root, at: Self.now)
        #expect(await code { _ = try await register.enrol(message, now: Self.now + 3_600) } == .enrolmentRefused)
        // Time going back does not bring it back.
        #expect(await code { _ = try await register.enrol(message, now: Self.now + 3_599) } == .enrolmentRefused)
        let again = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
        let inTime = try kiosk.enrolment(again.code, root: root, at: Self.now)
        #expect(try await register.enrol(inTime, now: Self.now + 3_599).isNew)
        register.close()
    }

    @Test("Five wrong proofs burn a code, four do not; a later code ends the one before")
    func burning() async throws {
        let register = try await scratch.create()
        let kiosk = try Kiosk("KEL-E1", startingAt: Self.now)
        let root = try scratch.rootDigest
        for (wrong, isGood) in [(4, true), (5, false)] {
            let invitation = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
            let fresh = try Kiosk("KEL-E1", startingAt: Self.now)
            for _ in 0..<wrong {
                let guess = try fresh.enrolment(
                    EnrolmentCode(random: SecureRandom.bytes(20)), root: root, at: Self.now)
                #expect(await code { _ = try await register.enrol(guess, now: Self.now) } == .enrolmentRefused)
            }
            let right = try fresh.enrolment(invitation.code, root: root, at: Self.now)
            #expect((await code { _ = try await register.enrol(right, now: Self.now) } == nil) == isGood)
        }
        let first = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
        let second = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
        let old = try kiosk.enrolment(first.code, root: root, at: Self.now)
        #expect(await code { _ = try await register.enrol(old, now: Self.now) } == .enrolmentRefused)
        #expect(try await register.enrol(kiosk.enrolment(second.code, root: root, at: Self.now), now: Self.now).isNew)
        let log = try await auditText(register)
        #expect(log.components(separatedBy: "\"gate-code-burnt\"").count == 2)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    private func auditText(_ register: Register) async throws -> String {
        var text = ""
        for number in 0..<(try await register.auditSize()) {
            text += String(decoding: try await register.auditRecord(number) ?? [], as: UTF8.self) + "\n"
        }
        return text
    }

    @Test("A kiosk with another register's root is told so only with the right code, which stays good")
    func foreignRoot() async throws {
        let register = try await scratch.create()
        let kiosk = try Kiosk("KEL-E1", startingAt: Self.now)
        let invitation = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
        let foreign = [UInt8](repeating: 9, count: 32)
        let guess = try kiosk.enrolment(EnrolmentCode(random: SecureRandom.bytes(20)), root: foreign, at: Self.now)
        #expect(await code { _ = try await register.enrol(guess, now: Self.now) } == .enrolmentRefused)
        let wrong = try kiosk.enrolment(invitation.code, root: foreign, at: Self.now)
        #expect(await code { _ = try await register.enrol(wrong, now: Self.now) } == .foreignRoot)
        let right = try kiosk.enrolment(invitation.code, root: scratch.rootDigest, at: Self.now)
        #expect(try await register.enrol(right, now: Self.now).isNew)
        register.close()
    }

    @Test("The proof of one kiosk is none for another's keys, and a message changed on the way is none at all")
    func stolenProof() async throws {
        let register = try await scratch.create()
        let (kiosk, thief) = (try Kiosk("KEL-E1", startingAt: Self.now), try Kiosk("KEL-E1", startingAt: Self.now))
        let invitation = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
        let message = try kiosk.enrolment(invitation.code, root: scratch.rootDigest, at: Self.now)
        // The honest message, signed by another key.
        let content = try UnverifiedMessage<Enrolment>(decoding: message).claimed
        let resigned = try thief.signer.envelope(content)
        #expect(await code { _ = try await register.enrol(resigned, now: Self.now) } == .badMessage)
        for index in stride(from: 0, to: message.count, by: 7) {
            var changed = message
            changed[index] ^= 1
            let refusal = await code { _ = try await register.enrol(changed, now: Self.now) }
            #expect(refusal == .badMessage, "byte \(index)")
        }
        #expect(try await register.enrol(message, now: Self.now).isNew)
        register.close()
    }

    @Test("Enrolling anew replaces the kiosk before; revoking ends it, and a code after that begins anew")
    func replacing() async throws {
        let register = try await scratch.create()
        var old = try await scratch.kiosk("KEL-E1", in: register)
        try old.open(at: Self.now)
        _ = try await register.accept(old.everything, now: Self.now)
        var new = try await scratch.kiosk("KEL-E1", in: register, at: Self.now + 100)
        try new.open(at: Self.now + 100)
        #expect(await code { _ = try await register.accept(try old.everything, now: Self.now + 101) } == .unknownGate)
        _ = try await register.accept(new.everything, now: Self.now + 101)
        #expect(try await register.findings() == [])
        #expect(try await register.revokeGate("KEL-E1", by: scratch.by, now: Self.now + 200))
        #expect(try await !register.revokeGate("KEL-E1", by: scratch.by, now: Self.now + 201))
        #expect(try await state(of: "KEL-E1", in: register) == .revoked)
        #expect(await code { _ = try await register.accept(try new.everything, now: Self.now + 202) } == .revokedGate)
        try await new.enrol(in: register, root: scratch.rootDigest, by: scratch.by, at: Self.now + 300)
        _ = try await register.accept(new.everything, now: Self.now + 301)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("Revoking a gate ends a code that waits for it")
    func revokingInvitation() async throws {
        let register = try await scratch.create()
        let kiosk = try Kiosk("KEL-E1", startingAt: Self.now)
        let invitation = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
        #expect(try await !register.revokeGate("KEL-E1", by: scratch.by, now: Self.now))
        let message = try kiosk.enrolment(invitation.code, root: scratch.rootDigest, at: Self.now)
        #expect(await code { _ = try await register.enrol(message, now: Self.now) } == .enrolmentRefused)
        #expect(
            await code { try await register.revokeGate("KEL-E1", by: scratch.by, now: Self.now) } == .notFound)
        #expect(
            await code { _ = try await register.invite("NO-SUCH", by: scratch.by, now: Self.now) } == .notFound)
        register.close()
    }

    @Test("One key is one gate's")
    func oneKey() async throws {
        let register = try await scratch.create()
        let kiosk = try await scratch.kiosk("KEL-E1", in: register)
        var moved = try Kiosk("KEL-W2", startingAt: Self.now)
        moved.signer = kiosk.signer
        let invitation = try await register.invite("KEL-W2", by: scratch.by, now: Self.now)
        let message = try moved.enrolment(invitation.code, root: scratch.rootDigest, at: Self.now)
        #expect(await code { _ = try await register.enrol(message, now: Self.now) } == .enrolmentRefused)
        register.close()
    }

    @Test("Neither the database nor the log has the code")
    func secrecy() async throws {
        let register = try await scratch.create()
        let invitation = try await register.invite("KEL-E1", by: scratch.by, now: Self.now)
        let log = try await auditText(register)
        register.close()
        let file = try Data(contentsOf: URL(filePath: scratch.folder + "/register.sqlite"))
        for text in [invitation.code.text, invitation.code.text.replacingOccurrences(of: "-", with: "")] {
            #expect(!log.contains(text))
            #expect(file.range(of: Data(text.utf8)) == nil)
        }
        #expect(file.range(of: Data(invitation.code.verifier)) != nil, "the search finds nothing at all")
    }

    @Test(
        "Any order of inviting, trying, waiting and revoking goes as the rules say", arguments: 0..<6 as Range<UInt64>)
    func model(seed: UInt64) async throws {
        var random = SplitMix(seed: seed + 100)
        let register = try await scratch.create()
        let kiosks = try (0..<3).map { _ in try Kiosk("KEL-E1", startingAt: Self.now) }
        let root = try scratch.rootDigest
        // The model.
        var waiting: (code: EnrolmentCode, expires: Int64, failures: Int)?
        var enrolled: Int?
        var isRevoked = false
        var now = Self.now
        var oldCodes: [EnrolmentCode] = []
        for _ in 0..<80 {
            let kiosk = Int(random.next() % 3)
            switch random.next() % 8 {
            case 0:
                let invitation = try await register.invite("KEL-E1", by: scratch.by, now: now)
                if let waiting { oldCodes.append(waiting.code) }
                waiting = (invitation.code, now + 3_600, 0)
            case 1: now += Int64(random.next() % 2_400)
            case 2:
                _ = await code { try await register.revokeGate("KEL-E1", by: scratch.by, now: now) }
                if let waiting { oldCodes.append(waiting.code) }
                waiting = nil
                if enrolled != nil { isRevoked = true }
            default:
                let isRight = random.next() % 2 == 0
                let tried =
                    isRight ? waiting?.code : oldCodes.last ?? EnrolmentCode(random: SecureRandom.bytes(20))
                let used = tried ?? EnrolmentCode(random: SecureRandom.bytes(20))
                let message = try kiosks[kiosk].enrolment(used, root: root, at: now)
                let refusal = await code { _ = try await register.enrol(message, now: now) }
                if let open = waiting, open.expires > now {
                    if used == open.code {
                        #expect(refusal == nil)
                        (enrolled, isRevoked) = (kiosk, false)
                        oldCodes.append(open.code)
                        waiting = nil
                    } else {
                        #expect(refusal == .enrolmentRefused)
                        waiting?.failures += 1
                        if open.failures + 1 == 5 { waiting = nil }
                    }
                } else {
                    waiting = nil
                    #expect((refusal == nil) == (enrolled == kiosk && !isRevoked))
                }
            }
            let expected: GateSummary.State =
                if enrolled == nil {
                    waiting.map { $0.expires > now } ?? false ? .invited : .absent
                } else if !isRevoked {
                    .enrolled
                } else {
                    waiting.map { $0.expires > now } ?? false ? .invited : .revoked
                }
            #expect(try await state(of: "KEL-E1", in: register, at: now) == expected)
        }
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }
}
