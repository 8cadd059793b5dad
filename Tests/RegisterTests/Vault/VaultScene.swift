import Foundation
import PassCrypto
import PassFormat
import Register
import ServiceScenes
import Testing
import TrustFiles

/// A register in which everything that is sealed was used.
final class VaultScene {
    static let now = ScratchRegister.now
    static let secret = "王小明說閘門太慢了"
    static let remark = "等太久了啦"
    static let guest = "林參加"

    let company: CompanyScene
    var scratch: ScratchRegister { company.scratch }

    let owner: AccountID
    let people: [RosterEntry]
    let pass: PassSummary
    let application: ApplicationID
    let opinion: OpinionNumber
    let contribution: ContributionNumber
    let order: OrderNumber
    let session: SessionToken
    let violation: ViolationNumber
    let seminar: Int64
    let code: (handle: CodeHandle, digits: String)
    let timeSecret: [UInt8]
    let wang: Contact

    init() async throws {
        company = try await CompanyScene()
        let (register, by) = (company.register, company.scratch.by)
        wang = try #require(Contact(typed: "wang@example.com"))
        owner = try await company.found()
        _ = try await register.invite(
            CompanyScene.email("guest"), as: .clerk, language: .en, by: owner, now: Self.now)
        people = try await company.people(3, of: owner)

        let hooked = try await register.makeHook(
            address: "https://erp.example.com/port", allowsPlain: false, by: owner, now: Self.now)
        guard case .made(let hook, _) = hooked else { throw CompanyScene.Unexpected("\(hooked)") }
        _ = try await register.rotateHook(hook.id, by: owner, now: Self.now)

        try await company.issued(BatchOrder(.person, .all, answers: CompanyScene.answers), by: owner)
        let number = try #require(try await register.companyPasses(by: owner, now: Self.now).first).number
        pass = try #require(try await register.passes(number: number).first)

        let draft = try await register.startDraft(
            .person, values: SampleAnswers.driver, contact: wang, company: nil, language: .zhHant, now: Self.now)
        _ = try await register.attach(CompanyScene.jpeg, as: "photo", replacing: true, to: draft, now: Self.now)
        application = draft

        // One app that is set up, and another that is about to take its place.
        let enrolment = try await register.beginTimeCodes(of: owner)
        let secret = try #require(Base32Text.decoded(enrolment.secret))
        _ = try #require(
            try await register.confirmTimeCodes(
                of: owner, code: TimeCode.code(secret: secret, step: Self.now / 30), now: Self.now
            ).codes)
        _ = try await register.beginTimeCodes(of: owner)
        timeSecret = secret

        _ = try await register.inviteStaff(
            .init(
                handle: try #require(StaffHandle("chen")), name: "陳同仁",
                email: try #require(Contact(typed: "chen@port.example")), language: .zhHant, roles: [.auditor]),
            by: by, now: Self.now)

        let received = try await register.send(
            OpinionDraft(.opinion, text: Self.secret, contact: wang, language: .zhHant), client: nil, by: by,
            now: Self.now)
        guard case .received(let receipt) = received else { throw CompanyScene.Unexpected("\(received)") }
        opinion = receipt.number
        _ = try await register.answer(opinion, "謝謝", by: by, now: Self.now)
        _ = try await register.close(opinion, by: by, now: Self.now)
        let question = try #require(try await register.satisfaction(of: .opinion, number: opinion.text))
        _ = try await register.rate(question, score: 2, remark: Self.remark, now: Self.now)

        contribution = try await Self.contribution(wang, register, by)

        order = try #require(
            try await register.openOrder(
                [PaymentScene.line(1)], payer: PaymentScene.payer(), expires: Self.now + PaymentScene.week, by: by,
                now: Self.now))
        session = try await register.grant(.contact(wang), to: nil, limits: .proof, now: Self.now)

        let recorded = try await register.record(
            ViolationDraft(
                number: try register.violationNumber(now: Self.now), whom: .pass(pass.id), rule: "lending",
                occurredAt: Self.now - 3_600, suspensionMonths: 2, banMonths: nil, place: "KEL-E1",
                evidence: "出借給同事使用"), by: by, now: Self.now)
        guard case .recorded(let violation) = recorded else { throw CompanyScene.Unexpected("\(recorded)") }
        self.violation = violation

        let planned = try await register.draft(SeminarScene.form(), by: by, now: Self.now)
        guard case .changed(let seminar) = planned else { throw CompanyScene.Unexpected("\(planned)") }
        self.seminar = seminar
        _ = try await register.publishSeminar(
            seminar, seen: 1, reason: SeminarScene.none, by: by, now: Self.now)
        _ = try await register.signUp(
            for: seminar, SeminarGuestDetails(name: Self.guest, needs: "輪椅席", question: ""), contact: wang,
            language: .zhHant, client: nil, now: Self.now)
        var token: SeminarToken?
        while token == nil, let claimed = try await register.claimNotice(.email, now: Self.now) {
            if claimed.notice?.kind == .seminarConfirm {
                token = claimed.notice?.facts["token"].flatMap { SeminarToken(text: $0) }
            }
            try await register.settle(claimed, .sent, now: Self.now)
        }
        _ = try await register.confirmSignUp(try #require(token), now: Self.now)

        let kiosk = try Kiosk("KEL-E1", startingAt: Self.now)
        try await kiosk.enrol(in: register, root: company.scratch.rootDigest, by: by, at: Self.now)
        _ = try await register.addToHotList(
            HotListEntry(.plate("KLA-5678"), reference: "115-1"), port: "TWKEL", by: by, now: Self.now)
        _ = try await register.expect(
            try #require(
                ExpectedVisitor(
                    hint: "ZZ1234", from: Self.now, until: Self.now + 86_400, sponsor: "陽明海運", name: "陳大文")),
            port: "TWKEL", by: by, now: Self.now)
        _ = try await register.publish(by: by, now: Self.now)

        let sent = try await register.sendCode(to: .contact(wang), language: .vi, client: nil, now: Self.now)
        guard case .sent(let handle) = sent else { throw CompanyScene.Unexpected("\(sent)") }
        var digits: String?
        while digits == nil, let claimed = try await register.claimNotice(.email, now: Self.now) {
            if claimed.notice?.kind == .code { digits = claimed.notice?.facts["code"] }
            try await register.settle(claimed, .sent, now: Self.now)
        }
        code = (handle, try #require(digits))
        // One message that still waits.
        _ = try await register.sendCode(
            to: .contact(CompanyScene.email("other")), language: .vi, client: nil, now: Self.now)
    }

    private static func contribution(
        _ wang: Contact, _ register: Register, _ by: Principal
    ) async throws -> ContributionNumber {
        let drafted = try await register.draft(ConsultationScene.form(), by: by, now: now)
        guard case .changed(let asked) = drafted else { throw CompanyScene.Unexpected("\(drafted)") }
        _ = try await register.publishConsultation(
            asked, seen: 1, reason: ConsultationScene.none, by: by, now: now)
        let said = try await register.contribute(
            ContributionDraft(text: secret, name: "王小明", contact: wang, isAgreed: false, language: .zhHant), to: asked,
            client: nil, by: by, now: now)
        guard case .received(let number) = said else { throw CompanyScene.Unexpected("\(said)") }
        return number
    }

    /// The register's keys with others for its vault.
    func keys(_ vault: [UInt16: KeyHandle], index: IndexKey) -> RegisterKeys {
        let keys = scratch.keys
        return RegisterKeys(
            pass: keys.pass, status: keys.status, audit: keys.audit, receipt: keys.receipt,
            vault: VaultKeys(byNumber: vault, index: index))
    }

    var first: KeyHandle {
        get throws { try #require(scratch.keys.vault.byNumber[0]) }
    }

    /// What people and staff see of what is sealed, in a register that was opened with whatever keys.
    func expectEverything(in register: Register) async throws {
        let (by, now) = (scratch.by, Self.now)
        #expect(try await register.account(owner)?.name == "陳老闆")
        let entries = try await register.roster(.person, limit: 9, by: owner, now: now).entries
        #expect(entries.map(\.values) == people.map(\.values))
        #expect(
            try await register.openIdentity(of: pass.id, purpose: .holder, by: by, now: now)
                == CompanyScene.identity(1))
        let opened = try #require(try await register.opened(application))
        #expect(opened.values == SampleAnswers.driver && opened.contact == wang)
        let said = try #require(try await register.opened(opinion))
        #expect(said.messages.map(\.text) == [Self.secret, "謝謝"] && said.contact == wang)
        #expect(try await register.satisfactionRemarks(month: 202_612).map(\.remark) == [Self.remark])
        #expect(
            try await register.seminarGuests(seminar, by: by, now: now).map(\.details?.name) == [Self.guest])
        #expect(try await register.opened(violation)?.note.evidence == "出借給同事使用")
        #expect(try await register.hotList(port: "TWKEL").map(\.reference) == ["115-1"])
        #expect(try await register.expectedVisitors(port: "TWKEL").map(\.visitor.name) == ["陳大文"])
        #expect(try await register.session(session, now: now)?.contacts == [wang])
        // Found by the keyed hashes, which stay.
        let contributed = try #require(try await register.openedContribution(contribution))
        #expect(contributed.text == Self.secret && contributed.name == "王小明" && contributed.contact == wang)
        #expect(try await register.opinions(of: wang).map(\.number) == [opinion])
        #expect(try await register.exportPerson(CompanyScene.identity(1), by: by, now: now).passes == 1)
        let answer = try await register.signIn(
            email: try CompanyScene.email("owner"), password: CompanyScene.password, client: "a", now: now + 60)
        guard case .secondFactor(_, .timeCode) = answer else { throw CompanyScene.Unexpected("\(answer)") }
    }
}
