import HTTPTypes
import Hummingbird
import Register
import ServiceScenes
import ServiceWeb

/// Takes a request's own word for which pass it may act for.
struct StubAccess: PassAccess {
    let register: Register

    static let token = "0123456789abcdef"
    private static let header = HTTPField.Name("X-Holder")

    static func headers(_ number: String) -> HTTPFields {
        var headers: HTTPFields = [:]
        if let header { headers[header] = number }
        return headers
    }

    func grant(toPass number: String, _ request: Request, _ context: ServiceContext) async throws -> PassGrant? {
        guard let header = Self.header, request.headers[header] == number else { return nil }
        return PassGrant(token: Self.token)
    }

    func pass(
        _ number: String, _ request: Request, _ context: ServiceContext
    ) async throws -> (grant: PassGrant, pass: HeldPass)? {
        guard let grant = try await grant(toPass: number, request, context) else { return nil }
        guard let pass = try await register.heldPass(number: number) else { return nil }
        return (grant, pass)
    }

    func noteBound(_ pass: HeldPass, _ context: ServiceContext) async throws {}
}

extension PassSite {
    /// The repository's site: `web/site` beside `Package.swift`.
    static var folder: String { SceneRegister.seeds(file: #filePath).replacing(/seeds$/, with: "web/site") }

    static func repository(encoder: String? = nil) throws -> PassSite {
        try PassSite(folder: folder, site: WebScene.site.get(), encoder: encoder)
    }
}
