import Register
import Testing

/// A register with seminars, and the mails that go out of it.
struct SeminarScene {
    static let now = ScratchRegister.now
    /// 2026-12-15T14:00:00+08:00.
    static let begins: Int64 = 1_797_314_400
    static let day: Int64 = 86_400
    static let reason = BulletinReason(chinese: "改場地", english: "Another room")
    static let none = BulletinReason.none

    struct Unexpected: Error { let change: String }

    let scratch: ScratchRegister
    let register: Register

    init(scratch: ScratchRegister, register: Register) {
        self.scratch = scratch
        self.register = register
    }

    init(_ scratch: ScratchRegister) async throws {
        self.init(scratch: scratch, register: try await scratch.create())
    }

    static func form(places: String = "2", link: String = "https://meet.example/room?a=1") -> SeminarForm {
        var form = SeminarForm()
        form.typed[.title] = [.zhHant: "通行證說明會", .en: "About passes"]
        form.typed[.text] = [.zhHant: "第一段\n\n第二段", .en: "One\n\nTwo"]
        form.day = "2026-12-15"
        form.begins = "14:00"
        form.ends = "16:00"
        form.place = "基隆港 3 樓"
        form.placeInEnglish = "Port of Keelung, 3rd floor"
        form.link = link
        form.spoken = ["zh-Hant"]
        form.access = ["step-free", "sign-language"]
        form.places = places
        return form
    }

    func drafted(_ form: SeminarForm = form()) async throws -> Seminar {
        let change = try await register.draft(form, by: scratch.by, now: Self.now)
        guard case .changed(let number) = change else { throw Unexpected(change: "\(change)") }
        return try #require(try await register.seminar(number))
    }

    /// - Returns: its number.
    func published(_ form: SeminarForm = form()) async throws -> Int64 {
        let draft = try await drafted(form)
        let change = try await register.publishSeminar(
            draft.number, seen: draft.changes, reason: Self.none, by: scratch.by, now: Self.now)
        guard case .changed(let number) = change else { throw Unexpected(change: "\(change)") }
        return number
    }

    func corrected(_ number: Int64, _ form: SeminarForm, now: Int64 = Self.now) async throws {
        let before = try #require(try await register.seminar(number))
        _ = try await register.draft(
            form, of: number, seen: before.changes, by: scratch.by, now: now)
        let change = try await register.publishSeminar(
            number, seen: before.changes + 1, reason: Self.reason, by: scratch.by, now: now)
        guard case .changed = change else { throw Unexpected(change: "\(change)") }
    }

    static func contact(_ name: String) throws -> Contact { try #require(Contact(typed: "\(name)@example.com")) }

    func signUp(
        _ name: String, for number: Int64, needs: String = "", question: String = "", client: String? = nil,
        limits: SeminarLimits = SeminarLimits(), now: Int64 = Self.now
    ) async throws -> SeminarSigning {
        try await register.signUp(
            for: number, SeminarGuestDetails(name: name, needs: needs, question: question),
            contact: Self.contact(name), language: .en, client: client, limits: limits, now: now)
    }

    /// What went out since it was last asked for.
    func mails(now: Int64 = Self.now) async throws -> [Notice] {
        var notices: [Notice] = []
        while let claimed = try await register.claimNotice(.email, now: now) {
            notices.append(try #require(claimed.notice))
            try await register.settle(claimed, .sent, now: now)
        }
        return notices
    }

    /// Signs up, and takes the link out of the mail.
    func link(_ name: String, for number: Int64, now: Int64 = Self.now) async throws -> SeminarToken {
        _ = try await mails(now: now)
        #expect(try await signUp(name, for: number, now: now) == .sent)
        let mail = try #require(try await mails(now: now).first)
        let contact = try Self.contact(name)
        #expect(mail.kind == .seminarConfirm && mail.to == contact)
        return try #require(mail.facts["token"].flatMap { SeminarToken(text: $0) })
    }

    func tally(_ number: Int64) async throws -> SeminarTally {
        try await register.seminarTally(number)
    }
}
