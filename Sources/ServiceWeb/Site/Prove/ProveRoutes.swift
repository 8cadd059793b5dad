import HTTPTypes
import Hummingbird
import Register

/// Proving an e-mail address or a mobile number by a code that is sent there.
struct ProveRoutes: Sendable {
    static let (contactName, codeName, handleName, targetName) = ("contact", "code", "handle", "then")
    /// The button that asks for another code.
    static let againName = "again"

    private let codes: CodeDesk

    init(register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        codes = CodeDesk(register: register, limits: limits, now: now)
    }

    func add(to router: SiteRouter) {
        router.get(ApplyPaths.prove) { page in
            ProvePage(target: ProveTarget(Self.target(of: page.request), page.language)).response(
                in: try page.withForms())
        }
        router.post(ApplyPaths.prove) { page in try await send(page.withForms()) }
        router.post("\(ApplyPaths.prove)/code") { page in try await prove(page.withForms()) }
    }

    private func send(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: [Self.contactName, Self.targetName])
        return try await send(fields, page)
    }

    private func send(_ fields: FormFields, _ page: PageContext) async throws -> Response {
        var shown = asking(fields, page)
        if let wait = codes.wait(page) {
            shown.failure = .wait(wait)
            return shown.response(in: page)
        }
        guard let contact = Contact(typed: shown.contact) else {
            shown.failure = shown.contact.isEmpty ? .noContact : .badContact
            return shown.response(in: page)
        }
        switch try await codes.send(to: .contact(contact), page) {
        case .sent(let handle): return codePage(handle, fields, page).response(in: page)
        case .tooMany(let seconds):
            shown.failure = .wait(seconds)
            return shown.response(in: page)
        }
    }

    private func asking(_ fields: FormFields, _ page: PageContext) -> ProvePage {
        ProvePage(target: ProveTarget(fields[Self.targetName], page.language), contact: fields[Self.contactName])
    }

    private func codePage(_ handle: CodeHandle, _ fields: FormFields, _ page: PageContext) -> CodePage {
        let (words, typed) = (page.words, fields[Self.contactName])
        return CodePage(
            handle: handle, action: "\(ApplyPaths.prove)/code", back: ApplyPaths.prove,
            lead: words["prove.sent", ["to": Contact(typed: typed)?.masked ?? ""]], submit: words["prove.confirm"],
            // Only for sending another one there: what is proved is what the code was sent to.
            hidden: [
                (name: Self.contactName, value: typed),
                (name: Self.targetName, value: ProveTarget(fields[Self.targetName], page.language).path),
            ], other: (name: Self.againName, text: words["prove.again"]))
    }

    private func prove(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(
            single: [Self.contactName, Self.codeName, Self.handleName, Self.targetName, Self.againName])
        if !fields[Self.againName].isEmpty { return try await send(fields, page) }
        guard let handle = CodeHandle(hex: fields[Self.handleName]) else { throw Problem.badForm }
        var shown = codePage(handle, fields, page)
        if let wait = codes.wait(page) {
            shown.failure = .wait(wait)
            return shown.response(in: page)
        }
        shown.failure = try await codes.take(fields[Self.codeName], of: handle, page)
        switch shown.failure {
        case nil:
            let target = ProveTarget(fields[Self.targetName], page.language)
            return Response(status: .seeOther, headers: [.location: target.path, .cacheControl: "no-store"])
        case .over:
            var asking = asking(fields, page)
            asking.failure = .codeOver
            return asking.response(in: page)
        case .wrong, .wait: return shown.response(in: page)
        }
    }

    /// The target in the address, as it stands there: paths of ours need no escapes but that of the slash.
    private static func target(of request: Request) -> String {
        let values = (request.uri.query ?? "").split(separator: "&").filter { $0.hasPrefix("\(targetName)=") }
        guard values.count == 1, let value = values.first?.dropFirst(targetName.utf8.count + 1) else { return "" }
        return String(value).replacing("%2F", with: "/").replacing("%2f", with: "/")
    }
}
