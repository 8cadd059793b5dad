import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Register
import StrictJSON

/// What programs ask for in a company's name: `/api/v1`, the acts of the company's pages for who shows a token.
struct ProgramRoutes: Sendable {
    let register: Register
    let pictures: PictureDesk
    let limits: WebLimits
    /// The document.
    let document: StaticText
    /// Seconds since 1970.
    let now: @Sendable () -> Int64
    let use: ProgramLimits
    let documents: ProgramDocuments

    init(
        register: Register, pictures: PictureDesk, limits: WebLimits, document: [UInt8],
        now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.pictures = pictures
        self.limits = limits
        self.document = StaticText(document, type: "application/json")
        self.now = now
        use = ProgramLimits(limits: limits)
        documents = ProgramDocuments(utcOffset: register.utcOffset)
    }

    private static let methods: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace] + [HTTPRequest.Method("QUERY")].compactMap(\.self)

    /// Every operation at its address; other methods there are told which there are (RFC 9110 section 15.5.6).
    func add(to router: Router<ServiceContext>) {
        var paths: [String: [ProgramOperation]] = [:]
        for operation in ProgramOperation.allCases { paths[operation.pattern, default: []].append(operation) }
        for (pattern, operations) in paths {
            var taken: Set<HTTPRequest.Method> = []
            for operation in operations {
                let methods = operation.method == .get ? [.get, .head] : [operation.method]
                taken.formUnion(methods)
                for method in methods {
                    router.on(RouterPath(pattern), method: method) { request, context in
                        await answer(operation, request, context)
                    }
                }
            }
            let allowed = Self.methods.filter(taken.contains).map(\.rawValue).joined(separator: ", ")
            for method in Self.methods where !taken.contains(method) {
                router.on(RouterPath(pattern), method: method) { _, _ in Self.notAllowed(allowed) }
            }
        }
    }

    private static func notAllowed(_ allowed: String) -> Response {
        ProgramProblem(
            Problem(.methodNotAllowed, "method", "this address takes \(allowed)"), headers: [.allow: allowed]
        ).response
    }

    // MARK: Around every operation

    private func answer(
        _ operation: ProgramOperation, _ request: Request, _ context: ServiceContext
    ) async -> Response {
        if operation == .getDocument { return document.response(to: request) }
        var holder: TokenHolder?
        var response: Response
        do {
            let known = try await use.countingFailures(context) { try await self.holder(of: request) }
            holder = known
            try use.take(known)
            if let scope = operation.scope, !known.scopes.contains(scope) { throw ProgramProblem.scope(scope) }
            let asked = ProgramRequest(request: request, context: context, holder: known)
            response = try await perform(operation, asked)
        } catch {
            response = refusal(error, operation, context)
        }
        if let holder { use.add(to: &response.headers, holder) }
        guard request.method == .head else { return response }
        return Response(status: response.status, headers: response.headers, body: ResponseBody())
    }

    private func refusal(
        _ error: any Error, _ operation: ProgramOperation, _ context: ServiceContext
    ) -> Response {
        if let error = error as? ProgramProblem { return error.response }
        let (problem, isLogged) = Problem.problem(for: error)
        if isLogged {
            context.logger.error("\(operation.rawValue) failed: \(String(describing: error).prefix(500))")
        }
        return ProgramProblem(problem).response
    }

    private func holder(of request: Request) async throws -> TokenHolder {
        let token = try ProgramRequest.token(of: request)
        guard let holder = try await register.holder(of: token, now: now()) else { throw ProgramProblem.badToken }
        return holder
    }

    private func perform(_ operation: ProgramOperation, _ asked: ProgramRequest) async throws -> Response {
        switch operation {
        case .getDocument: document.response(to: asked.request)
        case .listApplications: try await listApplications(asked)
        case .startApplication: try await startApplication(asked)
        case .getApplication: try await getApplication(asked)
        case .changeAnswers: try await changeAnswers(asked)
        case .putDocument: try await putDocument(asked)
        case .submitApplication: try await submitApplication(asked)
        case .listPasses: try await listPasses(asked)
        case .getPass: try await getPass(asked)
        case .releasePass: try await releasePass(asked)
        case .expectVisitors: try await expectVisitors(asked)
        }
    }

    // MARK: Answers

    /// What may be asked for again by its tag.
    func answer(_ object: JSONObject, to asked: ProgramRequest, link: String? = nil) throws -> Response {
        let bytes = JSONWriter.compact(.object(object))
        var response = try CacheableAnswer(
            type: "application/json", tag: EntityTags.tag(of: bytes), cacheControl: "private, no-cache",
            size: bytes.count, body: { ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)) }
        ).response(to: asked.request)
        if let link { response.headers[.nextLink] = link }
        return response
    }

    private static func answer(_ answer: ProgramAnswer) -> Response {
        var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
        if let location = answer.location { headers[.location] = location }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    /// Does something once for a key, and answers the same when it is asked for again.
    func once(
        _ asked: ProgramRequest, _ body: [UInt8] = [], _ act: (ProgramCall) async throws -> ProgramAnswer
    ) async throws -> Response {
        let key = try asked.idempotencyKey()
        let what = "\(asked.request.method.rawValue) \(asked.request.uri.path)\n"
        let call = try register.call(of: asked.holder, key: key, request: Array(what.utf8) + body)
        guard use.begin(asked.holder, key) else { throw ProgramProblem.underWay }
        defer { use.end(asked.holder, key) }
        switch try await register.keptAnswer(to: call, now: now()) {
        case .known(let known): return Self.answer(known)
        case .otherRequest: throw ProgramProblem.otherRequest
        case .none: return Self.answer(try await act(call))
        }
    }
}
