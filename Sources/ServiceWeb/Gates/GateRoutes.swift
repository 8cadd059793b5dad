import GateMessages
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import PassFormat
import Register
import StrictJSON

/// What gates ask the service: to be enrolled, to take their journals, who is inside their port, and the photos of its passes.
struct GateRoutes: Sendable {
    let register: Register
    /// Seconds since 1970.
    let now: @Sendable () -> Int64
    private let enrolments: RateLimiter
    private let failures: RateLimiter

    init(register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.now = now
        enrolments = RateLimiter(burst: limits.enrolments, interval: limits.enrolmentInterval)
        failures = RateLimiter(burst: limits.failures, interval: limits.failureInterval)
    }

    func add(to router: Router<ServiceContext>) {
        let group = router.group("api/gates/v1")
        group.post("enrolment") { request, context in try await enrol(request, context) }
        group.post("journal") { request, context in
            try await countingFailures(context) { try await journal(request) }
        }
        group.get("presence") { request, context in
            try await countingFailures(context) { try await presence(request) }
        }
        group.get("photos") { request, context in
            try await countingFailures(context) { try await photos(request) }
        }
        group.get("photos/:name") { request, context in
            try await countingFailures(context) { try await photo(request, context) }
        }
    }

    private func enrol(_ request: Request, _ context: ServiceContext) async throws -> Response {
        if let wait = enrolments.take(context.client, at: .now) { throw Problem.tooMany(wait) }
        let message = try await body(of: request, Enrolment.self)
        let (gate, isNew) = try await register.enrol(message, now: now())
        context.logger.notice("\(gate.gate) was enrolled\(isNew ? "" : " already")")
        let answer = JSONWriter.compact(.object(["gate": .text(gate.gate), "time": .integer(now())]))
        return Response(
            status: isNew ? .created : .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer)))
    }

    private func journal(_ request: Request) async throws -> Response {
        let message = try await body(of: request, JournalBatch.self)
        return Self.message(try await register.accept(message, now: now()), Receipt.self)
    }

    private func presence(_ request: Request) async throws -> Response {
        let gate = try await gate(of: request)
        let place = try Self.number("after", in: request) ?? 0
        let backlog = try Self.number("backlog", in: request)
        try await register.heard(from: gate, backlog: backlog, now: now())
        return Self.message(
            try await register.presence(for: gate, after: place, now: now()), PresenceFeed.self)
    }

    /// Who signed this very request.
    func gate(of request: Request) async throws -> EnrolledGate {
        let message = try GateAuthorization.message(request)
        return try await register.authenticate(
            message, method: request.method.rawValue, path: request.head.path ?? "", now: now())
    }

    /// Runs `body`, unless the client had too many requests refused for who it is.
    private func countingFailures(
        _ context: ServiceContext, _ body: () async throws -> Response
    ) async throws -> Response {
        if let wait = failures.wait(context.client, at: .now) { throw Problem.tooMany(wait) }
        do {
            return try await body()
        } catch {
            let status = Problem.problem(for: error).problem.status
            if status == .unauthorized || status == .badRequest { _ = failures.take(context.client, at: .now) }
            throw error
        }
    }

    /// The body, when it says that it is a message of this kind and is not longer than one can be.
    private func body<Content: GateMessage>(of request: Request, _ type: Content.Type) async throws -> [UInt8] {
        guard request.headers[.contentType] == Content.type.string, request.headers[.contentEncoding] == nil else {
            throw Problem.wrongType(Content.type.string)
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Content.largest {
            throw Problem.tooLarge
        }
        return Array(buffer: try await request.body.collect(upTo: Content.largest))
    }

    static func message<Content: GateMessage>(_ envelope: [UInt8], _ type: Content.Type) -> Response {
        Response(
            status: .ok, headers: [.contentType: Content.type.string, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: envelope)))
    }

    /// A number of the query; nil when it is not there.
    static func number(_ name: String, in request: Request) throws(Problem) -> Int64? {
        guard let query = request.uri.query else { return nil }
        let values = query.split(separator: "&").filter { $0.hasPrefix("\(name)=") }.map {
            $0.dropFirst(name.utf8.count + 1)
        }
        guard let value = values.first else { return nil }
        guard values.count == 1, let number = Int64(value), number >= 0 else {
            throw .badRequest("\(name) must be a whole number, once")
        }
        return number
    }
}
