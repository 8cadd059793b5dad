package import PassFormat

/// What a gate and its service say to each other: the payload of a signed envelope, one type each.
///
/// Payloads are maps with integer keys; keys that a reader does not know are ignored, so that either side may be the newer.
package protocol GateMessage: Hashable, Sendable {
    /// The envelope's `typ` (COSE header parameter 16): a message can't be taken for one of another kind.
    static var type: WireText { get }
    /// The most bytes an envelope of this type has; a longer one is not read.
    static var largest: Int { get }

    init(decoding payload: [UInt8]) throws(FormatError)

    /// The payload's entries.
    func members() throws(FormatError) -> [CBORWriter.Entry]
}

/// One that the service signs, at a time.
package protocol ServiceMessage: GateMessage {
    /// The service's clock, seconds since 1970.
    var time: Int64 { get }
}

extension GateMessage {
    package static var largest: Int { 4_096 }

    func encoded() throws(FormatError) -> [UInt8] {
        let members = try members()
        return try CBORWriter.encoding { writer throws(FormatError) in try writer.write(map: members) }
    }
}
