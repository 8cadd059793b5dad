import PassFormat
package import PassVerify
import StrictJSON

/// The target `ops/level.json`: the security level in force, `{"level": 1 | 2 | 3}`. Other members are ignored.
package enum LevelFile {
    package static let path = "ops/level.json"
    package static let largest = 4 << 10

    package static func decode(_ bytes: [UInt8]) throws(TrustFileError) -> SecurityLevel {
        let field = try FileField(file: path, bytes: bytes, limit: largest).member("level")
        guard let level = SecurityLevel(rawValue: Int(try field.integer(in: 1...3))) else {
            throw field.invalid("it must be 1, 2 or 3")
        }
        return level
    }

    package static func encode(_ level: SecurityLevel) -> [UInt8] {
        JSONWriter.indented(.object(["level": .integer(Int64(level.rawValue))]))
    }
}
