/// Who acts, as the audit log names them, e.g. `shell:root`. Never a person's name or number from an application.
package struct Principal: Hashable, Sendable {
    package let name: String

    /// - Throws: ``RegisterError`` unless the name is 1 to 64 printable ASCII characters.
    package init(_ name: String) throws(RegisterError) {
        guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw RegisterError(
                .invalidArgument, "the name of who acts must be 1 to 64 printable ASCII characters without spaces")
        }
        self.name = name
    }
}
