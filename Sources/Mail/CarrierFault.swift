/// Why a message did not go: a short code for logs and lists. Never holds an address, a number or a word of the message; what
/// a server said may hold any of them, and stays unsaid.
package struct CarrierFault: Hashable, Sendable, CustomStringConvertible {
    /// Lower-case letters, digits and dashes, e.g. `smtp-550` or `connect`.
    package let code: String
    /// Whether it lies between here and the server, so that every other message would meet it too.
    package let isOfTheWay: Bool

    package init(_ code: StaticString, isOfTheWay: Bool = false) {
        self.code = code.description
        self.isOfTheWay = isOfTheWay
    }

    private init(code: String, isOfTheWay: Bool) {
        self.code = code
        self.isOfTheWay = isOfTheWay
    }

    /// A server's reply, by its number alone.
    static func reply(_ kind: StaticString, _ number: Int, isOfTheWay: Bool = false) -> CarrierFault {
        CarrierFault(code: "\(kind)-\(number)", isOfTheWay: isOfTheWay)
    }

    package var description: String { code }
}
