import Foundation
import PassCrypto
import PassFormat
import Register
import SQLStore
import ServiceScenes
import Testing

@Suite("Applications")
struct ApplicationTests {
    static let now = ScratchRegister.now
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 500)
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private struct Refused: Error { let faults: [Fault] }

    /// A draft with everything in it.
    private func draft(
        _ register: Register, _ kind: ApplicationKind = .visit, _ values: FieldValues = SampleAnswers.visit,
        contact: String = "an@example.org"
    ) async throws -> ApplicationID {
        let id = try await register.startDraft(
            kind, values: values, contact: Contact.sample(contact), language: .zhHant, now: Self.now)
        for field in ["photo", "doc-identity", "doc-licence", "doc-registration"] {
            _ = try #require(
                try await register.attach(Self.jpeg, as: field, replacing: true, to: id, now: Self.now))
        }
        return id
    }

    /// How many passes of the visit were released, whatever they are tied to.
    private func released(_ register: Register) async throws -> Int {
        try await register.findPasses("基隆港埠裝卸股份有限公司").count { $0.state != .intended && $0.state != .void }
    }

    private func sent(
        _ register: Register, _ kind: ApplicationKind = .visit, _ values: FieldValues = SampleAnswers.visit,
        contact: String = "an@example.org"
    ) async throws -> ApplicationID {
        let id = try await draft(register, kind, values, contact: contact)
        let outcome = try await register.submit(id, by: scratch.by, now: Self.now)
        guard case .submitted = outcome else {
            if case .refused(let faults) = outcome { throw Refused(faults: faults) }
            throw Refused(faults: [])
        }
        return id
    }

    private func issued(_ register: Register, _ id: ApplicationID, now: Int64 = Self.now) async throws -> [IssuedPass] {
        switch try await register.approve(id, by: scratch.by, now: now) {
        case .issued(let passes): return passes
        case .refused(let faults): throw Refused(faults: faults)
        case .awaitsPayment: throw Refused(faults: [])
        }
    }

    @Test("A visit becomes a pass for each person and vehicle, once, from however many sides it is approved")
    func visit() async throws {
        let register = try await scratch.create()
        let id = try await sent(register)
        #expect(try await register.reviewQueue().map(\.application.id) == [id])
        let by = scratch.by
        let outcomes = try await withThrowingTaskGroup(of: Register.ApprovalOutcome?.self) { group in
            for _ in 0..<8 { group.addTask { try? await register.approve(id, by: by, now: Self.now) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains { if case .issued = $0 { true } else { false } })
        let passes = try await issued(register, id)
        #expect(passes.count == 3)
        let claims: [PassClaims] = try passes.map { try read($0.text) }
        #expect(claims.map(\.kind) == [.person, .person, .vehicle])
        #expect(claims.allSatisfy { $0.term == .singleVisit })
        #expect(claims[1].name?.string == "NGUYEN VAN AN" && claims[1].idHint?.string == "4567")
        #expect(claims[2].plates.map(\.string) == ["XYZ9876"])
        let history = try await register.history(of: id)
        let (steps, summaries) = (history.steps, history.passes)
        #expect(steps.map(\.act) == [.submit, .approve, .issue] && summaries.map(\.id) == passes.map(\.id))
        #expect(try await released(register) == 3)
        #expect(try await register.reviewQueue().isEmpty)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("A driver's waits for the police; an objection, or none, keeps it from being approved")
    func police() async throws {
        let register = try await scratch.create()
        let id = try await sent(register, .person, SampleAnswers.driver)
        func refused() async throws {
            let error = await #expect(throws: RegisterError.self) {
                _ = try await register.approve(id, by: scratch.by, now: Self.now)
            }
            #expect(error?.code == .impossibleChange)
        }
        try await refused()
        try await register.sendToPolice(id, by: scratch.by, now: Self.now)
        try await refused()
        try await register.setVerdict(.objection, reference: "POL-1", of: id, by: scratch.by, now: Self.now)
        try await refused()
        try await register.setVerdict(.clear, reference: "POL-2", of: id, by: scratch.by, now: Self.now)
        _ = try await register.approve(id, by: scratch.by, now: Self.now)
        #expect(try await register.application(id)?.verdict == .clear)
        register.close()
    }

    @Test("What is wrong is told at its field, and nothing is sent")
    func faults() async throws {
        let register = try await scratch.create()
        var values = SampleAnswers.visit
        values["people.0.idNumber"] = "A123456788"
        let id = try await draft(register, .visit, values)
        let outcome = try await register.submit(id, by: scratch.by, now: Self.now)
        #expect(outcome == .refused([Fault("people.0.idNumber", "check-digit")]))
        #expect(try await register.application(id)?.state == .draft)
        #expect(try await register.reviewQueue().isEmpty)
        register.close()
    }

    @Test("Without a contact that was proved nothing is sent from a browser")
    func contact() async throws {
        let register = try await scratch.create()
        let id = try await register.startDraft(.visit, values: SampleAnswers.visit, language: .vi, now: Self.now)
        #expect(
            try await register.submit(id, by: scratch.by, now: Self.now) == .refused([Fault("contact", "required")]))
        register.close()
    }

    @Test("A correction asks for what was faulted and changes nothing else")
    func correction() async throws {
        let register = try await scratch.create()
        let id = try await sent(register)
        try await register.fault(
            [Fault("people.1.idNumber", "unreadable"), Fault("doc-letter", "unreadable")], of: id, by: scratch.by,
            now: Self.now)
        let application = try #require(try await register.application(id))
        #expect(
            application.state == .correction && application.faults.map(\.field) == ["people.1.idNumber", "doc-letter"])
        var values = SampleAnswers.visit
        values["people.1.idNumber"] = "C7654321"
        values["people.0.name"] = "別人"
        values[all: "zones"] = ["TWKHH/A"]
        #expect(try await register.save(values, of: id, version: application.version, now: Self.now))
        #expect(try await register.attach(Self.jpeg, as: "doc-identity", replacing: true, to: id, now: Self.now) == nil)
        #expect(try await register.attach(Self.jpeg, as: "doc-letter", replacing: true, to: id, now: Self.now) != nil)
        #expect(try await register.submit(id, by: scratch.by, now: Self.now) == .submitted)
        let opened = try #require(try await register.opened(id))
        #expect(opened.values["people.1.idNumber"] == "C7654321" && opened.values["people.0.name"] == "王小明")
        #expect(opened.values[all: "zones"] == ["TWKEL/A"])
        #expect(try await register.history(of: id).steps.map(\.act) == [.submit, .fault, .correct])
        register.close()
    }

    @Test("Two devices: who saves from an older version is told, and nothing is lost")
    func versions() async throws {
        let register = try await scratch.create()
        let id = try await draft(register)
        let version = try #require(try await register.application(id)).version
        var one = SampleAnswers.visit
        one["sponsorContact"] = "甲"
        #expect(try await register.save(one, of: id, version: version, now: Self.now))
        #expect(try await !register.save(SampleAnswers.visit, of: id, version: version, now: Self.now))
        #expect(try await register.opened(id)?.values["sponsorContact"] == "甲")
        register.close()
    }

    @Test("Are decided once: what was rejected is not approved, and what was issued is not rejected")
    func decidedOnce() async throws {
        let register = try await scratch.create()
        let (one, two) = (try await sent(register), try await sent(register))
        await #expect(throws: RegisterError.self) {
            try await register.reject(one, reason: "found", by: scratch.by, now: Self.now)
        }
        for _ in 0..<2 { try await register.reject(one, reason: "incomplete", by: scratch.by, now: Self.now) }
        #expect(try await register.application(one)?.reason == "incomplete")
        _ = try await issued(register, two)
        for work in [
            { _ = try await register.approve(one, by: self.scratch.by, now: Self.now) },
            { try await register.reject(two, reason: "other", by: self.scratch.by, now: Self.now) },
            { try await register.fault([Fault("name", "format")], of: one, by: self.scratch.by, now: Self.now) },
        ] as [() async throws -> Void] {
            let error = await #expect(throws: RegisterError.self) { try await work() }
            #expect(error?.code == .impossibleChange)
        }
        #expect(try await !register.withdraw(two, by: scratch.by, now: Self.now))
        register.close()
        for statement in [
            "UPDATE application SET state = 'submitted', issued_at = NULL WHERE state = 'issued'",
            "UPDATE application SET reason = NULL WHERE state = 'rejected'",
            "UPDATE application SET contact = x'00'",
        ] as [StaticString] {
            await #expect(throws: StoreError.self) { try await scratch.tamper { try $0.execute(statement) } }
        }
    }

    @Test("A second periodic pass is told to the contact that has the first, and found by staff for anybody else")
    func onePeriodicPass() async throws {
        let register = try await scratch.create()
        let first = try await sent(register, .vehicle, SampleAnswers.periodicLorry)
        _ = try await register.issuePaid(first, by: scratch.by, now: Self.now)
        let pass = try #require(try await register.settledPass(of: first))
        do {
            _ = try await sent(register, .vehicle, SampleAnswers.periodicLorry)
            Issue.record("it was sent")
        } catch let refused as Refused {
            #expect(refused.faults == [Fault("plate", "one-periodic-pass", ["number": pass])])
        }
        let other = try await sent(register, .vehicle, SampleAnswers.periodicLorry, contact: "other@example.org")
        guard case .refused(let faults) = try await register.approve(other, by: scratch.by, now: Self.now) else {
            Issue.record("two periodic passes")
            return
        }
        #expect(faults.map(\.rule) == ["one-periodic-pass"])
        #expect(try await register.application(other)?.state == .submitted)
        register.close()
    }

    @Test("A renewal takes the place of the old pass under its number")
    func renewal() async throws {
        let register = try await scratch.create()
        let first = try await sent(register, .vehicle, SampleAnswers.periodicLorry)
        _ = try await register.issuePaid(first, by: scratch.by, now: Self.now)
        let number = try #require(try await register.settledPass(of: first))
        var values = SampleAnswers.periodicLorry
        values["renews"] = number
        values["until"] = "2028-11-30"
        let second = try await sent(register, .vehicle, values)
        _ = try await register.issuePaid(second, by: scratch.by, now: Self.now)
        let passes = try await register.history(of: second).passes
        #expect(passes.map(\.number) == [number] && passes.first?.state == .active)
        #expect(try await register.history(of: first).passes.first?.state == .superseded)
        register.close()
    }

    @Test("A passport's fourth visit of a month is refused")
    func quota() async throws {
        let register = try await scratch.create()
        for round in 0..<4 {
            do {
                let id = try await sent(register)
                _ = try await issued(register, id)
                #expect(round < 3)
            } catch let refused as Refused {
                #expect(round == 3)
                #expect(refused.faults == [Fault("people.1.idNumber", "quota", ["most": "3"])])
            }
        }
        var january = SampleAnswers.visit
        january["from"] = "2027-01-01"
        january["until"] = "2027-01-02"
        _ = try await sent(register, .visit, january)
        register.close()
    }

    @Test(
        "Survive a power cut at any step of an approval: every pass once, and the application knows them",
        arguments: FaultyEngine.Moment.allCases)
    func powerCut(moment: FaultyEngine.Moment) async throws {
        for step in 0..<9 {
            let scratch = try ScratchRegister()
            let first = try await scratch.create()
            let id = try await first.startDraft(
                .visit, values: SampleAnswers.visit, contact: Contact.sample("a@example.org"), language: .en,
                now: Self.now)
            #expect(try await first.submit(id, by: scratch.by, now: Self.now) == .submitted)
            first.close()
            var engine: FaultyEngine?
            let cut = try await scratch.open(wrapping: { base in
                let faulty = FaultyEngine(base, moment)
                engine = faulty
                return faulty
            })
            engine?.cutPower(at: step)
            let wasCut = await (try? cut.approve(id, by: scratch.by, now: Self.now)) == nil
            // One to approve, two for each of three passes, one to tie them together.
            #expect(wasCut == (step < 8), "step \(step)")
            cut.close()
            let register = try await scratch.open()
            let state = try #require(try await register.application(id)).state
            #expect(state == .submitted || state == .approved || state == .issued)
            if state == .submitted {
                _ = try await register.approve(id, by: scratch.by, now: Self.now)
            } else {
                // Nobody has to ask.
                try await register.settleApplications(by: scratch.by, now: Self.now)
            }
            #expect(try await register.application(id)?.state == .issued, "step \(step)")
            #expect(try await register.history(of: id).passes.count == 3)
            #expect(try await released(register) == 3, "step \(step)")
            #expect(try await register.verifyAudit().problems == [])
            register.close()
        }
    }

    @Test("What never comes ends: a draft, a correction")
    func lapse() async throws {
        let register = try await scratch.create()
        let draft = try await draft(register)
        let faulty = try await sent(register)
        try await register.fault([Fault("zones", "unknown-zone")], of: faulty, by: scratch.by, now: Self.now)
        let waiting = try await sent(register)
        #expect(try await register.settleApplications(by: scratch.by, now: Self.now + 13 * 86_400) == 0)
        #expect(try await register.settleApplications(by: scratch.by, now: Self.now + 31 * 86_400) == 2)
        for id in [draft, faulty] {
            #expect(try await register.application(id)?.state == .lapsed)
            #expect(try await register.opened(id)?.attachments.isEmpty == true)
        }
        #expect(try await register.application(waiting)?.state == .submitted)
        register.close()
    }

    @Test("Pictures have room for so many, and a full one loses nothing of what there was")
    func room() async throws {
        let register = try await scratch.create()
        let id = try await draft(register)
        var limits = AttachmentLimits()
        limits.count = 4
        let before = try #require(try await register.opened(id)).attachments
        #expect(before.count == 4)
        #expect(
            try await register.attach(Self.jpeg, as: "doc-x", replacing: false, to: id, within: limits, now: Self.now)
                == nil)
        #expect(try await register.opened(id)?.attachments == before)
        #expect(
            try await register.attach(Self.jpeg, as: "photo", replacing: true, to: id, within: limits, now: Self.now)
                != nil)
        let photo = try #require(try await register.opened(id)).attachments.first { $0.field == "photo" }
        #expect(try await register.picture(#require(photo).id, of: id) == Self.jpeg)
        #expect(try await register.detach(#require(photo).id, from: id, now: Self.now))
        #expect(try await register.withdraw(id, by: scratch.by, now: Self.now))
        // Their room is free again.
        limits.count = 1
        let other = try await register.startDraft(.visit, language: .fil, now: Self.now)
        #expect(
            try await register.attach(
                Self.jpeg, as: "doc-x", replacing: false, to: other, within: limits, now: Self.now)
                != nil)
        register.close()
    }

    @Test("Stand in no file in the clear: not the number, not the name, not the address; nor in the audit log")
    func privacy() async throws {
        let register = try await scratch.create()
        var values = SampleAnswers.visit
        values["people.0.name"] = "羅秘密"
        values["people.0.idKind"] = "resident"
        values["people.0.idNumber"] = "AC01234567"
        values["organisation"] = "不公開公司"
        let id = try await sent(register, .visit, values, contact: "geheim@example.org")
        try await register.fault([Fault("people.0.name", "unreadable")], of: id, by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        for isOpen in [true, false] {
            if !isOpen { register.close() }
            let names = try #require(FileManager.default.enumerator(atPath: scratch.folder)?.allObjects as? [String])
            for name in names {
                guard let data = FileManager.default.contents(atPath: "\(scratch.folder)/\(name)") else { continue }
                for secret in ["AC01234567", "01234567", "羅秘密", "不公開公司", "geheim"] {
                    #expect(data.range(of: Data(secret.utf8)) == nil, "\(name)")
                }
            }
        }
    }

    @Test("The usual time is told from what was issued")
    func usualDuration() async throws {
        let register = try await scratch.create()
        #expect(try await register.usualDuration(of: .visit, now: Self.now) == nil)
        for hours in [1, 5, 30] as [Int64] {
            var values = SampleAnswers.visit
            values.removeRows(of: "people")
            values["people.0.name"] = "王小明"
            values["people.0.idKind"] = "national"
            values["people.0.idNumber"] = "A123456789"
            let id = try await sent(register, .visit, values)
            _ = try await issued(register, id, now: Self.now + hours * 3_600)
        }
        #expect(try await register.usualDuration(of: .visit, now: Self.now + 299) == nil, "it is kept for five minutes")
        #expect(try await register.usualDuration(of: .visit, now: Self.now + 300) == 5 * 3_600)
        #expect(try await register.usualDuration(of: .visit, now: Self.now) == 5 * 3_600, "a clock that was put back")
        register.close()
    }
}

private func read(_ text: String) throws -> PassClaims {
    switch try ScannedCode.decode(text) {
    case .pass(let pass): pass.claims
    case .live(let live): live.pass.claims
    }
}

extension Register {
    /// The number of the one pass that an application led to.
    func settledPass(of id: ApplicationID) async throws -> String? { try await history(of: id).passes.first?.number }
}

extension Contact {
    static func sample(_ address: String) -> Contact? { Contact(.email, typed: address) }
}

extension SampleAnswers {
    static var periodicLorry: FieldValues {
        var values = lorry
        values["term"] = "periodic"
        values["until"] = "2027-11-30"
        return values
    }
}
