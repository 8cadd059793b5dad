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

    package init(_ target: Target, reference: String) {
        self.target = target
        self.reference = reference
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
        switch target {
        case .number(let number): members["number"] = .text(number.string)
        case .plate(let plate): members["plate"] = .text(plate.string)
        }
        return JSONWriter.compact(.object(members))
    }

    init?(stored bytes: [UInt8]) {
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
    }
}
