import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import Register

/// `/pass/APPLICATION-ID`, `.svg` and `.png`. A pass's own id is known to every gate that it passed; the application's handle
/// only to whoever applied.
struct PassRoutes: Sendable {
    private let register: Register
    private let pictures = PassPictures()
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    init(register: Register, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.now = now
    }

    func add(to group: RouterGroup<ServiceContext>) {
        group.get("pass/:page") { _, context in try await answer(context.parameters.get("page") ?? "") }
    }

    /// - Parameter name: the last part of the address.
    private func answer(_ name: String) async throws -> Response {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let id = ApplicationID(hex: parts.first ?? ""), parts.count <= 2 else { throw Problem.notFound }
        guard parts.count == 2 else { return try await page(id) }
        guard let kind = PassPicture.Kind(rawValue: parts[1]) else { throw Problem.notFound }
        guard let picture = try await picture(of: pass(id), at: now()) else { throw Problem.notFound }
        return Response(
            status: .ok, headers: [.contentType: kind.type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: picture.bytes(kind))))
    }

    private func pass(_ id: ApplicationID) async throws -> PassSummary {
        guard let passID = try await register.application(id)?.pass, let pass = try await register.pass(passID) else {
            throw Problem.notFound
        }
        return pass
    }

    private func picture(of pass: PassSummary, at now: Int64) throws -> PassPicture? {
        guard pass.isShown(at: now), let text = pass.text else { return nil }
        return try pictures.picture(of: pass.id, text: text, number: pass.number)
    }

    private func page(_ id: ApplicationID) async throws -> Response {
        let pass = try await pass(id)
        guard let text = pass.text else { throw Problem.notFound }
        let now = now()
        return PassPage(
            application: id, pass: pass, claims: try PassClaims.claims(in: text),
            picture: try picture(of: pass, at: now), ports: register.ports, utcOffset: register.utcOffset, now: now
        ).response
    }
}
