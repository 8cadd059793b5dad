import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Testing

/// `pp1/sample.json` of the vectors: passes and a status list token made by an independent implementation.
///
/// The folder is named by the environment variable PORTPASS_VECTORS; without it the tests that need it are skipped.
enum Sample {
    static let folder = ProcessInfo.processInfo.environment["PORTPASS_VECTORS"]
    static var isThere: Bool { folder != nil }

    private static func section(_ name: String) throws -> [String: Any] {
        let path = try #require(folder) + "/pp1/sample.json"
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        let object = try #require(json as? [String: Any])
        return try #require(object[name] as? [String: Any])
    }

    static func text(_ name: String) throws -> String {
        try #require(section(name)["text"] as? String)
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        let hex = try #require(section(name)["cose"] as? String)
        return try #require(Hex.decode(hex))
    }

    /// The entries of the token's list that are not valid.
    static func statuses() throws -> [Int: Int] {
        let set = try #require(section("status_list_token")["set"] as? [String: Int])
        return Dictionary(uniqueKeysWithValues: set.compactMap { key, value in Int(key).map { ($0, value) } })
    }

    /// A world in which the sample passes are good: their time, ports, hours and keys, but for the status.
    static func world() -> World {
        var world = World()
        let key = { (handle: KeyHandle, use: KeyUse) in
            TrustedKey(publicKey: handle.publicKey, use: use, issuer: "twport", notBefore: 0, expires: 2_000_000_000)
        }
        world.keys = TrustedKeys([key(Keys.issuer, .pass), key(Keys.status, .status)])
        world.policy = World.policy(schedules: [
            PolicySchedule(id: 2, windows: [ScheduleWindow(weekdays: 0x7F, from: 0, to: 1440)])
        ])
        world.statusLists = StatusLists([7: StatusList()])
        return world
    }
}
