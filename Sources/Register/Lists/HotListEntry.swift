package import PassFormat
import StrictJSON

/// Somebody, or something, that the police look for at a port.
package struct HotListEntry: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
        /// A pass by its number, as printed.
        case number(WireText)
        /// A vehicle by its plate, normalised.
        case plate(WireText)
    }

    package let target: Target
    /// Under which the police ask; in no list that leaves the register.
    package let reference: String
    /// Why, in somebody's words; in no list that leaves the register.
    package let reason: String?
    /// Seconds since 1970: from then on it is on the list no more; nil for one that somebody takes off.
    package let until: Int64?

    package init(_ target: Target, reference: String, reason: String? = nil, until: Int64? = nil) {
        self.target = target
        self.reference = reference
        self.reason = reason
        self.until = until
    }

    /// What the entry is found by.
    var key: [UInt8] {
        switch target {
        case .number(let number): Array("number:".utf8) + number.utf8
        case .plate(let plate): Array("plate:".utf8) + plate.utf8
        }
    }

    /// As it stands sealed in the register.
    var stored: [UInt8] {
        var members: JSONObject = ["reference": .text(reference)]
        members["reason"] = reason.map { .text($0) }
        switch target {
        case .number(let number): members["number"] = .text(number.string)
        case .plate(let plate): members["plate"] = .text(plate.string)
        }
        return JSONWriter.compact(.object(members))
    }

    init?(stored bytes: [UInt8], until: Int64?) {
        guard case .object(let members)? = try? JSONReader.read(bytes),
            case .string(let reference)? = members["reference"]
        else { return nil }
        if case .string(let number)? = members["number"] {
            target = .number(WireText(number.string))
        } else if case .string(let plate)? = members["plate"] {
            target = .plate(WireText(plate.string))
        } else {
            return nil
        }
        self.reference = reference.string
        self.until = until
        if case .string(let reason)? = members["reason"] { self.reason = reason.string } else { reason = nil }
    }
}

/// An entry as it stands on a list.
package struct ListedEntry: Hashable, Sendable {
    /// A keyed hash of port and target, by which it is found again.
    package let subject: [UInt8]
    package let entry: HotListEntry
    package let addedAt: Int64
    package let addedBy: Principal
    /// With which publication it was told; nil while it is not, and for one of before that was written down.
    package let version: Int64?
}
