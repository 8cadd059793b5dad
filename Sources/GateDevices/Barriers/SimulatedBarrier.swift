internal import Glibc
internal import StrictJSON

/// No barrier: writes down what one would have done, a JSON object a line, for tests and for people.
///
///     {"act":"raise","direction":"in","pulse":1000,"time":1790000000250}
///     {"act":"lower","time":1790000001250}
///
/// Times are milliseconds since 1970.
struct SimulatedBarrier: Barrier {
    /// The file's size in bytes from which on nothing is added.
    private static let sizeLimit = 16 << 20

    let path: String
    let patience = Duration.seconds(2)

    func raise(_ direction: BarrierDirection, for pulse: Duration) throws(DeviceError) {
        try add([
            "act": .text("raise"), "direction": .text(direction.rawValue), "pulse": .integer(Int64(pulse.pollTimeout)),
        ])
    }

    func lower() throws(DeviceError) {
        try add(["act": .text("lower")])
    }

    private func add(_ act: JSONObject) throws(DeviceError) {
        let number = unsafe open(
            path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o600)
        guard number >= 0 else {
            throw .failed("the simulated barrier's file \(path) can't be written: \(Descriptor.text(of: errno))")
        }
        let file = Descriptor(number)
        var status = stat()
        guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < Self.sizeLimit
        else {
            throw .failed("the simulated barrier's file \(path) is full, or no file: put it away")
        }
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        var line = act
        line["time"] = .integer(Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000)
        let bytes = JSONWriter.compact(.object(line)) + [UInt8(ascii: "\n")]
        let written = unsafe bytes.withUnsafeBytes { unsafe write(file.number, $0.baseAddress, $0.count) }
        guard written == bytes.count else {
            throw .failed("the simulated barrier's file \(path) can't be written: \(Descriptor.text(of: errno))")
        }
    }
}
