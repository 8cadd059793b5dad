/// A scanner that can be opened, and opened again after it was unplugged.
///
/// The calls block and are made in a thread of the scanner's own.
package protocol ScannerSource: Sendable {
    var name: String { get }
    /// The longest time between two bytes of one text.
    var pause: Duration { get }
    /// Of the device.
    var path: String { get }

    /// - Throws: `missing` while it is not plugged in, `failed` when it can't be used.
    func connect() throws(DeviceError) -> Descriptor

    func makeDecoder() -> any ScanDecoder
}
