package import PassFormat

/// Who asks, and for what: signed by a gate and sent along with a request that has no signed body of its own, as
/// `Authorization: PortPass-Gate BASE64URL` (in the manner of RFC 9449).
///
///     {1: gate, 2: method, 3: path with query, 4: time}
package struct GateRequest: GateMessage {
    package static let type: WireText = "application/portpass-request+cbor"
    /// Seconds by which `time` may differ from the service's clock.
    package static let window: Int64 = 300

    package let gate: WireText
    package let method: WireText
    /// As in the request line.
    package let path: WireText
    /// Seconds since 1970, by the gate's best knowledge.
    package let time: Int64

    package init(gate: WireText, method: WireText, path: WireText, time: Int64) {
        self.gate = gate
        self.method = method
        self.path = path
        self.time = time
    }

    package init(decoding payload: [UInt8]) throws(FormatError) {
        var reader = CBORReader(payload.span)
        var gate, method, path: WireText?
        var time: Int64?
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readInteger() {
            case 1: gate = try reader.readText("gate", MessageLimits.gate)
            case 2: method = try reader.readText("method", 1...8)
            case 3: path = try reader.readText("path", 1...512)
            case 4: time = try reader.readTime("time")
            default: try reader.skipItem()
            }
        }
        try reader.finish()
        guard let gate else { throw .missing("gate") }
        guard let method else { throw .missing("method") }
        guard let path else { throw .missing("path") }
        guard let time else { throw .missing("time") }
        self.init(gate: gate, method: method, path: path, time: time)
    }

    package func members() throws(FormatError) -> [CBORWriter.Entry] {
        [
            try .init(1) { $0.write(gate) }, try .init(2) { $0.write(method) }, try .init(3) { $0.write(path) },
            try .init(4) { $0.write(time) },
        ]
    }

    /// Whether it was made for this request, at about this time.
    package func isFor(method: String, path: String, at now: Int64) -> Bool {
        self.method == WireText(method) && self.path == WireText(path)
            && (now - Self.window...now + Self.window).contains(time)
    }
}
