/// A number that messages are sent to, in the international form: `+` and 8 to 15 digits (ITU-T E.164).
package struct MobileNumber: Hashable, Sendable {
    package let text: String

    /// Nil for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "+"), (9...16).contains(bytes.count), bytes[1] != UInt8(ascii: "0"),
            bytes.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.text = text
    }
}
