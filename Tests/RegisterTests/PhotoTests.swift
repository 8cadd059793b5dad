import Foundation
import GateMessages
import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import ServiceScenes
import StrictJSON
import Testing

@Suite("Photos of passes")
struct PhotoTests {
    static let now = ScratchRegister.now
    /// What stands for a JPEG of our own making.
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF] + Array("a face that nobody else sees".utf8) + [0xFF, 0xD9]

    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private struct Unexpected: Error {}

    /// Issues a pass with a photo.
    private func issue(
        _ record: [UInt8], in register: Register, jpeg: [UInt8] = Self.jpeg, at now: Int64 = Self.now
    ) async throws -> IssuedPass {
        let photo = try register.sealed(photo: jpeg)
        let outcome = try await register.issue(
            record, photos: { .success(PhotographedRecord(json: $0, photo: photo)) }, by: scratch.by, now: now)
        guard case .issued(let pass) = outcome else { throw Unexpected() }
        return pass
    }

    private func secret(_ pass: IssuedPass) throws -> [UInt8] {
        guard case .pass(let read) = try ScannedCode.decode(pass.text) else { throw Unexpected() }
        return try #require(read.claims.photoSecret)
    }

    private func gate(_ kiosk: Kiosk, in register: Register) async throws -> EnrolledGate {
        try await register.authenticate(
            kiosk.request("GET", "/p", at: Self.now), method: "GET", path: "/p", now: Self.now)
    }

    private func listing(_ kiosk: Kiosk, after place: Int64, in register: Register) async throws -> PhotoListing {
        let envelope = try await register.photos(
            for: gate(kiosk, in: register), after: place, now: Self.now + 500)
        return try #require(
            try UnverifiedMessage<PhotoListing>(decoding: envelope).verified(by: scratch.keys.receipt.publicKey))
    }

    @Test("Only the pass itself opens its photo, which lies in the register sealed and nowhere else")
    func sealed() async throws {
        let register = try await scratch.create()
        let pass = try await issue(Records.wang, in: register)
        let kiosk = try await scratch.kiosk("KEL-E1", in: register)
        let entry = try #require(try await listing(kiosk, after: 0, in: register).entries.first)
        let secret = try secret(pass)
        #expect(Hex.encode(entry.name) == (try PhotoCipher.name(secret: secret)))
        let blob = try #require(
            try await register.photo(named: entry.name, for: gate(kiosk, in: register)))
        #expect(Int64(blob.count) == entry.size && Hash.blake2b(blob) == entry.digest)
        #expect(entry.expires == pass.expires)
        #expect(try PhotoCipher.open(blob: blob, secret: secret) == Self.jpeg)
        let other = try await issue(Records.person(2), in: register)
        let otherSecret = try self.secret(other)
        #expect(throws: CryptoError.self) { try PhotoCipher.open(blob: blob, secret: otherSecret) }
        // As a gate decides on it: a good pass.
        _ = try await register.publish(by: scratch.by, now: Self.now)
        #expect(try scratch.decide(pass.text).verdict == .admit)
        register.close()
        for name in try #require(FileManager.default.enumerator(atPath: scratch.folder)?.allObjects as? [String]) {
            guard let data = FileManager.default.contents(atPath: "\(scratch.folder)/\(name)") else { continue }
            #expect(data.range(of: Data(Self.jpeg)) == nil, "\(name)")
        }
    }

    @Test("A listing only grows, in the order of release, over an opening and a clock that was put back")
    func order() async throws {
        let register = try await scratch.create()
        let kiosk = try await scratch.kiosk("KEL-E1", in: register)
        #expect(try await listing(kiosk, after: 0, in: register).entries.isEmpty)
        let first = try await issue(Records.wang, in: register, at: Self.now + 7_200)
        let one = try await listing(kiosk, after: 0, in: register)
        #expect(one.entries.count == 1 && !one.hasMore)
        register.close()
        let again = try await scratch.open()
        let second = try await issue(Records.person(2), in: again)
        let two = try await listing(kiosk, after: one.through, in: again)
        #expect(try two.entries.map { Hex.encode($0.name) } == [PhotoCipher.name(secret: secret(second))])
        #expect(two.through > one.through)
        let all = try await listing(kiosk, after: 0, in: again)
        #expect(
            try all.entries.map { Hex.encode($0.name) }
                == [first, second].map { try PhotoCipher.name(secret: secret($0)) })
        #expect(try await listing(kiosk, after: two.through, in: again).entries.isEmpty)
        again.close()
    }

    @Test("A gate gets the photos of passes for its port, and of no others")
    func ports() async throws {
        let register = try await scratch.create()
        let keelung = try await scratch.kiosk("KEL-E1", in: register)
        let taipei = try await scratch.kiosk("TPE-N1", in: register)
        let here = try PhotoCipher.nameBytes(secret: secret(try await issue(Records.wang, in: register)))
        let access: [String: [String]] = ["TWKEL": ["A"], "TWTPE": ["N"]]
        let both = try PhotoCipher.nameBytes(
            secret: secret(try await issue(Records.person(2, ["access": access]), in: register)))
        #expect(try await listing(keelung, after: 0, in: register).entries.map(\.name) == [here, both])
        #expect(try await listing(taipei, after: 0, in: register).entries.map(\.name) == [both])
        let north = try await gate(taipei, in: register)
        #expect(try await register.photo(named: here, for: north) == nil)
        #expect(try await register.photo(named: both, for: north) != nil)
        #expect(try await register.photo(named: [UInt8](repeating: 7, count: 16), for: north) == nil)
        register.close()
    }

    @Test("A photo goes with its pass: revoked or replaced, the listing says so and the blob is gone")
    func withdrawn() async throws {
        let register = try await scratch.create()
        let kiosk = try await scratch.kiosk("KEL-E1", in: register)
        let pass = try await issue(Records.wang, in: register)
        let name = try PhotoCipher.nameBytes(secret: secret(pass))
        let east = try await gate(kiosk, in: register)
        let before = try await listing(kiosk, after: 0, in: register)
        // Bound to a phone it is the same picture: it stays for the new one, and comes to who has it already once more.
        let phone = HolderKey(try SigningKey.generate().publicKey.bytes)
        let reissued = try await register.reissue(
            pass.id, .holderKey(phone), activation: .now, reason: "lost", by: scratch.by, now: Self.now)
        guard case .issued(let bound) = reissued else { throw Unexpected() }
        #expect(try secret(bound) == secret(pass))
        #expect(try await register.photo(named: name, for: east) != nil)
        #expect(try await listing(kiosk, after: before.through, in: register).entries.map(\.size).allSatisfy { $0 > 0 })
        // Suspended passes come back.
        _ = try await register.change(.suspend, bound.id, reason: "lost", by: scratch.by, now: Self.now)
        #expect(try await register.photo(named: name, for: east) != nil)
        let place = try await listing(kiosk, after: 0, in: register).through
        _ = try await register.change(.revoke, bound.id, reason: "stolen", by: scratch.by, now: Self.now)
        #expect(try await register.photo(named: name, for: east) == nil)
        let after = try await listing(kiosk, after: place, in: register)
        #expect(after.entries.map(\.name) == [name] && after.entries.map(\.size) == [0])
        #expect(try await listing(kiosk, after: 0, in: register).entries.count == 1)
        register.close()
    }

    @Test("A photo is forgotten a while after its last pass has expired, and places still grow")
    func forgotten() async throws {
        let register = try await scratch.create()
        let kiosk = try await scratch.kiosk("KEL-E1", in: register)
        let short = try await issue(
            Records.with(["term": "temporary", "notAfter": "2026-12-05T00:00:00+08:00"]), in: register)
        let long = try await issue(Records.person(2), in: register)
        let east = try await gate(kiosk, in: register)
        let through = try await listing(kiosk, after: 0, in: register).through
        _ = try await register.publish(by: scratch.by, now: Self.now + 20 * 86_400)
        #expect(try await listing(kiosk, after: 0, in: register).entries.count == 2)
        _ = try await register.publish(by: scratch.by, now: Self.now + 40 * 86_400)
        let name = try PhotoCipher.nameBytes(secret: secret(short))
        #expect(try await register.photo(named: name, for: east) == nil)
        #expect(
            try await listing(kiosk, after: 0, in: register).entries.map(\.name)
                == [PhotoCipher.nameBytes(secret: secret(long))])
        _ = try await issue(Records.person(3), in: register)
        #expect(try await listing(kiosk, after: through, in: register).entries.count == 1)
        register.close()
    }

    @Test("A power cut between intent and release loses neither the pass nor its photo, and shows none before")
    func powerCut() async throws {
        for step in 0..<2 {
            let scratch = try ScratchRegister()
            let first = try await scratch.create()
            let kiosk = try await scratch.kiosk("KEL-E1", in: first)
            first.close()
            var engine: FaultyEngine?
            let cut = try await scratch.open(wrapping: { base in
                let faulty = FaultyEngine(base, .before)
                engine = faulty
                return faulty
            })
            engine?.cutPower(at: step)
            let photo = try cut.sealed(photo: Self.jpeg)
            let by = scratch.by
            await #expect(throws: (any Error).self) {
                _ = try await cut.issue(
                    Records.wang, photos: { .success(PhotographedRecord(json: $0, photo: photo)) }, by: by,
                    now: Self.now)
            }
            cut.close()
            let register = try await scratch.open()
            let gate = try await self.gate(kiosk, in: register)
            let envelope = try await register.photos(for: gate, after: 0, now: Self.now)
            let listing = try UnverifiedMessage<PhotoListing>(decoding: envelope).claimed
            // Nothing of it was stored, or the opening finished it.
            #expect(listing.entries.count == step, "step \(step)")
            let name = try PhotoCipher.nameBytes(secret: photo.secret)
            #expect((try await register.photo(named: name, for: gate) != nil) == (step == 1), "step \(step)")
            register.close()
        }
    }

    // MARK: Applications

    @Test("An applicant's photo is gates' only when the pass was issued, and then theirs alone")
    func application() async throws {
        let register = try await scratch.create()
        let kiosk = try await scratch.kiosk("KEL-E1", in: register)
        let id = try await register.startDraft(
            .person, values: SampleAnswers.driver, contact: Contact.sample("a@example.org"), language: .zhHant,
            now: Self.now)
        for field in ["photo", "doc-identity", "doc-licence"] {
            _ = try await register.attach(Self.jpeg, as: field, replacing: true, to: id, now: Self.now)
        }
        #expect(try await register.submit(id, by: scratch.by, now: Self.now) == .submitted)
        try await register.sendToPolice(id, by: scratch.by, now: Self.now)
        try await register.setVerdict(.clear, reference: "POL-1", of: id, by: scratch.by, now: Self.now)
        #expect(try await listing(kiosk, after: 0, in: register).entries.isEmpty)
        let pass = try #require(try await register.issuePaid(id, by: scratch.by, now: Self.now).first)
        let entry = try #require(try await listing(kiosk, after: 0, in: register).entries.first)
        let blob = try #require(try await register.photo(named: entry.name, for: gate(kiosk, in: register)))
        #expect(try PhotoCipher.open(blob: blob, secret: secret(pass)) == Self.jpeg)
        #expect(try await register.opened(id)?.attached == ["doc-identity": 1, "doc-licence": 1])
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("A record's own secret beside a photo, and a photo that can't be taken, are refused at their field")
    func refused() async throws {
        let register = try await scratch.create()
        let photo = try register.sealed(photo: Self.jpeg)
        let outcome = try await register.issue(
            Records.with(["photoSecret": "000102030405060708090a0b0c0d0e0f"]),
            photos: { .success(PhotographedRecord(json: $0, photo: photo)) }, by: scratch.by, now: Self.now)
        guard case .refused(let refusal) = outcome else { throw Unexpected() }
        #expect(refusal.problems.map(\.field) == ["photoSecret"])
        let lines = [Records.wang, Records.person(2)]
        var next = 0
        var answers: [String] = []
        let summary = try await register.issueLines(
            next: {
                next += 1
                return next <= lines.count ? lines[next - 1] : nil
            },
            photos: { record in
                record == lines[0]
                    ? .failure(RecordRefusal([FieldProblem("photo", "photo-too-small", "the picture is too small")]))
                    : .success(PhotographedRecord(json: record, photo: photo))
            }, now: { Self.now }, by: scratch.by
        ) { line in
            if case .refused(let refusal) = line.outcome { answers += refusal.problems.map(\.rule) }
        }
        #expect(summary == IssueSummary(issued: 1, refused: 1) && answers == ["photo-too-small"])
        register.close()
    }
}
