package import PassFormat

/// What the service knows of who is inside a port, from the journals of all its gates: the changes.
package typealias PresenceFeed = PortListing<ListedPresence>

/// `[number, state, time, gate]`
package struct ListedPresence: ListedEntry {
    package static let listingType: WireText = "application/portpass-presence+cbor"
    package static let largestListing = 256 * 1024
    package static let mostListed = MessageLimits.presence
    package static let listingName: String = "presence feed"

    package let number: WireText
    package let state: PresenceState
    /// When it became so, as well as the service can tell from the gate's clocks, seconds since 1970.
    package let time: Int64
    package let gate: WireText

    package init(number: WireText, state: PresenceState, time: Int64, gate: WireText) {
        self.number = number
        self.state = state
        self.time = time
        self.gate = gate
    }

    package init(reading reader: inout CBORReader) throws(FormatError) {
        var parts = try reader.readArray()
        guard parts.remaining == 4 else { throw .invalid("presence entry", "it has four parts") }
        _ = reader.nextElement(in: &parts)
        number = try reader.readText("number", PassLimits.number)
        _ = reader.nextElement(in: &parts)
        state = try reader.readChoice("state", PresenceState.self)
        _ = reader.nextElement(in: &parts)
        time = try reader.readTime("time")
        _ = reader.nextElement(in: &parts)
        gate = try reader.readText("gate", MessageLimits.gate)
        _ = reader.nextElement(in: &parts)
    }

    package func write(to writer: inout CBORWriter) {
        writer.writeArray(count: 4)
        writer.write(number)
        writer.write(state.rawValue)
        writer.write(time)
        writer.write(gate)
    }
}
