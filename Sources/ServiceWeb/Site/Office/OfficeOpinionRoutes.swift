import Hummingbird
import Register

/// Answering what people wrote, at the desk for development.
struct OfficeOpinionRoutes: Sendable {
    /// Who is at the desk: two, as what one decided another looks at again.
    static let people = ["office:dev", "office:second"]
    private static let shown = 50

    let register: Register
    let office: DevelopmentOffice
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    func add(to router: Router<ServiceContext>) {
        let group = router.group("office/opinions").add(middleware: OfficeGuard()).add(middleware: PageErrors())
        group.get("/") { _, _ in try await page() }
        group.post(":number/take") { request, context in
            try await act(request, context, ["person"]) { number, fields, person in
                try await register.take(number, by: person, now: now())
            }
        }
        group.post(":number/answer") { request, context in
            try await act(request, context, ["person", "text", "outcome"]) { number, fields, person in
                try await register.answer(
                    number, fields["text"], outcome: OpinionOutcome(rawValue: fields["outcome"]), by: person,
                    now: now())
            }
        }
        group.post(":number/extend") { request, context in
            try await act(request, context, ["person", "text"]) { number, fields, person in
                try await register.extend(number, why: fields["text"], by: person, now: now())
            }
        }
    }

    private func act(
        _ request: Request, _ context: ServiceContext, _ names: Set<String>,
        _ body: (OpinionNumber, FormFields, Principal) async throws -> OpinionChange
    ) async throws -> Response {
        let fields = try await FormBody.fields(
            of: request, single: names.union([DevelopmentOffice.tokenName]))
        guard office.accepts(fields[DevelopmentOffice.tokenName]),
            let number = OpinionNumber(typed: context.parameters.get("number") ?? ""),
            Self.people.contains(fields["person"])
        else { throw Problem.notFound }
        switch try await body(number, fields, Principal(fields["person"])) {
        case .changed: return PageFrame.redirect(to: .opinions)
        case .needsAnother: return try await page(Words("請由原決定以外的人員辦理", "Somebody else has to do this"))
        case .refused(let faults):
            return try await page(Words("無法辦理：\(faults.map(\.rule).joined(separator: "、"))", "Refused"))
        case .impossible: return try await page(Words("狀態已經改變", "Its state has changed"))
        }
    }

    private func page(_ problem: Words? = nil) async throws -> Response {
        var opened: [OpenedOpinion] = []
        for opinion in try await register.opinionQueue(limit: Self.shown) {
            if let one = try await register.opened(opinion.number) { opened.append(one) }
        }
        return OfficeOpinionPage(
            opinions: opened, token: office.token, utcOffset: register.utcOffset, now: now(), problem: problem
        ).response
    }
}
