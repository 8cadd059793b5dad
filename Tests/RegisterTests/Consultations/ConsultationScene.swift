import Register
import SQLStore
import Testing

/// A register with a consultation that is open from 2026-12-01 to 2026-12-10, or as a test wants it.
struct ConsultationScene {
    struct Unexpected: Error { let what: String }

    static let day: Int64 = 86_400
    static let none = BulletinReason.none
    static let reason = BulletinReason(chinese: "日期有誤", english: "The day was wrong")
    static let outcome = Register.ConsultationWords(chinese: "改為兩線道。", english: "Two lanes will be built.")
    static let said = Register.ConsultationWords(chinese: "謝謝您的意見。", english: "Thank you.")

    let scratch: ScratchRegister
    let register: Register

    init() async throws {
        scratch = try ScratchRegister()
        register = try await scratch.create()
    }

    static func form(_ title: String = "東岸車道", from: String = "2026-12-01", until: String = "2026-12-10")
        -> ConsultationForm
    {
        var form = ConsultationForm()
        form.typed[.title] = [.zhHant: title, .en: "East road"]
        form.typed[.question] = [.zhHant: "要幾線道？", .en: "How many lanes?"]
        form.typed[.background] = [.zhHant: "現在一線。\n\n車多。", .en: "One now.\n\nMany cars."]
        form.from = from
        form.until = until
        return form
    }

    /// The first second of a day of December 2026, by the port's clock.
    func time(_ day: Int64) -> Int64 { 1_796_054_400 + (day - 1) * Self.day }

    func find(_ number: Int64) async throws -> Consultation { try #require(try await register.consultation(number)) }

    func drafted(_ form: ConsultationForm = form(), now: Int64) async throws -> Consultation {
        let change = try await register.draft(form, by: scratch.by, now: now)
        guard case .changed(let number) = change else { throw Unexpected(what: "\(change)") }
        return try await find(number)
    }

    func published(_ form: ConsultationForm = form(), now: Int64? = nil) async throws -> Int64 {
        let now = now ?? time(1)
        let draft = try await drafted(form, now: now)
        let change = try await register.publishConsultation(
            draft.number, seen: draft.changes, reason: Self.none, by: scratch.by, now: now)
        guard case .changed(let number) = change else { throw Unexpected(what: "\(change)") }
        return number
    }

    func contribute(
        to number: Int64, _ text: String = "三線", isAgreed: Bool = true, name: String = "", contact: Contact? = nil,
        now: Int64? = nil
    ) async throws -> ContributionNumber {
        let outcome = try await register.contribute(
            ContributionDraft(text: text, name: name, contact: contact, isAgreed: isAgreed, language: .zhHant),
            to: number, client: nil, by: scratch.by, now: now ?? time(2))
        guard case .received(let number) = outcome else { throw Unexpected(what: "\(outcome)") }
        return number
    }

    func reply(
        _ place: Int64? = nil, to number: Int64, for chosen: [ContributionNumber], now: Int64? = nil
    ) async throws -> BulletinChange {
        try await register.writeReply(
            place, to: number, Self.said, shown: chosen, chosen: chosen, by: scratch.by, now: now ?? time(12))
    }

    func answer(_ number: Int64, now: Int64? = nil) async throws -> BulletinChange {
        try await register.answerConsultation(
            number, seen: try await find(number).changes, outcome: Self.outcome, by: scratch.by, now: now ?? time(12))
    }
}
