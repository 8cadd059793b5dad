import Foundation
import Testing

/// The published vectors. They are not part of the repository: PORTPASS_VECTORS names their folder, and without it the
/// tests that need one are skipped.
enum Vectors {
    static let folder: String? = ProcessInfo.processInfo.environment["PORTPASS_VECTORS"]

    static var arePresent: Bool { folder != nil }

    /// What a skipped test says.
    static let absence: Comment = "PORTPASS_VECTORS names no folder"

    static func data(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + path))
    }

    static func json<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(Value.self, from: data(path))
    }
}

extension [UInt8] {
    /// The bytes that `hex` spells; spaces are allowed. Empty where it is not hexadecimal.
    init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count - digits.count % 2, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}
