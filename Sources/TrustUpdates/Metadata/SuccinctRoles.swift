import PassCrypto
package import StrictJSON

/// A whole row of hash bins in one entry (TAP 15): `2^bitLength` roles `PREFIX-HEX` with the same keys.
package struct SuccinctRoles: Hashable, Sendable {
    package let keys: RoleKeys
    /// 1 to 32.
    package let bitLength: Int
    package let namePrefix: ExactText

    init(_ json: JSONValue) throws(UpdateError) {
        var fields = try MetadataFields(json, "the succinct roles")
        var keys = try RoleKeys(&fields)
        bitLength = try fields.integer("bit_length", atLeast: 1)
        namePrefix = try fields.text("name_prefix")
        guard bitLength <= 32 else { throw .malformed("the succinct roles have more than 32 bits") }
        keys.unrecognized = fields.rest
        self.keys = keys
    }

    var json: JSONValue {
        var members = keys.members
        members["bit_length"] = .integer(Int64(bitLength))
        members["name_prefix"] = .string(namePrefix)
        return .object(JSONObject(members))
    }

    private func name(_ bin: UInt32) -> ExactText {
        let digits = Hex.encode([3, 2, 1, 0].map { UInt8(truncatingIfNeeded: bin >> ($0 * 8)) })
        return ExactText("\(namePrefix)-\(digits.suffix((bitLength + 3) / 4))")
    }

    /// The bin of a path: the leading bits of its SHA-256.
    package func bin(for path: ExactText) -> ExactText {
        let leading = Hash.sha256(path.utf8).prefix(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        return name(leading >> (32 - bitLength))
    }

    /// Whether `role` is one of the bins.
    package func isBin(_ role: ExactText) -> Bool {
        guard let digits = role.string.split(separator: "-", omittingEmptySubsequences: false).last,
            let number = UInt32(digits, radix: 16), bitLength == 32 || number >> bitLength == 0
        else { return false }
        return name(number) == role
    }
}
