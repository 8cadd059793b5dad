import GateDevices

extension HostileInput {
    /// `devices.json`, and what scanners send: key events and plain bytes.
    static let devices = HostileInput(
        "devices",
        seeds: {
            [
                Array(
                    """
                    {"scanners":[{"kind":"evdev","path":"/dev/input/event3","name":"lane","pause":200},
                    {"kind":"serial","path":"/dev/ttyUSB0","baud":115200}],
                    "barrier":{"kind":"serial","path":"/dev/ttyUSB1","on":"A0 01 01 A2","off":"A00100A1","pulse":1500}}
                    """.utf8),
                Array(#"{"barrier":{"kind":"http","address":"http://[fd00::1]:8080/open?a=b","deadline":500}}"#.utf8),
                Array("PP1:ABC\r\n\0PP1:DEF\r".utf8), keyEvents,
            ]
        }
    ) { bytes in
        _ = try? Devices(json: bytes, home: "/nowhere")
        var keys = EvdevDecoder(pause: .milliseconds(150))
        var problem = false
        keys.take(bytes[...]) { problem = problem || !isSound($0) }
        var assembly = TextAssembly(pause: .milliseconds(150))
        for byte in bytes {
            if let outcome = assembly.take(byte, at: nil) { problem = problem || !isSound(outcome) }
        }
        try require(!problem, "a text came out that is empty or too long")
        _ = assembly.take(0x0D, at: nil)
        let next = "PP1:NEXT\r".utf8.compactMap { assembly.take($0, at: nil) }
        try require(next == [.text(Array("PP1:NEXT".utf8))], "what came before changed the next text")
    }

    private static func isSound(_ outcome: TextAssembly.Outcome) -> Bool {
        guard case .text(let text) = outcome else { return true }
        return (1...TextAssembly.limit).contains(text.count)
    }

    /// Shift and A, then Enter, as `struct input_event`s.
    private static let keyEvents: [UInt8] = {
        let keys: [(code: UInt8, value: UInt8)] = [(42, 1), (30, 1), (30, 0), (42, 0), (28, 1), (28, 0)]
        return keys.flatMap { [UInt8](repeating: 0, count: 16) + [1, 0, $0.code, 0, $0.value, 0, 0, 0] }
    }()
}
