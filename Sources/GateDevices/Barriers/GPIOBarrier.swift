internal import Glibc

/// A pin of the machine, through the file that holds its value (`/sys/class/gpio/gpio17/value`): 1 while the barrier is to be
/// open.
struct GPIOBarrier: Barrier {
    let path: String
    let patience = Duration.seconds(2)

    func raise(_ direction: BarrierDirection, for pulse: Duration) throws(DeviceError) { try set("1") }

    func lower() throws(DeviceError) { try set("0") }

    private func set(_ value: StaticString) throws(DeviceError) {
        let number = unsafe open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard number >= 0 else {
            let code = errno
            guard code != ENOENT else { throw .missing(path) }
            throw .failed("the barrier's pin \(path) can't be set: \(Descriptor.text(of: code))")
        }
        let pin = Descriptor(number)
        var status = stat()
        // Files of sysfs count as regular ones.
        guard unsafe fstat(pin.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .failed("\(path) is not the value file of a pin")
        }
        guard unsafe pwrite(pin.number, value.utf8Start, 1, 0) == 1 else {
            throw .failed("the barrier's pin \(path) can't be set: \(Descriptor.text(of: errno))")
        }
    }
}
