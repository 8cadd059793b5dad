package import StrictJSON

/// What all kinds of metadata have in common (specification, section 4.3).
package struct MetadataHeader: Hashable, Sendable {
    /// Greater than 0.
    package var version: Int
    package var specVersion: ExactText
    /// Seconds since 1970. The file is trusted while `now < expires`.
    package var expires: Int64
    /// Members this version does not know, kept because they are signed.
    package var unrecognized: [ExactText: JSONValue]

    package init(version: Int, expires: Int64, unrecognized: [ExactText: JSONValue] = [:]) {
        self.version = version
        specVersion = "1.0.31"
        self.expires = expires
        self.unrecognized = unrecognized
    }

    init(_ fields: inout MetadataFields) throws(UpdateError) {
        version = try fields.integer("version", atLeast: 1)
        specVersion = try fields.text("spec_version")
        let parts = specVersion.string.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isNumbers = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
        guard isNumbers, parts.count == 2 || parts.count == 3, parts.first?.elementsEqual("1".utf8) == true else {
            throw .malformed("\(fields.subject): the specification version \(specVersion.quoted) is not 1.x")
        }
        let expiry = try fields.text("expires")
        guard let seconds = MetadataTime.parse(expiry) else {
            throw .malformed("\(fields.subject): \(expiry.quoted) is no time in the form YYYY-MM-DDTHH:MM:SSZ")
        }
        expires = seconds
        unrecognized = [:]
    }

    var members: [ExactText: JSONValue] {
        [
            "version": .integer(Int64(version)), "spec_version": .string(specVersion),
            "expires": .string(ExactText(MetadataTime.format(expires))),
        ]
    }
}
