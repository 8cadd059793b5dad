internal import StrictJSON

/// The scanners and the barrier of a gate, as `devices.json` names them (docs/devices.md).
package struct Devices: Sendable {
    /// More than anybody has at one gate.
    private static let mostScanners = 8

    /// How long a barrier stays raised, in milliseconds.
    private static let pulses = 50...30_000

    let scanners: [any ScannerSource]
    let barrier: (driver: any Barrier, pulse: Duration)?

    init(scanners: [any ScannerSource], barrier: (driver: any Barrier, pulse: Duration)?) {
        self.scanners = scanners
        self.barrier = barrier
    }

    /// - Parameters:
    ///   - json: The file's bytes.
    ///   - home: The folder in which the simulated barrier's file lies.
    package init(json: [UInt8], home: String) throws(DeviceError) {
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONReader.read(json)
        } catch {
            throw .file(error.description)
        }
        var fields = try DeviceFields(value, "the file")
        var scanners: [any ScannerSource] = []
        switch fields.value("scanners") {
        case nil: break
        case .array(let values)? where values.count <= Self.mostScanners:
            for (index, value) in values.enumerated() { scanners.append(try Self.scanner(value, index, home)) }
        default: throw .file("\"scanners\" should be a list of at most \(Self.mostScanners)")
        }
        let names = scanners.map(\.name)
        guard Set(names).count == names.count else { throw .file("two scanners have one name") }
        let paths = scanners.map(\.path)
        guard Set(paths).count == paths.count else { throw .file("two scanners have one path") }
        self.scanners = scanners
        barrier = try fields.value("barrier").map { value throws(DeviceError) in try Self.barrier(value, home) }
        try fields.end()
    }

    private static func scanner(_ value: JSONValue, _ index: Int, _ home: String) throws(DeviceError)
        -> any ScannerSource
    {
        let place = "scanners[\(index)]"
        var fields = try DeviceFields(value, place)
        let kind = try fields.text("kind")
        let name = try fields.optionalText("name") ?? "\(kind) \(index + 1)"
        guard name.utf8.count <= 64 else { throw .file("\"name\" in \(place) is longer than 64 bytes") }
        let path = try fields.path("path")
        let pause = Duration.milliseconds(try fields.integer("pause", in: 20...5_000, else: 150))
        let scanner: any ScannerSource
        switch kind {
        case "evdev":
            scanner = EvdevScanner(name: name, path: path, pause: pause)
        case "serial":
            let baud = try fields.baud(else: 9_600)
            scanner = SerialScanner(name: name, pause: pause, line: SerialLine(path: path, baud: baud))
        default:
            throw .file("\"kind\" in \(place) should be evdev or serial")
        }
        try fields.end()
        return scanner
    }

    private static func barrier(
        _ value: JSONValue, _ home: String
    ) throws(DeviceError) -> (driver: any Barrier, pulse: Duration) {
        var fields = try DeviceFields(value, "barrier")
        let kind = try fields.text("kind")
        let pulse = Duration.milliseconds(try fields.integer("pulse", in: pulses, else: 1_000))
        let driver: any Barrier
        switch kind {
        case "gpio":
            driver = GPIOBarrier(path: try fields.path("path"))
        case "http":
            let address = try LocalAddress(try fields.text("address"))
            let deadline = try fields.integer("deadline", in: 100...10_000, else: 2_000)
            driver = HTTPBarrier(address: address, deadline: .milliseconds(deadline))
        case "serial":
            let path = try fields.path("path")
            let line = SerialLine(path: path, baud: try fields.baud(else: 9_600))
            // The frames of LCUS-1, the commonest of these relays.
            let on = try fields.bytes("on", else: [0xA0, 0x01, 0x01, 0xA2])
            driver = RelayBarrier(line: line, on: on, off: try fields.bytes("off", else: [0xA0, 0x01, 0x00, 0xA1]))
        case "simulator":
            let file = try fields.optionalText("file") ?? "barrier.jsonl"
            driver = SimulatedBarrier(path: file.hasPrefix("/") ? file : home + "/" + file)
        default:
            throw .file("\"kind\" in barrier should be gpio, http, serial or simulator")
        }
        try fields.end()
        return (driver, pulse)
    }

    /// All scanners, to be run.
    ///
    /// - Parameters:
    ///   - onChange: Called from any thread when the state of a scanner has become another.
    ///   - take: Gets every text, one after the other.
    package func scannerSet(
        onChange: @escaping @Sendable () -> Void = {}, take: @escaping @Sendable (ScannedText) async -> Void
    ) -> ScannerSet {
        ScannerSet(scanners, onChange: onChange, take: take)
    }

    /// The barrier, to be run; nil where there is none.
    ///
    /// - Parameters:
    ///   - time: By which its pulses are measured.
    ///   - onChange: Called from any thread when its state or openness have become others.
    package func barrierKeeper(
        time: any BarrierTime, onChange: @escaping @Sendable () -> Void = {}
    ) -> BarrierKeeper? {
        barrier.map { BarrierKeeper($0.driver, pulse: $0.pulse, time: time, onChange: onChange) }
    }
}
