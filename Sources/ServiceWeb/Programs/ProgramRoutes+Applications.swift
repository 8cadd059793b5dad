import Hummingbird
import NIOCore
import Photos
import Register
import StrictJSON

// Applying: what is asked for, what belongs to it, and sending it.
extension ProgramRoutes {
    func startApplication(_ asked: ProgramRequest) async throws -> Response {
        let (bytes, object) = try await asked.json()
        let order = try Self.order(object)
        let documents = documents
        return try await once(asked, bytes) { call in
            let outcome = try await register.startApplication(
                order.kind, order.answers, contact: order.contact, language: order.language, by: call, now: now()
            ) { application in
                ProgramAnswer(
                    status: 201, location: ProgramDocuments.path(ofApplication: application.number),
                    body: JSONWriter.compact(.object(documents.application(application))))
            }
            switch outcome {
            case .started(let answer): return answer
            case .refused(let faults): throw ProgramProblem.faults(faults)
            case .tooMany:
                throw ProgramProblem(
                    Problem(.conflict, "too-many-drafts", "too many applications were begun and not sent: send some"))
            }
        }
    }

    private struct Order {
        let kind: ApplicationKind
        let answers: FieldValues
        let contact: Contact?
        let language: SiteLanguage?
    }

    @inline(never)
    private static func order(_ object: JSONObject) throws(ProgramProblem) -> Order {
        try object.check(only: ["kind", "answers", "contact", "language"])
        guard let kind = ApplicationKind(rawValue: try object.text("kind")) else { throw .shape("/kind", "unknown") }
        guard let value = object["answers"] else { throw .shape("/answers", "required") }
        guard case .object(let answers) = value else { throw .shape("/answers", "type") }
        var contact: Contact?
        if let text = try object.optionalText("contact") {
            contact = Contact(typed: text)
            guard contact != nil else { throw .faults([Fault("contact", "format")]) }
        }
        var language: SiteLanguage?
        if let text = try object.optionalText("language") {
            language = SiteLanguage(rawValue: text)
            guard language != nil else { throw .shape("/language", "unknown") }
        }
        return Order(
            kind: kind, answers: try ProgramAnswers(answers, kind).values, contact: contact, language: language)
    }

    // MARK: Following

    func getApplication(_ asked: ProgramRequest) async throws -> Response {
        _ = try asked.query([])
        let number = try asked.applicationNumber()
        guard let opened = try await register.opened(number: number, of: asked.holder),
            let (application, history) = try await register.history(number: number, of: asked.holder)
        else { throw Problem.notFound }
        let files = files(of: opened).listed(vouched: register.companyRules.vouchedDocuments)
        return try answer(documents.application(application, history, files), to: asked)
    }

    private func files(of opened: Register.OpenedApplication) -> FileFields {
        FileFields(opened, FormFacts(procedures: register.procedures, ports: register.ports))
    }

    // MARK: Changing

    func changeAnswers(_ asked: ProgramRequest) async throws -> Response {
        let number = try asked.applicationNumber()
        let (_, object) = try await asked.json("application/merge-patch+json")
        guard let opened = try await register.opened(number: number, of: asked.holder) else { throw Problem.notFound }
        let (answers, names) = try Self.changes(object, opened.application.kind)
        let call = try register.call(of: asked.holder, key: nil, request: [])
        switch try await register.changeAnswers(answers, names, of: opened, by: call, now: now()) {
        case .changed(let application): return try answer(documents.application(application), to: asked)
        case .refused(let faults): throw ProgramProblem.faults(faults)
        case .notAsked(let names): throw ProgramProblem.notAsked(names)
        case .otherState(let state): throw ProgramProblem.state(state)
        }
    }

    @inline(never)
    private static func changes(
        _ object: JSONObject, _ kind: ApplicationKind
    ) throws(ProgramProblem) -> (answers: FieldValues, names: Set<String>) {
        try object.check(only: ["answers"])
        guard let value = object["answers"] else { throw .shape("/answers", "required") }
        guard case .object(let answers) = value else { throw .shape("/answers", "type") }
        guard !answers.members.isEmpty else { throw .shape("/answers", "required") }
        return try ProgramAnswers.changes(answers, kind)
    }

    // MARK: Files

    func putDocument(_ asked: ProgramRequest) async throws -> Response {
        let number = try asked.applicationNumber()
        guard let opened = try await register.opened(number: number, of: asked.holder),
            let kind = asked.context.parameters.get("kind")
        else { throw Problem.notFound }
        let field = ProgramDocuments.field(ofKind: kind)
        guard files(of: opened).all.contains(field) else { throw Problem.notFound }
        let state = opened.application.state
        guard state == .draft || state == .correction else { throw ProgramProblem.state(state) }
        let client = asked.holder.company.hex
        do {
            let upload = try await pictures.body(of: asked.request, client: client)
            let jpeg = try await pictures.jpeg(upload, as: field == "photo" ? .photo : .document, client: client)
            let call = try register.call(of: asked.holder, key: nil, request: [])
            let attached = try await register.attach(
                jpeg, as: field, to: opened.application.id, by: call, within: limits.attachments, now: now())
            guard let attached else { throw PictureDesk.Refusal(rule: "no-room") }
            return try answer(
                ["kind": .text(kind), "added": documents.time(attached.addedAt)], to: asked)
        } catch let refusal as PictureDesk.Refusal {
            if refusal.rule == "busy" {
                throw ProgramProblem(
                    Problem(.serviceUnavailable, "busy", "too many pictures are being read: try again", retryAfter: 5))
            }
            throw ProgramProblem.faults([Fault("", refusal.rule)])
        }
    }

    // MARK: Sending

    func submitApplication(_ asked: ProgramRequest) async throws -> Response {
        let number = try asked.applicationNumber()
        try await asked.noBody()
        guard let opened = try await register.opened(number: number, of: asked.holder) else { throw Problem.notFound }
        let documents = documents
        return try await once(asked) { call in
            let sent = Sent()
            let outcome = try await register.submit(
                opened.application.id, by: call,
                answer: { application in
                    let answer = ProgramAnswer(
                        status: 200, body: JSONWriter.compact(.object(documents.application(application))))
                    sent.set(answer)
                    return answer
                }, now: now())
            switch outcome {
            case .submitted:
                guard let answer = sent.answer else { throw Problem.internalError }
                return answer
            case .refused(let faults): throw ProgramProblem.faults(faults)
            case .changed(let state): throw ProgramProblem.state(state)
            }
        }
    }
}
