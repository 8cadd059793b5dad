internal import StrictJSON
internal import WebClient

/// The service answered, and not with what was asked for.
package struct ServiceRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let status: Int
    /// As in the service's problem documents (RFC 9457); empty when it sent none.
    package let code: String
    package let description: String

    /// More than this of somebody else's words is not repeated.
    private static let detailLength = 300

    init(_ reply: HTTPReply) {
        status = reply.status
        var code = ""
        var detail = "status \(reply.status)"
        if reply.type?.hasPrefix("application/problem+json") == true,
            case .object(let members)? = try? JSONReader.read(reply.bytes)
        {
            if case .string(let text)? = members["code"] { code = String(text.string.prefix(40)) }
            if case .string(let text)? = members["detail"] { detail = Self.printable(text.string) }
        } else if reply.type?.hasPrefix("text/html") == true {
            detail = "a web page came instead: this network may want somebody to sign in, or the address is another's"
        }
        self.code = code
        description = "the service refused: \(detail)"
    }

    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(detailLength).filter {
                    $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
                }))
    }
}
