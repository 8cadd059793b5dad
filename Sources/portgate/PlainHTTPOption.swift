import ArgumentParser
import CommandSupport
import GateCore

/// Whether a command may talk to a server in the clear.
struct PlainHTTPOption: ParsableArguments {
    @Flag(
        name: .customLong("plain-http"),
        help:
            "Allow addresses with http:// beyond this machine: whoever is on the way can read what the gate sends and fetches."
    )
    var isAllowed = false

    /// An address that this command may use.
    ///
    /// - Parameter wasAllowed: whether that was said when the address was written down.
    func address(_ text: String, wasAllowed: Bool = false) throws -> WebAddress {
        let address = try WebAddress(text)
        let rule: PlainHTTP = isAllowed || wasAllowed ? .anywhere : .onThisMachineOnly
        guard rule.allows(address) else {
            throw PlainError(
                "\(text) is not encrypted, and everybody on the way could read what the gate sends and fetches: name an address that begins with https://, or add --plain-http"
            )
        }
        return address
    }

    /// The same for a source, which may be a folder.
    func check(source: String, wasAllowed: Bool = false) throws {
        if WebAddress.isWeb(source) { _ = try address(source, wasAllowed: wasAllowed) }
    }
}
