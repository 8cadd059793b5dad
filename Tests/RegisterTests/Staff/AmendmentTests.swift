import Foundation
import Identifiers
import PassCrypto
import PassFormat
import PassVerify
import Register
import ServiceScenes
import Testing

@Suite("A pass issued anew by the office")
struct AmendmentTests {
    static let now = ScratchRegister.now
    private static let day: Int64 = 86_400

    private func claims(_ text: String?) throws -> PassClaims {
        guard case .pass(let pass) = try ScannedCode.decode(try #require(text)) else {
            throw ScratchRegister.NothingPublished()
        }
        return pass.claims
    }

    private func lastDay(_ text: String) throws -> CivilDate { try #require(CivilDate(text: text)) }

    private func rules(_ outcome: IssueOutcome) -> [String]? { outcome.refusal?.problems.map(\.rule) }

    private func amend(
        _ register: Register, _ id: PassID, _ amendment: PassAmendment, _ activation: Activation = .now,
        by principal: Principal, now: Int64 = now
    ) async throws -> IssueOutcome {
        try await register.amend(id, amendment, activation: activation, by: principal, now: now)
    }

    @Test(
        "Damaged: the same particulars, photo and number, when it is collected; its holder is told, and it is one pass all along"
    )
    func damaged() async throws {
        let scene = try await HeldPassScene()
        let (register, scratch) = (scene.register, scene.scratch)
        let pass = try await scene.driver()
        _ = try await scene.messages()
        let new = try #require(
            try await amend(
                register, pass.id, PassAmendment(reason: "damaged"), .whenActivated, by: scene.clerk
            ).pass)
        #expect(new.number == pass.number && new.id != pass.id)
        let told = try await scene.messages()
        #expect(told.map(\.kind) == [.passReady] && told[0].to == scene.wang && told[0].facts == ["pass": pass.number])
        _ = try await register.publish(by: scene.site, now: Self.now + 1)
        // Its photo is to be looked at, as before.
        #expect(try scratch.decide(pass.text, now: Self.now + 2).verdict != .deny)
        #expect(try scratch.decide(new.text, now: Self.now + 2).has(.suspended))
        // A second one does not wait beside it.
        #expect(try await !register.mayReissue(pass.id, now: Self.now + 2))
        await #expect(throws: RegisterError.self) {
            _ = try await amend(register, pass.id, PassAmendment(reason: "damaged"), by: scene.clerk)
        }
        _ = try await register.activate(new.id, by: scene.clerk, now: Self.now + 3)
        _ = try await register.publish(by: scene.site, now: Self.now + 4)
        #expect(try scratch.decide(pass.text, now: Self.now + 5).has(.superseded))
        #expect(try scratch.decide(new.text, now: Self.now + 5).verdict != .deny)
        let (old, made) = (try claims(pass.text), try claims(new.text))
        #expect(made.name == old.name && made.idHint == old.idHint && made.access == old.access)
        #expect(made.photoSecret == old.photoSecret && old.photoSecret != nil && made.expires == old.expires)
        try await scene.close()
    }

    @Test("Lost: the old one stops at once, the phone is let go, and no one is told nothing")
    func lost() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let phone = HolderKey(try ScratchRegister.key().publicKey.bytes)
        let bound = try #require(
            try await register.reissue(
                pass.id, .holderKey(phone), activation: .now, reason: "new-phone", by: scene.site, now: Self.now
            ).pass)
        _ = try await scene.messages()
        let new = try #require(
            try await amend(register, bound.id, PassAmendment(reason: "stolen"), .whenActivated, by: scene.clerk).pass)
        #expect(try await register.pass(bound.id)?.state == .suspended)
        #expect(try claims(new.text).holderKey == nil)
        #expect(try await scene.messages().map(\.kind) == [.passChanged, .passReady])
        _ = try await register.activate(new.id, by: scene.clerk, now: Self.now + 9)
        #expect(try await register.passes(number: pass.number).map(\.state) == [.superseded, .superseded, .active])
        try await scene.close()
    }

    @Test("What was reported as lost leaves the phone, whatever it is issued anew for; one that is not keeps it")
    func phone() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let phone = HolderKey(try ScratchRegister.key().publicKey.bytes)
        let bound = try #require(
            try await register.reissue(
                pass.id, .holderKey(phone), activation: .now, reason: "new-phone", by: scene.site, now: Self.now
            ).pass)
        let kept = try #require(
            try await amend(register, bound.id, PassAmendment(reason: "damaged"), by: scene.clerk).pass)
        #expect(try claims(kept.text).holderKey == phone)
        _ = try await register.reportLost(kept.id, .mislaid, by: scene.site, now: Self.now)
        let free = try #require(
            try await amend(register, kept.id, PassAmendment(reason: "damaged"), by: scene.clerk).pass)
        #expect(try claims(free.text).holderKey == nil)
        #expect(try await register.pass(free.id)?.state == .active)
        try await scene.close()
    }

    @Test("Other particulars: name, company and plates; nothing changed is nothing done, and no field breaks a rule")
    func particulars() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        _ = try await scene.messages()
        #expect(
            rules(try await amend(register, pass.id, PassAmendment(reason: "data-changed"), by: scene.clerk))
                == ["unchanged"])
        var amendment = PassAmendment(reason: "data-changed")
        amendment.name = " "
        #expect(rules(try await amend(register, pass.id, amendment, by: scene.clerk)) == ["empty"])
        amendment.name = String(repeating: "王", count: 40)
        #expect(rules(try await amend(register, pass.id, amendment, by: scene.clerk)) == ["too-long"])
        #expect(try await register.passes(number: pass.number).count == 1, "a refusal leaves nothing behind")
        amendment.name = "王大明"
        amendment.organisation = "台中港埠股份有限公司"
        amendment.plates = ["abc-1234"]
        let new = try #require(try await amend(register, pass.id, amendment, by: scene.clerk).pass)
        let made = try claims(new.text)
        #expect(made.name == "王大明" && made.organisation == "台中港埠股份有限公司" && made.plates == ["ABC1234"])
        #expect(try await register.passes(number: pass.number).map(\.state) == [.superseded, .active])
        #expect(try await scene.messages().map(\.kind) == [.passReissued])
        #expect(try await register.findPasses("王大明").contains { $0.id == new.id })
        try await scene.close()
    }

    @Test("Longer: a month beyond what was granted, however often, within the term, and only later than it is")
    func extended() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        // Until 2027-11-30.
        let pass = try await scene.driver()
        #expect(try await register.latestDay(of: pass.id, now: Self.now) == lastDay("2027-12-31"))
        func extend(_ id: PassID, _ day: String) async throws -> IssueOutcome {
            var amendment = PassAmendment(reason: PassAmendment.extended)
            amendment.lastDay = try lastDay(day)
            return try await amend(register, id, amendment, by: scene.clerk)
        }
        #expect(rules(try await extend(pass.id, "2027-11-30")) == ["not-later"])
        #expect(rules(try await extend(pass.id, "2026-12-24")) == ["not-later"])
        #expect(rules(try await extend(pass.id, "2028-01-01")) == ["longest-extension"])
        let first = try #require(try await extend(pass.id, "2027-12-15").pass)
        #expect(rules(try await extend(first.id, "2028-01-01")) == ["longest-extension"], "not a month more each time")
        let second = try #require(try await extend(first.id, "2027-12-31").pass)
        #expect(try await register.latestDay(of: second.id, now: Self.now) == nil)
        let made = try claims(second.text)
        #expect(made.expires == (try lastDay("2028-01-01")).start(utcOffset: register.utcOffset))
        #expect(made.notBefore == (try claims(pass.text)).notBefore)
        try await scene.close()
    }

    @Test("A term is never longer than the rules allow, by an extension neither")
    func term() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let outcome = try await register.issue(
            Records.with(["term": "temporary", "notAfter": "2026-12-20T00:00:00+08:00"]), by: scene.site, now: Self.now)
        let pass = try #require(outcome.pass)
        #expect(try await register.latestDay(of: pass.id, now: Self.now) == lastDay("2026-12-31"))
        // One that ends in the middle of a day: what is shown as the latest is not refused.
        let midday = try await register.issue(
            Records.person(7, ["notBefore": "P0D", "notAfter": "P1Y"]), by: scene.site, now: Self.now)
        let other = try #require(midday.pass)
        let latest = try #require(try await register.latestDay(of: other.id, now: Self.now))
        #expect(latest == (try lastDay("2027-12-31")))
        var amendment = PassAmendment(reason: PassAmendment.extended)
        amendment.lastDay = latest
        #expect(try await amend(register, other.id, amendment, by: scene.clerk).pass != nil)
        try await scene.close()
    }

    @Test("Another port or zone is added to those that it opens; one that there is not is refused")
    func ports() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        func add(_ ports: [PassAmendment.Port]) async throws -> IssueOutcome {
            var amendment = PassAmendment(reason: PassAmendment.portAdded)
            amendment.ports = ports
            return try await amend(register, pass.id, amendment, by: scene.clerk)
        }
        #expect(rules(try await add([.init(port: "TWXXX", zones: ["A"])])) == ["unknown-port"])
        #expect(rules(try await add([.init(port: "TWTPE", zones: ["no-such"])])) == ["unknown-zone"])
        let taipei = try #require(register.ports.first { $0.id == "TWTPE" })
        let zone = try #require(taipei.zones.first)
        let new = try #require(try await add([.init(port: "TWTPE", zones: [zone.name])]).pass)
        let access = try claims(new.text).access
        #expect(access.first { $0.port == "TWKEL" } == (try claims(pass.text).access.first))
        #expect(access.first { $0.port == "TWTPE" }?.zones == 1 << UInt64(zone.bit))
        try await scene.close()
    }

    @Test("A ban stands against more time and more ports, and not against what one had")
    func banned() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let recorded = try await register.record(
            ViolationDraft(
                number: try register.violationNumber(now: Self.now), whom: .pass(pass.id), rule: "wrong-zone",
                occurredAt: Self.now - 3_600, place: "KEL-E1", evidence: "進入未許可的港區"), by: scene.reviewer,
            now: Self.now)
        guard case .recorded = recorded else { throw CompanyScene.Unexpected("\(recorded)") }
        #expect(try await scene.state(pass) == .active)
        var longer = PassAmendment(reason: PassAmendment.extended)
        longer.lastDay = try lastDay("2027-12-15")
        #expect(rules(try await amend(register, pass.id, longer, by: scene.clerk)) == ["banned"])
        var wider = PassAmendment(reason: PassAmendment.portAdded)
        wider.ports = [.init(port: "TWKEL", zones: ["C"])]
        #expect(rules(try await amend(register, pass.id, wider, by: scene.clerk)) == ["banned"])
        let new = try await amend(register, pass.id, PassAmendment(reason: "damaged"), by: scene.clerk)
        #expect(new.pass != nil)
        try await scene.close()
    }

    @Test("Nobody does it for themselves; a vehicle's plates stay; what a violation holds is not shaken off")
    func refused() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let address: Contact = try #require(Contact(typed: "chen@port.example"))
        let pass = try await scene.issued(.person, SampleAnswers.driver, contact: address)
        // Somebody of the staff whose own pass it is.
        let chen = try #require(StaffHandle("chen"))
        _ = try await register.inviteStaff(
            .init(
                handle: chen, name: "陳", email: address,
                language: .zhHant, roles: [.clerk]), by: scene.site, now: Self.now)
        #expect(
            rules(try await amend(register, pass.id, PassAmendment(reason: "damaged"), by: scene.clerk)) == ["own"])
        let vehicle = try await scene.issued(.vehicle, SampleAnswers.lorry)
        var plates = PassAmendment(reason: "data-changed")
        plates.plates = ["XYZ9999"]
        #expect(rules(try await amend(register, vehicle.id, plates, by: scene.reviewer)) == ["another-vehicle"])
        // Suspended for a violation: no new pass shakes it off.
        _ = try await register.change(.suspend, pass.id, reason: "violation", by: scene.reviewer, now: Self.now)
        await #expect(throws: RegisterError.self) {
            _ = try await amend(register, pass.id, PassAmendment(reason: "damaged"), by: scene.reviewer)
        }
        try await scene.close()
    }

    @Test(
        "Cut off between its two transactions, the reissue is finished at the next start, and its holder is told once")
    func powerCut() async throws {
        let scene = try await HeldPassScene()
        let pass = try await scene.driver()
        _ = try await scene.messages()
        scene.register.close()
        var engine: FaultyEngine?
        let cut = try await scene.scratch.open(wrapping: { base in
            let faulty = FaultyEngine(base, .before)
            engine = faulty
            return faulty
        })
        // The intent is stored, the release is not.
        engine?.cutPower(at: 1)
        await #expect(throws: FaultyEngine.PowerCut.self) {
            _ = try await amend(cut, pass.id, PassAmendment(reason: "damaged"), by: scene.clerk)
        }
        cut.close()
        let again = try await scene.scratch.open()
        #expect(try await again.passes(number: pass.number).map(\.state) == [.superseded, .active])
        var kinds: [NoticeKind?] = []
        while let claimed = try await again.claimNotice(.email, now: Self.now + 1) {
            kinds.append(claimed.notice?.kind)
            try await again.settle(claimed, .sent, now: Self.now + 1)
        }
        #expect(kinds == [.passReissued])
        #expect(try await again.verifyAudit().problems == [])
        again.close()
    }

    @Test("After a compromise everybody whose pass is issued anew is told until when the old one is good")
    func compromised() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        _ = try await scene.messages()
        let stolen = KeyID(rawValue: scene.scratch.keys.pass.publicKey.keyID)
        try await register.markCompromised(stolen, by: scene.site, now: Self.now)
        try await scene.scratch.replace(.pass, with: try ScratchRegister.key(), in: register, at: Self.now + 1)
        let start = (try lastDay("2026-12-15")).start(utcOffset: register.utcOffset)
        for expected in [1, 0] {
            let result = try await register.reissue(
                signedBy: stolen, activation: .at(start), by: scene.site, now: { Self.now + 2 })
            #expect(result.issued == expected)
        }
        let told = try await scene.messages(at: Self.now + 2)
        #expect(told.map(\.kind) == [.passReplaced])
        #expect(told.first?.facts == ["pass": pass.number, "until": "2026-12-14"])
        try await scene.close()
    }
}
