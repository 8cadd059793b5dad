/// What is wrong with a device or with `devices.json`: one plain sentence.
package struct DeviceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of error, open for additions.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The device is not plugged in.
        package static let missing = Code(rawValue: "missing")
        /// The device is there, and can't be used.
        package static let failed = Code(rawValue: "failed")
        /// `devices.json` can't be read, or does not say what it should.
        package static let file = Code(rawValue: "file")
        /// A frame that is no picture, or too large a one.
        package static let frame = Code(rawValue: "frame")
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ sentence: String) {
        self.code = code
        description = sentence
    }

    static func missing(_ path: String) -> DeviceError {
        DeviceError(.missing, "\(path) is not there: is it plugged in?")
    }

    static func failed(_ sentence: String) -> DeviceError { DeviceError(.failed, sentence) }
    static func file(_ sentence: String) -> DeviceError { DeviceError(.file, sentence) }
    static func frame(_ sentence: String) -> DeviceError { DeviceError(.frame, sentence) }
}
