import GateMessages
import HTTPTypes
import Hummingbird
import NIOCore
import PassCrypto
import Register

/// The sealed photos of a port's passes: what there is, and each by its name.
extension GateRoutes {
    func photos(_ request: Request) async throws -> Response {
        let gate = try await gate(of: request)
        let place = try Self.number("after", in: request) ?? 0
        return Self.message(try await register.photos(for: gate, after: place, now: now()), PhotoListing.self)
    }

    /// A name says nothing of the pass, and whoever is not a gate of one of its ports finds nothing under it.
    func photo(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let gate = try await gate(of: request)
        guard let text = context.parameters.get("name"), let name = Hex.decode(text),
            name.count == MessageLimits.photoName, Hex.encode(name) == text,
            let blob = try await register.photo(named: name, for: gate)
        else { throw Problem.notFound }
        return ByteRange.response(to: request, with: blob)
    }
}
