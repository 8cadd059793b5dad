internal import Glibc

/// A scanner on a serial port, or one that a USB cable makes look like it.
struct SerialScanner: ScannerSource {
    let name: String
    let pause: Duration
    let line: SerialLine

    var path: String { line.path }

    func connect() throws(DeviceError) -> Descriptor { try line.open(O_RDONLY) }

    func makeDecoder() -> any ScanDecoder { SerialDecoder(pause: pause) }
}
