import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import Register
import StrictJSON

/// `/LANGUAGE/my/passes/NUMBER` and what belongs to it: pictures, documents, the photo, and the phone that it is bound to.
///
/// Everything but the manifest is for whoever has proved that the pass is theirs, and nothing of it may be kept on the way.
struct HolderPassRoutes: Sendable {
    private static let key = "key"
    private static let proof = "proof"
    /// Scripts and a worker of our own, pictures drawn in the page; nothing in line, and nothing from elsewhere.
    private static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
        worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """

    private let register: Register
    private let site: PassSite
    private let access: any PassAccess
    private let limiter: RateLimiter
    private let pictures = PictureShelf()
    private let documents = PassDocuments()
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    init(
        register: Register, site: PassSite, access: any PassAccess, limits: WebLimits,
        now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.site = site
        self.access = access
        self.now = now
        limiter = RateLimiter(burst: limits.bindings, interval: limits.bindingInterval)
    }

    /// - Parameter group: shows errors as pages.
    func add(to group: RouterGroup<ServiceContext>) {
        for language in SiteLanguage.allCases {
            let passes = group.group(RouterPath("\(language.rawValue)/my/passes"))
            passes.get(":page") { request, context in try await page(language, request, context) }
            passes.get(":page/photo.jpg") { request, context in try await photo(language, request, context) }
            passes.get(":page/app.webmanifest") { _, context in try manifest(language, context) }
            passes.get(":page/:document") { request, context in try await document(language, request, context) }
            passes.get(":page/live") { request, context in
                try await Self.forScripts(request) { try await status(language, request, context) }
            }
            passes.post(":page/live") { request, context in
                try await Self.forScripts(request) { try await bind(language, request, context) }
            }
        }
    }

    // MARK: Who and what

    private func address(_ language: SiteLanguage, _ text: some StringProtocol) throws(Problem) -> PassAddress {
        guard let address = PassAddress(language, number: text) else { throw .notFound }
        return address
    }

    private func grant(
        _ address: PassAddress, _ request: Request, _ context: ServiceContext
    ) async throws -> PassGrant {
        guard let grant = try await access.grant(toPass: address.number, request, context) else {
            throw Self.notProved
        }
        return grant
    }

    private static let notProved = Problem(.forbidden, "not-proved", "prove first that the pass is yours")

    private func granted(
        _ address: PassAddress, _ request: Request, _ context: ServiceContext
    ) async throws -> HeldPass {
        guard let (_, pass) = try await access.pass(address.number, request, context) else { throw Self.notProved }
        return pass
    }

    /// The pass of a part of its page.
    private func granted(
        _ language: SiteLanguage, _ request: Request, _ context: ServiceContext
    ) async throws -> HeldPass {
        try await granted(address(language, context.parameters.get("page") ?? ""), request, context)
    }

    // MARK: The page and its pictures

    private func page(
        _ language: SiteLanguage, _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let parts = (context.parameters.get("page") ?? "").split(separator: ".", omittingEmptySubsequences: false)
        let address = try address(language, parts.first ?? "")
        switch parts.dropFirst().first {
        case nil: break
        case let kind? where parts.count == 2:
            return try await picture(String(kind), of: granted(address, request, context), context)
        default: throw Problem.notFound
        }
        guard let (grant, pass) = try await access.pass(address.number, request, context) else {
            return Response(status: .seeOther, headers: [.location: address.prove, .cacheControl: "no-store"])
        }
        return try page(of: pass, language, grant)
    }

    private func page(of pass: HeldPass, _ language: SiteLanguage, _ grant: PassGrant) throws -> Response {
        guard let words = site.words[language], let template = site.pages[language] else { throw Problem.notFound }
        let now = now()
        let page = HolderPassPage(
            pass: pass, words: words, assets: site.assets, grant: grant, isBindable: register.isBindable(pass),
            ports: register.ports, utcOffset: register.utcOffset, now: now)
        let drawing =
            pass.isGood(at: now)
            ? try pictures.svg(of: pass.id, text: pass.text, title: "QR \(pass.number)") : []
        let bytes = PageWriter.bytes(
            of: template, .values(page.values(drawing: drawing)), capacity: 16_384 + drawing.count)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .contentSecurityPolicy: Self.policy, .contentLanguage: language.rawValue,
                // With `no-referrer`, a browser names no origin with a form.
                .referrerPolicy: "same-origin", .passPage: page.tag, .passAssets: site.assets.version,
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func picture(_ kind: String, of pass: HeldPass, _ context: ServiceContext) async throws -> Response {
        guard pass.isGood(at: now()) else { throw Problem.notFound }
        switch kind {
        case "svg":
            let title = "QR \(pass.number)"
            return Self.file(
                try pictures.svg(of: pass.id, text: pass.text, title: title), "image/svg+xml; charset=utf-8")
        case "png": return Self.file(try pictures.png(of: pass.id, text: pass.text), "image/png")
        case "pdf": return try await pdf(.card, of: pass, context)
        default: throw Problem.notFound
        }
    }

    private func document(
        _ language: SiteLanguage, _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let pass = try await granted(language, request, context)
        guard pass.isGood(at: now()) else { throw Problem.notFound }
        switch context.parameters.get("document") {
        case "sheet.pdf": return try await pdf(.sheet, of: pass, context)
        default: throw Problem.notFound
        }
    }

    private func pdf(
        _ kind: PassDocuments.Kind, of pass: HeldPass, _ context: ServiceContext
    ) async throws -> Response {
        guard documents.has(kind, pass) else { throw Problem.notFound }
        do {
            let bytes = try await documents.pdf(
                kind, of: pass, ports: register.ports, utcOffset: register.utcOffset, for: context.client)
            return Self.file(bytes, "application/pdf")
        } catch is PassDocuments.QueueFull {
            throw Problem.tooMany(.seconds(10))
        }
    }

    private func photo(
        _ language: SiteLanguage, _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        guard let jpeg = try await register.photo(of: granted(language, request, context)) else {
            throw Problem.notFound
        }
        return Self.file(jpeg, "image/jpeg")
    }

    private static func file(_ bytes: [UInt8], _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func manifest(_ language: SiteLanguage, _ context: ServiceContext) throws -> Response {
        let address = try address(language, context.parameters.get("page") ?? "")
        guard let words = site.words[language] else { throw Problem.notFound }
        return Self.file(PassManifest.bytes(address, words: words, assets: site.assets), PassManifest.type)
    }

    // MARK: The phone

    private func status(
        _ language: SiteLanguage, _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        Self.file(
            PassStatusDocument.bytes(try await granted(language, request, context), now: now()), "application/json")
    }

    private func bind(
        _ language: SiteLanguage, _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let address = try address(language, context.parameters.get("page") ?? "")
        let grant = try await grant(address, request, context)
        guard grant.isProved else { throw Self.notProved }
        if let wait = limiter.take(context.client, at: .now) { throw Problem.tooMany(wait) }
        let fields = try await FormBody.fields(
            of: request, single: [PassGrant.fieldName, Self.key, Self.proof])
        guard grant.accepts(fields[PassGrant.fieldName]) else {
            throw Problem(.forbidden, "stale-form", "the page is too old: load it again")
        }
        if let session = context.siteSession { try session.check(formToken: fields[PassGrant.fieldName]) }
        let (now, by) = (now(), try Principal("holder"))
        let outcome: BindingOutcome
        if fields[Self.key].isEmpty {
            outcome = try await register.unbind(number: address.number, by: by, now: now)
        } else {
            guard let key = HolderKeyName.key(fields[Self.key]),
                let signature = Base64URL.decode(Array(fields[Self.proof].utf8))
            else { throw Problem.badRequest("a key is 32 bytes in base64url, a proof 64") }
            outcome = try await register.bind(
                number: address.number, to: HolderProof(key: key, signature: signature), by: by, now: now)
        }
        switch outcome {
        case .bound(let pass), .already(let pass):
            if pass.claims.holderKey != nil { try await access.noteBound(pass, context) }
            guard Self.isFromScript(request) else {
                return Response(status: .seeOther, headers: [.location: address.path, .cacheControl: "no-store"])
            }
            return Self.file(PassStatusDocument.bytes(pass, now: now), "application/json")
        case .refused(let refusal):
            throw Problem(.conflict, refusal.rawValue, "the pass was not bound: \(refusal.rawValue)")
        }
    }

    private static func isFromScript(_ request: Request) -> Bool { request.headers[.accept] == "application/json" }

    /// What a script asks for fails as a problem document, and as a page for a person.
    private static func forScripts(
        _ request: Request, _ work: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await work()
        } catch let problem as Problem where isFromScript(request) {
            return problem.response
        }
    }
}
