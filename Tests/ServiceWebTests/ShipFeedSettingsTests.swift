import ServiceWeb
import ShipCalls
import Testing

@Suite("Which feeds of ships are fetched, as an operator writes it")
struct ShipFeedSettingsTests {
    @Test("Everything is read, in its order")
    func whole() throws {
        let settings = try ShipFeedSettings(
            json: Array(
                """
                {"seconds": 60, "feeds": {
                    "KHH-5.xml": {"port": "KHH", "url": "https://ships.example/data?port=KHH&type=5", "acceptEmpty": true},
                    "KEL-5.xml": {"port": "KEL", "url": "http://127.0.0.1:8000/KEL"}}}
                """.utf8))
        #expect(settings.seconds == 60)
        #expect(settings.sources.map(\.name) == ["KHH-5.xml", "KEL-5.xml"])
        #expect(settings.sources.map(\.port.rawValue) == ["KHH", "KEL"])
        #expect(settings.sources.map(\.address).first == "https://ships.example/data?port=KHH&type=5")
        #expect(settings.sources.map(\.acceptsEmpty) == [true, false])
    }

    @Test(
        "What can't be meant is refused with its place",
        arguments: [
            ("[]", "it must be an object"), ("{}", "feeds must be"), (#"{"feeds": {}}"#, "feeds must be"),
            (#"{"feeds": {"a": {"port": "KHH"}}}"#, "feeds.a.url is missing"),
            (#"{"feeds": {"a": {"url": "https://a.example/"}}}"#, "feeds.a.port is missing"),
            (#"{"feeds": {"a": {"port": "TWKHH", "url": "https://a.example/"}}}"#, "feeds.a.port must be"),
            (#"{"feeds": {"a": {"port": "KHH", "url": "file:///etc/passwd"}}}"#, "feeds.a.url must be"),
            (#"{"feeds": {"a": {"port": "KHH", "url": "https://u:p@a.example/"}}}"#, "feeds.a.url must be"),
            (#"{"feeds": {"a": {"port": "KHH", "url": "https://a.example/", "acceptEmpty": 1}}}"#, "true or false"),
            (#"{"feeds": {"a": {"port": "KHH", "url": "https://a.example/", "empty": true}}}"#, "feeds.a.empty"),
            (#"{"seconds": 0, "feeds": {"a": {"port": "KHH", "url": "https://a.example/"}}}"#, "seconds must be"),
        ])
    func broken(json: String, words: String) {
        let error = #expect(throws: SettingsError.self) { try ShipFeedSettings(json: Array(json.utf8)) }
        #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
    }
}
