import Hummingbird
import Register

/// How content somebody was: by the link in a message, or from the page on which they follow what it is about.
struct SurveyRoutes: Sendable {
    let register: Register
    let applicants: ApplicantAccess
    let opinions: OpinionAccess
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    init(register: Register, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.now = now
        applicants = ApplicantAccess(register: register)
        opinions = OpinionAccess(register: register)
    }

    func add(to router: SiteRouter) {
        add("survey/:token", to: router) { page in
            guard let token = page.parameter("token").flatMap({ SatisfactionToken(text: $0) }) else { return nil }
            return try await register.satisfaction(token)
        }
        add("opinions/:number/survey", to: router) { page in
            let number = try await opinions.opinion(page).opinion.number.text
            return try await register.satisfaction(of: .opinion, number: number)
        }
        add("my/applications/:number/survey", to: router) { page in
            let number = try await applicants.application(page).application.number
            return try await register.satisfaction(of: .application, number: number)
        }
    }

    private func add(
        _ path: String, to router: SiteRouter,
        _ find: @escaping @Sendable (PageContext) async throws -> SatisfactionQuestion?
    ) {
        router.get(path) { page in
            guard let question = try await find(page) else { throw Problem.notFound }
            if question.answeredAt != nil { return SurveyPage.end("already", in: page) }
            guard question.isOpen(at: now()) else { return SurveyPage.end("over", in: page) }
            return SurveyPage(question: question, path: page.path).response(in: try page.withForms())
        }
        router.post(path) { page in
            let page = try page.withForms()
            let fields = try await page.fields(single: ["score", "remark"])
            guard let question = try await find(page) else { throw Problem.notFound }
            let outcome = try await register.rate(
                question, score: Int64(fields["score"]) ?? 0, remark: fields["remark"], now: now())
            switch outcome {
            case .thanks: return SurveyPage.end("thanks", in: page)
            case .already: return SurveyPage.end("already", in: page)
            case .over: return SurveyPage.end("over", in: page)
            case .refused(let faults):
                return SurveyPage(
                    question: question, path: page.path, score: fields["score"], remark: fields["remark"],
                    faults: faults
                ).response(in: page)
            }
        }
    }
}
