import Identifiers
import PassFormat
import PassVerify
import Register
import StrictJSON

/// What programs are told, as the document describes it. Nothing in it is of a person.
struct ProgramDocuments: Sendable {
    let utcOffset: Int64

    func time(_ time: Int64) -> JSONValue { .text(Timestamp.text(time, utcOffset: utcOffset)) }

    static func path(ofApplication number: String) -> String {
        "\(ProgramOperation.base)/applications/\(number)"
    }

    @inline(never)
    func application(_ application: PassApplication) -> JSONObject {
        var members: JSONObject = [
            "number": .text(application.number), "kind": .text(application.kind.rawValue),
            "state": .text(application.state.rawValue), "language": .text(application.language.rawValue),
            "created": time(application.createdAt), "changed": time(application.changedAt),
        ]
        if let at = application.submittedAt { members["submitted"] = time(at) }
        if let at = application.dueAt { members["due"] = time(at) }
        if let at = application.issuedAt { members["issued"] = time(at) }
        if let reason = application.reason { members["reason"] = .text(reason) }
        return members
    }

    @inline(never)
    func application(
        _ application: PassApplication, _ history: ApplicationHistory, _ files: [FileFields.Listed]
    ) -> JSONObject {
        var members = self.application(application)
        members["steps"] = .array(
            history.steps.map { step in
                .object([
                    "at": time(step.at), "act": .text(step.act.rawValue), "state": .text(step.state.rawValue),
                ])
            })
        members["passes"] = .texts(history.passes.map(\.number))
        members["corrections"] = .array(
            application.faults.map { fault in
                .object(["pointer": .text("#" + ProgramProblem.pointer(fault.field)), "code": .text(fault.rule)])
            })
        members["documents"] = .array(
            files.map { file in
                .object([
                    "kind": .text(Self.kind(ofField: file.field)), "required": .bool(file.isRequired),
                    "attached": .integer(Int64(file.count)),
                ])
            })
        return members
    }

    @inline(never)
    func pass(_ known: Register.CompanyPass, now: Int64) -> JSONObject {
        let pass = known.pass
        return [
            "number": .text(pass.number), "application": .text(known.application), "kind": .text(pass.kind.jsonName),
            "term": .text(pass.term.jsonName), "state": .text(pass.stateName(at: now)),
            "validFrom": time(pass.notBefore), "validUntil": time(pass.expires), "issued": time(pass.issuedAt),
        ]
    }

    // MARK: Kinds of documents

    /// `passport-copy` for the field `doc-passport-copy`.
    static func kind(ofField field: String) -> String {
        field.hasPrefix("doc-") ? String(field.dropFirst("doc-".count)) : field
    }

    static func field(ofKind kind: String) -> String {
        kind == "photo" || kind == "nameImage" ? kind : Attachment.field(document: kind)
    }
}
