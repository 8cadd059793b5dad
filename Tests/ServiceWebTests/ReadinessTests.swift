import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing
import TrustPublishing

@Suite("Whether the service is ready, and its figures")
struct ReadinessTests {
    private static let now = WebScene.now

    /// Publishes as the service does, so that its health is known; ends when it was tried once.
    private func publish(_ web: WebScene, at time: Int64, failing: Bool = false) async throws {
        struct Failed: Error {}
        let (register, by) = (web.register, web.scene.by)
        let publisher = Publisher(
            changes: ChangeSignal(), health: web.health,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { time }
        ) {
            if failing { throw Failed() }
            return try await register.publish(by: by, now: time)
        }
        let seen = web.health.state.publications + web.health.state.failures
        try await withThrowingTaskGroup { group in
            group.addTask { try await publisher.run() }
            group.addTask {
                while web.health.state.publications + web.health.state.failures == seen { await Task.yield() }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func problems(_ web: WebScene, at time: Int64 = Self.now) async -> [String] {
        await ReadyRoute(register: web.register, health: web.health, now: { time }).problems()
    }

    @Test("It is not before it published, nor when that is long ago, in the future, or fails")
    func ready() async throws {
        let web = try await WebScene()
        #expect(await problems(web) == ["timestamp"])
        try await publish(web, at: Self.now)
        #expect(await problems(web) == [])
        #expect(await problems(web, at: Self.now + 600) == [])
        #expect(await problems(web, at: Self.now + 601) == ["timestamp"])
        #expect(await problems(web, at: Self.now - 601) == ["timestamp"])
        try await publish(web, at: Self.now, failing: true)
        #expect(await problems(web, at: Self.now + 119) == [])
        #expect(await problems(web, at: Self.now + 120) == ["publishing"])
        try await publish(web, at: Self.now + 130)
        #expect(await problems(web, at: Self.now + 130) == [])
    }

    @Test("It is not when the disk has too little room, and when the database is closed")
    func disk() async throws {
        let web = try await WebScene()
        try await publish(web, at: Self.now)
        var limits = ReadyRoute.Limits()
        limits.leastSpace = .max
        let route = ReadyRoute(register: web.register, health: web.health, limits: limits, now: { Self.now })
        #expect(await route.problems() == ["disk"])
        web.register.close()
        #expect(await problems(web) == ["database"])
    }

    @Test("It says so with its status, and no figure")
    func answers() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let late = try await client.get("/readyz")
            #expect(late.status == .serviceUnavailable)
            #expect(String(decoding: late.bytes, as: UTF8.self) == #"{"problems":["timestamp"],"status":"not ready"}"#)
            try await publish(web, at: Self.now)
            #expect(try await client.get("/readyz").status == .ok)
            // Where the world can ask, there are no figures.
            #expect(try await client.get("/metrics").status == .notFound)
        }
    }

    @Test("Figures are counted by part of the service, and say nothing of what was asked for")
    func figures() async throws {
        let web = try await WebScene()
        let (figures, connections) = (RequestFigures(), ConnectionFigures())
        let service = WebService(
            register: web.register, repository: web.scene.repository, site: web.site, health: web.health,
            figures: figures, connections: connections,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { Self.now })
        try await publish(web, at: Self.now)
        _ = try await web.kiosk("KEL-E1")
        try await service.application(host: "127.0.0.1", port: 0) { _ in }.test(.router) { client in
            for path in [
                "/healthz", "/tuf/metadata/timestamp.json", "/nothing/A123456789?token=secret", "/en/status",
            ] {
                _ = try await client.get(path)
            }
        }
        let route = MetricsRoute(
            register: web.register, health: web.health, figures: figures, connections: connections,
            now: { Self.now + 5 })
        try await Application(router: route.router).test(.router) { client in
            let answer = try await client.executeRequest(uri: "/metrics", method: .get, headers: [:], body: nil)
            #expect(answer.status == .ok)
            let text = String(buffer: answer.body)
            for line in [
                #"portpass_http_requests_total{part="healthz",method="GET",status="2xx"} 1"#,
                #"portpass_http_requests_total{part="tuf",method="GET",status="2xx"} 1"#,
                #"portpass_http_requests_total{part="none",method="GET",status="4xx"} 1"#,
                #"portpass_http_requests_total{part="status",method="GET",status="2xx"} 1"#,
                #"portpass_http_request_seconds_count{part="healthz"} 1"#,
                #"portpass_http_request_seconds_bucket{part="healthz",le="+Inf"} 1"#,
                "portpass_publications_total 1", "portpass_published_age_seconds 5", "portpass_passes_total 0",
                #"portpass_gates{contact="never"} 0"#, #"portpass_password_slots{state="waiting"} 0"#,
            ] {
                #expect(text.contains(line + "\n"), "\(line)\n\(text)")
            }
            #expect(!text.contains("A123456789") && !text.contains("secret") && !text.contains("KEL-E1"))
            try Self.checkForm(text)
        }
    }

    /// Every sample belongs to the family that was begun last, and every family has a help and a type.
    private static func checkForm(_ text: String) throws {
        var family: Substring = ""
        var families: Set<Substring> = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ")
            if line.hasPrefix("# HELP ") {
                family = words[2]
                #expect(families.insert(family).inserted, "\(family) comes twice")
            } else if line.hasPrefix("# TYPE ") {
                #expect(words[2] == family && ["counter", "gauge", "histogram"].contains(words[3]))
            } else {
                let name = line.prefix { $0 != "{" && $0 != " " }
                let endings = ["", "_bucket", "_sum", "_count"]
                #expect(endings.contains { name == family + $0 }, "\(line) in \(family)")
                #expect(words.last.flatMap { Double($0) } != nil, "\(line)")
            }
        }
    }
}
