import HTTPTypes
import Hummingbird
import NIOCore
import Register
import StrictJSON

/// What anybody needs to verify a pass, at the addresses where programs look: the keys as a JWK Set (RFC 7517, RFC 8615), and which
/// status lists there are (draft-ietf-oauth-status-list, section 9.2). Anyone's pages may read them.
struct VerifierFiles: Sendable {
    let register: Register

    func add(to router: Router<ServiceContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on(".well-known/jwks.json", method: method) { request, _ in
                try Self.answer(try await register.verifierKeys(), "application/jwk-set+json", request)
            }
            router.on("status", method: method) { request, _ in
                // The router takes `/status/` for the same, which is a list without a number.
                guard request.uri.path == "/status" else { throw Problem.notFound }
                let lists = JSONWriter.compact(.object(["status_lists": .texts(try await register.statusLists())]))
                return try Self.answer(lists, "application/json", request)
            }
        }
    }

    private static func answer(_ bytes: [UInt8], _ type: String, _ request: Request) throws -> Response {
        var response = try CacheableAnswer(
            type: type, tag: EntityTags.tag(of: bytes), cacheControl: CacheableAnswer.revalidated, size: bytes.count
        ) {
            ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        }.response(to: request)
        response.headers[.accessControlAllowOrigin] = "*"
        return response
    }
}
