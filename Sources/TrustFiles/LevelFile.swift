import PassFormat
package import PassVerify
import StrictJSON

/// The target `ops/level.json`: the security level in force, `{"level": 1 | 2 | 3}`, and for ports at another one
/// `"ports": {"TWKEL": 1, …}`. Other members are ignored.
package enum LevelFile {
    package static let path = "ops/level.json"
    package static let largest = 16 << 10
    private static let mostPorts = 256

    package static func decode(_ bytes: [UInt8]) throws(TrustFileError) -> SecurityLevels {
        let root = try FileField(file: path, bytes: bytes, limit: largest)
        let common = try level(root.member("level"))
        guard let field = try root.optional("ports") else { return SecurityLevels(common) }
        var ports: [WireText: SecurityLevel] = [:]
        for (port, value) in try field.members(limit: mostPorts) { ports[port] = try level(value) }
        return SecurityLevels(common, ports: ports)
    }

    private static func level(_ field: FileField) throws(TrustFileError) -> SecurityLevel {
        guard let level = SecurityLevel(rawValue: Int(try field.integer(in: 1...3))) else {
            throw field.invalid("it must be 1, 2 or 3")
        }
        return level
    }

    package static func encode(_ level: SecurityLevel) -> [UInt8] { encode(SecurityLevels(level)) }

    package static func encode(_ levels: SecurityLevels) -> [UInt8] {
        var members: JSONObject = ["level": .integer(Int64(levels.common.rawValue))]
        if !levels.ports.isEmpty {
            let sorted = levels.ports.sorted { $0.key < $1.key }
            members["ports"] = .object(
                JSONObject(sorted.map { JSONMember(ExactText($0.key.string), .integer(Int64($0.value.rawValue))) }))
        }
        return JSONWriter.indented(.object(members))
    }
}
