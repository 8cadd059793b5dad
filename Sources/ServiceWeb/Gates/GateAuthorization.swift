import HTTPTypes
import Hummingbird
import StrictJSON

/// The `Authorization` that a gate sends along: `PortPass-Gate` and the envelope of a `GateRequest` as base64url.
enum GateAuthorization {
    static let scheme = "PortPass-Gate"
    private static let longest = 2_048

    /// The envelope.
    /// - Throws: a ``Problem`` when there is none.
    static func message(_ request: Request) throws(Problem) -> [UInt8] {
        let missing = Problem(
            .unauthorized, "unknown-gate", "this needs the signed request of a gate: Authorization: \(scheme) …")
        guard let field = request.headers[.authorization], field.utf8.count <= longest else { throw missing }
        let parts = field.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == scheme.lowercased(),
            let message = Base64URL.decode(Array(parts[1].utf8))
        else { throw missing }
        return message
    }
}
