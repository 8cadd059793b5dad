import Mail
import ShipCalls
import StrictJSON

/// Which feeds of ships are fetched and how often, as an operator wrote it down: one JSON object.
///
///     {"seconds": 600, "feeds": {"KHH-5.xml": {"port": "KHH", "url": "https://…", "acceptEmpty": true}}}
package struct ShipFeedSettings: Hashable, Sendable {
    private static let mostFeeds = 100

    /// Seconds from one look to the next; the ports renew their feeds every ten minutes.
    package let seconds: Int64
    package let sources: [ShipFeedSource]

    /// Those of one port are of one moment and are taken together.
    var ports: [PortCode] { Set(sources.map(\.port)).sorted() }

    /// - Throws: ``SettingsError``.
    package init(json: [UInt8]) throws {
        let value: JSONValue
        do { value = try JSONReader.read(json) } catch { throw SettingsError("no JSON: \(error.description)") }
        let root = try SettingObject(value, at: "")
        try root.expectOnly(["seconds", "feeds"])
        seconds = try root.integer("seconds", in: 1...86_400) ?? 600
        guard let feeds = try root.object("feeds"), (1...Self.mostFeeds).contains(feeds.names.count) else {
            throw SettingsError("feeds must be an object of 1 to \(Self.mostFeeds) feeds")
        }
        sources = try feeds.names.map { name in
            guard let feed = try feeds.object(name) else { throw SettingsError("feeds.\(name) is missing") }
            try feed.expectOnly(["port", "url", "acceptEmpty"])
            guard let port = PortCode(rawValue: try feed.text("port")) else {
                throw SettingsError("feeds.\(name).port must be the three letters of TPNet, such as KEL")
            }
            let address = try feed.text("url")
            guard let server = ServerAddress(address), server.scheme == "https" || server.scheme == "http" else {
                throw SettingsError("feeds.\(name).url must be an address like https://HOST/PATH")
            }
            return ShipFeedSource(
                name: name, port: port, address: address, acceptsEmpty: try feed.flag("acceptEmpty") ?? false)
        }
    }
}
