import GateMessages
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PassCrypto
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Photos for gates over HTTP")
struct PhotoRouteTests {
    private static let now = WebScene.now
    private static let path = "/api/gates/v1/photos"
    private static let jpeg = [UInt8](repeating: 9, count: 5_000)

    private struct Scene {
        let web: WebScene
        let kiosk: Kiosk
        let name: String
        let blob: [UInt8]

        init() async throws {
            web = try await WebScene()
            kiosk = try await web.kiosk("KEL-E1")
            let photo = try web.register.sealed(photo: PhotoRouteTests.jpeg)
            let record = """
                {"name":"王小明","idNumber":"A123456789","organisation":"x","kind":"person","term":"periodic",
                "access":{"TWKEL":["A"]},"notBefore":"2026-12-01T00:00:00+08:00","notAfter":"2027-11-30T00:00:00+08:00"}
                """
            let outcome = try await web.register.issue(
                Array(record.utf8), photos: { .success(PhotographedRecord(json: $0, photo: photo)) }, by: web.scene.by,
                now: PhotoRouteTests.now)
            guard case .issued = outcome else { throw NotIssued() }
            (name, blob) = (photo.name, photo.blob)
        }

        struct NotIssued: Error {}

        func field(_ path: String, by kiosk: Kiosk? = nil) throws -> HTTPFields {
            [
                .authorization: try (kiosk ?? self.kiosk).authorization(
                    "GET", WireText(path), at: PhotoRouteTests.now)
            ]
        }
    }

    @Test("A gate reads what there is, and gets it")
    func road() async throws {
        let scene = try await Scene()
        try await scene.web.application.test(.live) { client in
            let path = "\(Self.path)?after=0"
            let answer = try await client.get(path, scene.field(path))
            #expect(answer.status == .ok && answer.headers[.contentType] == PhotoListing.type.string)
            let listing = try #require(
                try UnverifiedMessage<PhotoListing>(decoding: answer.bytes).verified(by: scene.web.scene.receiptKey))
            #expect(listing.entries.map { Hex.encode($0.name) } == [scene.name] && listing.port == "TWKEL")
            let photo = "\(Self.path)/\(scene.name)"
            let whole = try await client.get(photo, scene.field(photo))
            #expect(whole.status == .ok && whole.bytes == scene.blob)
            #expect(whole.headers[.cacheControl] == "no-store" && whole.headers[.acceptRanges] == "bytes")
            let later = "\(Self.path)?after=\(listing.through)"
            let nothing = try await client.get(later, scene.field(later))
            #expect(try UnverifiedMessage<PhotoListing>(decoding: nothing.bytes).claimed.entries.isEmpty)
        }
    }

    @Test(
        "A part can be asked for",
        arguments: [
            ("bytes=0-", 206, 0, 5_072), ("bytes=5000-", 206, 5_000, 5_072), ("bytes=10-19", 206, 10, 20),
            ("bytes=5071-9999999", 206, 5_071, 5_072), ("bytes=5072-", 416, 0, 0),
            ("bytes=9999999999999999999-", 200, 0, 5_072),
            ("bytes=-5", 200, 0, 5_072), ("bytes=5-4", 200, 0, 5_072), ("bytes=0-1,3-4", 200, 0, 5_072),
            ("lines=1-2", 200, 0, 5_072), ("bytes=", 200, 0, 5_072), ("bytes=x-", 200, 0, 5_072),
            ("bytes=+1-", 200, 0, 5_072),
        ] as [(String, Int, Int, Int)])
    func ranges(range: String, status: Int, from: Int, to: Int) async throws {
        let scene = try await Scene()
        #expect(scene.blob.count == 5_072)
        try await scene.web.application.test(.router) { client in
            let path = "\(Self.path)/\(scene.name)"
            var headers = try scene.field(path)
            headers[.range] = range
            let answer = try await client.get(path, headers)
            #expect(answer.status.code == status)
            #expect(answer.bytes == Array(scene.blob[from..<to]))
            switch status {
            case 206: #expect(answer.headers[.contentRange] == "bytes \(from)-\(to - 1)/5072")
            case 416: #expect(answer.headers[.contentRange] == "bytes */5072")
            default: #expect(answer.headers[.contentRange] == nil)
            }
        }
    }

    @Test("Nobody else gets either: not without a signature, not with one for another path, not at another port")
    func refused() async throws {
        let scene = try await Scene()
        let taipei = try await scene.web.kiosk("TPE-N1")
        let stranger = try Kiosk("KEL-E1", startingAt: Self.now)
        let (photo, list) = ("\(Self.path)/\(scene.name)", "\(Self.path)?after=0")
        let asked: [(String, HTTPFields, Int)] = [
            (photo, [:], 401), (list, [:], 401), (photo, try scene.field(list), 401),
            (list, try scene.field(photo), 401),
            (photo, try scene.field(photo, by: stranger), 401), (list, try scene.field(list, by: stranger), 401),
            (photo, try scene.field(photo, by: taipei), 404), (list, try scene.field(list, by: taipei), 200),
        ]
        try await scene.web.application.test(.router) { client in
            for (index, (path, headers, status)) in asked.enumerated() {
                let answer = try await client.get(path, headers)
                #expect(answer.status.code == status, "\(index)")
                if status == 200 {
                    #expect(try UnverifiedMessage<PhotoListing>(decoding: answer.bytes).claimed.entries.isEmpty)
                }
            }
            for name in [
                scene.name.uppercased(), String(scene.name.dropLast(2)), scene.name + "00", "..", "%2e%2e",
                String(repeating: "0", count: 32),
            ] {
                let path = "\(Self.path)/\(name)"
                #expect(try await client.get(path, scene.field(path)).status == .notFound, "\(name)")
            }
            for query in ["after=x", "after=-1", "after=1&after=2"] {
                let path = "\(Self.path)?\(query)"
                #expect(try await client.get(path, scene.field(path)).status == .badRequest, "\(query)")
            }
        }
        _ = try await scene.web.register.revokeGate("KEL-E1", by: scene.web.scene.by, now: Self.now)
        try await scene.web.application.test(.router) { client in
            let answer = try await client.get(photo, scene.field(photo))
            #expect(answer.status == .forbidden)
        }
    }
}
