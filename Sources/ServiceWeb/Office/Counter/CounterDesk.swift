import PassFormat
import PassRender
import Register

/// What staff do at a counter for somebody who is there, whichever page they do it on.
struct CounterDesk: Sendable {
    let register: Register
    /// The public pages, whose words stand on what is printed.
    let site: Site
    let principal: Principal
    let now: Int64

    // MARK: Applications

    /// One that staff began: what people sent themselves is theirs to open.
    func application(_ typed: String) async throws -> PassApplication? {
        guard let number = ApplicationNumber(typed: typed),
            let application = try await register.application(number: number), application.channel != .online
        else { return nil }
        return application
    }

    /// What a new receipt says. The code of the one before ends.
    func receipt(_ typed: String) async throws -> (draft: Register.CounterDraft, application: PassApplication)? {
        guard let application = try await application(typed) else { return nil }
        let draft = try await register.renewCounterCode(for: application.id, by: principal, now: now)
        return (draft, application)
    }

    /// The receipt as a document, for who has the code in the page before them: it is stored nowhere.
    func slip(_ typed: String, code typedCode: String) async throws -> (number: String, pdf: [UInt8])? {
        guard let application = try await application(typed), let code = RetrievalCode(typed: typedCode),
            try await register.target(of: code, now: now) == .application(application.id)
        else { return nil }
        return (application.number, try pdf(application, code))
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func pdf(_ application: PassApplication, _ code: RetrievalCode) throws -> [UInt8] {
        func text(_ language: SiteLanguage) -> [String] {
            ["counter.slip-code", "counter.slip-where"].map { site.words(language)[$0] }
        }
        let slip = CounterSlip(
            issuerName: site.words(.zhHant)["site.name"], number: application.number, code: code.text,
            kind: application.kind.slipLabel, channel: application.channel.slipLabel,
            printedAt: now, goodUntil: register.counterCodeExpires(from: now) - 1,
            utcOffset: Int(register.utcOffset), chinese: text(.zhHant),
            translated: application.language == .zhHant ? [] : text(application.language))
        return try CounterSlipDocument.pdf(slip, createdAt: now).bytes
    }

    // MARK: Passes

    /// What is done to a pass whose holder is there, with their document compared.
    enum Act: String, CaseIterable {
        case lost, stolen, mislaid, found, cancel, left, code
    }

    enum Answer {
        case unknown
        case done
        case impossible
        /// Nobody's but the holder's.
        case notThroughCompany
        /// Opens it on a phone.
        case code(RetrievalCode, expires: Int64)
    }

    func pass(_ typed: String, _ act: Act) async throws -> (number: String, answer: Answer) {
        guard let number = PassNumber.typed(typed),
            let pass = try await register.passes(number: number).last(where: {
                $0.state != .waiting && $0.state != .intended && $0.state != .void
            })
        else { return (typed, .unknown) }
        switch act {
        case .left:
            switch try await register.leaveEmployer(pass.id, by: principal, now: now) {
            case .done, .already: return (number, .done)
            case .notThroughCompany: return (number, .notThroughCompany)
            case .withStaff, .over: return (number, .impossible)
            }
        case .found: return (number, Self.answer(try await register.reportFound(pass.id, by: principal, now: now)))
        case .cancel: return (number, Self.answer(try await register.cancelPass(pass.id, by: principal, now: now)))
        case .code:
            let (code, expires) = try await register.makePassCode(number: number, by: principal, now: now)
            return (number, .code(code, expires: expires))
        case .lost, .stolen, .mislaid:
            guard let kind = LossKind(rawValue: act.rawValue) else { return (number, .impossible) }
            return (number, Self.answer(try await register.reportLost(pass.id, kind, by: principal, now: now)))
        }
    }

    private static func answer(_ outcome: HolderOutcome) -> Answer {
        switch outcome {
        case .done, .already: .done
        case .withStaff, .over: .impossible
        }
    }
}
