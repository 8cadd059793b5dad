import Mail
package import SingleWindows
import StrictJSON

/// Which single windows are asked, and how they are reached, as an operator wrote it down: one JSON object.
///
///     {"seconds": 10, "repeatSeconds": 900, "windows": {"customs": {"folder": "…"},
///      "maritime": {"url": "https://…", "certificate": "…", "key": "…", "authority": "…"}}}
package struct WindowSettings: Hashable, Sendable {
    /// How a window is reached.
    package enum Way: Hashable, Sendable {
        case folder(String)
        /// - Parameter authority: who may have signed the window's certificate; nil for whom the system trusts.
        case https(address: String, certificate: String, key: String, authority: String?)
    }

    package let timing: WindowTiming
    package let ways: [SingleWindow: Way]

    /// - Throws: ``SettingsError``.
    package init(json: [UInt8]) throws {
        let value: JSONValue
        do { value = try JSONReader.read(json) } catch { throw SettingsError("no JSON: \(error.description)") }
        let root = try SettingObject(value, at: "")
        try root.expectOnly(["seconds", "repeatSeconds", "windows"])
        timing = WindowTiming(
            seconds: try root.integer("seconds", in: 1...3_600) ?? 10,
            repeatSeconds: try root.integer("repeatSeconds", in: 1...86_400) ?? 900)
        guard let windows = try root.object("windows"), !windows.names.isEmpty else {
            throw SettingsError("windows must be an object of customs, maritime or both")
        }
        try windows.expectOnly(Set(SingleWindow.allCases.map(\.rawValue)))
        var ways: [SingleWindow: Way] = [:]
        for window in SingleWindow.allCases {
            guard let object = try windows.object(window.rawValue) else { continue }
            ways[window] = try Self.way(object, "windows.\(window.rawValue)")
        }
        self.ways = ways
    }

    private static func way(_ object: SettingObject, _ place: String) throws(SettingsError) -> Way {
        if let folder = try object.optionalText("folder") {
            try object.expectOnly(["folder"])
            return .folder(folder)
        }
        try object.expectOnly(["url", "certificate", "key", "authority"])
        let address = try object.text("url")
        guard let server = ServerAddress(address), server.scheme == "https" else {
            throw SettingsError("\(place).url must be an address like https://HOST/PATH")
        }
        return .https(
            address: address, certificate: try object.text("certificate"), key: try object.text("key"),
            authority: try object.optionalText("authority"))
    }
}

/// How often, in seconds.
package struct WindowTiming: Hashable, Sendable {
    /// From one look at what is due to the next.
    package let seconds: Int64
    /// From an answer that is not clear to the next question about the same.
    package let repeatSeconds: Int64

    package init(seconds: Int64, repeatSeconds: Int64) {
        self.seconds = seconds
        self.repeatSeconds = repeatSeconds
    }
}
