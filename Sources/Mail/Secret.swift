package import PassCrypto

/// A password or key for a server: in guarded memory, lent only to the call that hands it over.
package final class Secret: Sendable {
    private let bytes: SecretBytes

    /// - Throws: ``CarrierConfigurationError`` for one that is empty, longer than 1,024 bytes, or not printable ASCII: what else
    ///   stands in such a file is an accident, and a line's end would be a header of its own.
    package init(_ bytes: consuming SecretBytes) throws(CarrierConfigurationError) {
        let isUsable = bytes.withBytes { bytes in
            (1...1_024).contains(bytes.count) && bytes.indices.allSatisfy { (0x20...0x7E).contains(bytes[$0]) }
        }
        guard isUsable else {
            throw CarrierConfigurationError("a secret must be one line of 1 to 1,024 printable ASCII characters")
        }
        self.bytes = bytes
    }

    /// Lends it as ordinary text, which is wiped as far as Swift lets us: libcurl keeps a copy of its own anyway.
    func withText<Result>(_ body: (String) -> Result) -> Result {
        bytes.withBytes { bytes in
            var text = ""
            text.reserveCapacity(bytes.count)
            for index in bytes.indices { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
            return body(text)
        }
    }
}
