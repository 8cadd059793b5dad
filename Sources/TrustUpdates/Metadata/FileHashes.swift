import PassCrypto
package import StrictJSON

/// The hashes by which metadata names a file: algorithm to hexadecimal digest (specification, section 4.4).
package struct FileHashes: Hashable, Sendable {
    package let values: [ExactText: ExactText]

    /// SHA-256 of `bytes`.
    package init(of bytes: [UInt8]) {
        values = ["sha256": ExactText(Hash.sha256Hex(bytes))]
    }

    init(_ members: [ExactText: JSONValue], _ subject: String) throws(UpdateError) {
        var values: [ExactText: ExactText] = [:]
        for (algorithm, value) in members {
            guard case .string(let digest) = value else { throw .malformed("\(subject): a hash is not a string") }
            if let length = Self.digestLength(algorithm) {
                // Also what keeps a hash from being anything but a plain part of a file name.
                let isHex = digest.string.utf8.allSatisfy { byte in
                    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                        || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f")
                }
                guard isHex, digest.string.utf8.count == length * 2 else {
                    throw .malformed("\(subject): \(digest.quoted) is no \(algorithm) hash")
                }
            }
            values[algorithm] = digest
        }
        guard !values.isEmpty else { throw .malformed("\(subject): there are no hashes") }
        self.values = values
    }

    private static func digestLength(_ algorithm: ExactText) -> Int? {
        switch algorithm {
        case "sha256": 32
        case "sha512": 64
        default: nil
        }
    }

    /// Whether every hash is the one of `bytes`. An algorithm this client does not know matches nothing.
    func match(_ bytes: [UInt8]) -> Bool {
        values.allSatisfy { algorithm, digest in
            switch algorithm {
            case "sha256": digest == ExactText(Hash.sha256Hex(bytes))
            case "sha512": digest == ExactText(Hex.encode(Hash.sha512(bytes)))
            default: false
            }
        }
    }

    /// The digest to look for in a file name: SHA-256 where there is one.
    package var nameDigest: String? {
        (values["sha256"] ?? values["sha512"])?.string
    }

    var json: JSONValue { .object(JSONObject(values.mapValues(JSONValue.string))) }
}
