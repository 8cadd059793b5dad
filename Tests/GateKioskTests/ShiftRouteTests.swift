import Foundation
import GateCore
import GateKiosk
import GateMessages
import GateScenes
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PassFormat
import PassVerify
import StrictJSON
import Testing

/// Everything that the guard does beside scanning, as the page asks for it.
@Suite("What the page asks of the shift") struct ShiftRouteTests {
    private struct NoObject: Error {}

    /// A gate with a guard and a supervisor, its page, and what the test knows of them beside the page.
    private struct Scene: Sendable {
        let port: ScenePort
        let clock: TestClock
        let gate: Gate
        let desk: KioskDesk

        init(_ port: ScenePort, clock: TestClock) async throws {
            self.port = port
            self.clock = clock
            gate = await Gate(
                home: try GateHome.open(at: port.home), clock: clock, program: "test",
                built: ScenePort.now - 86_400, isAnnounced: true)
            desk = KioskDesk(gate: gate, link: nil)
        }

        func serve(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
            try await KioskService(desk: desk, folder: KioskTests.web, logger: Logger(label: "test"))
                .application(port: 0) { _ in }
                .test(.router) { try await body($0) }
        }

        /// The program ends and starts again.
        func restarted() async throws -> Scene {
            await gate.close()
            return try await Scene(port, clock: clock)
        }
    }

    private func withScene(guards: Bool = true, _ body: (Scene) async throws -> Void) async throws {
        let port = try ScenePort(
            history: HistoryModes(alreadyInside: .check, notInside: .record, alreadyUsed: .check))
        defer { port.remove() }
        try port.publish()
        _ = try await port.makeHome().sync(from: port.source, now: ScenePort.now)
        let scene = try await Scene(port, clock: TestClock(ScenePort.now + 10))
        if guards {
            try await scene.gate.addGuard("lin", role: .guard, pin: try #require(PIN("4071")))
            try await scene.gate.addGuard("chen", role: .supervisor, pin: try #require(PIN("5926")))
        }
        try await body(scene)
    }

    private func withKiosk(
        guards: Bool = true, _ body: @Sendable (ScenePort, any TestClientProtocol, KioskDesk) async throws -> Void
    ) async throws {
        try await withScene(guards: guards) { scene in
            try await scene.serve { try await body(scene.port, $0, scene.desk) }
        }
    }

    private struct Answer {
        let status: HTTPResponse.Status
        let members: JSONObject

        subscript(name: ExactText) -> JSONValue? { members[name] }
    }

    private func ask(_ client: any TestClientProtocol, _ path: String, _ body: String? = nil) async throws -> Answer {
        try await client.execute(
            uri: path, method: body == nil ? .get : .post,
            headers: [.contentType: "application/json", .origin: "http://localhost"],
            body: body.map { ByteBuffer(string: $0) }
        ) { answer in
            guard case .object(let members) = try JSONReader.read(Array(buffer: answer.body)) else { throw NoObject() }
            return Answer(status: answer.status, members: members)
        }
    }

    private func text(_ value: JSONValue?) throws -> String {
        guard case .string(let text)? = value else { throw NoObject() }
        return text.string
    }

    /// Scans, and gives what is on the screen then.
    private func scan(_ text: [UInt8], _ client: any TestClientProtocol) async throws -> JSONObject {
        let body = JSONWriter.compact(
            .object(["text": .text(String(decoding: text, as: UTF8.self)), "source": .text("wedge")]))
        _ = try await ask(client, "/api/scan", String(decoding: body, as: UTF8.self))
        guard case .object(let shown)? = try await ask(client, "/api/events")["shown"] else { throw NoObject() }
        return shown
    }

    private func denied(_ port: ScenePort) throws -> [UInt8] {
        var claims = ScenePort.claims("KEL-P-26-000009")
        claims.expires = ScenePort.now - 10_000
        claims.notBefore = ScenePort.now - 20_000
        return try port.pass(claims)
    }

    @Test("A shift begins with a PIN, is shown in the state, and ends with its summary")
    func shift() async throws {
        try await withKiosk { port, client, _ in
            #expect(try await ask(client, "/api/state")["onDuty"] == nil)
            let wrong = try await ask(client, "/api/shift/sign-in", #"{"name":"chen","pin":"1111"}"#)
            #expect(wrong.status == .forbidden && wrong["problem"] == .text("pin"))
            // This clock stands still: a second try comes too soon for ever.
            let soon = try await ask(client, "/api/shift/sign-in", #"{"name":"chen","pin":"5926"}"#)
            #expect(soon.status == .tooManyRequests && soon["problem"] == .text("too-soon"))
            #expect(soon["retryAfter"] != nil)
            let odd = try await ask(client, "/api/shift/sign-in", #"{"name":"lin","pin":"x"}"#)
            #expect(odd.status == .forbidden && odd["problem"] == .text("pin"))
            let signed = try await ask(client, "/api/shift/sign-in", #"{"name":"lin","pin":"4071"}"#)
            #expect(signed.status == .ok && signed["name"] == .text("lin"))
            guard case .object(let duty)? = try await ask(client, "/api/state")["onDuty"] else { throw NoObject() }
            #expect(duty["name"] == .text("lin"))
            _ = try await scan(port.pass("KEL-P-26-000001"), client)
            guard case .object(let ended)? = try await ask(client, "/api/shift/sign-out", "{}")["shift"],
                case .object(let counts)? = ended["counts"]
            else { throw NoObject() }
            #expect(counts["scan-admit"] == .integer(1) && ended["name"] == .text("lin"))
            guard case .array(let shifts)? = try await ask(client, "/api/shifts")["shifts"] else { throw NoObject() }
            #expect(shifts.count == 1)
        }
    }

    @Test("Who was refused is let in by a supervisor's PIN, and by nobody else's")
    func override() async throws {
        try await withKiosk { port, client, _ in
            _ = try await ask(client, "/api/shift/sign-in", #"{"name":"lin","pin":"4071"}"#)
            let shown = try await scan(denied(port), client)
            #expect(shown["verdict"] == .text("deny"))
            let handle = try text(shown["scan"])
            let start = #"{"scan":"\#(handle)","admits":true,"reason":"known""#
            let alone = try await ask(client, "/api/decision", start + "}")
            #expect(alone.status == .forbidden && alone["problem"] == .text("supervisor"))
            let own = try await ask(client, "/api/decision", start + #","supervisor":{"name":"lin","pin":"4071"}}"#)
            #expect(own.status == .forbidden && own["problem"] == .text("supervisor"))
            let done = try await ask(client, "/api/decision", start + #","supervisor":{"name":"chen","pin":"5926"}}"#)
            #expect(done.status == .ok)
            #expect(try await ask(client, "/api/events")["shown"] == .null)
        }
    }

    /// Lets time go by, and shows a pass: the same code a moment later is the same showing.
    private func laterScan(
        _ text: [UInt8], _ scene: Scene, _ client: any TestClientProtocol
    ) async throws -> JSONObject {
        scene.clock.pass(30)
        return try await scan(text, client)
    }

    private func counts(_ client: any TestClientProtocol) async throws -> JSONObject {
        guard case .object(let shift)? = try await ask(client, "/api/shift")["shift"],
            case .object(let counts)? = shift["counts"]
        else { throw NoObject() }
        return counts
    }

    @Test("A decision that is sent twice, one after the other or at once, is taken once")
    func twice() async throws {
        try await withScene { scene in
            try await scene.serve { client in
                _ = try await ask(client, "/api/shift/sign-in", #"{"name":"lin","pin":"4071"}"#)
                for attempt in 1...2 {
                    _ = try await laterScan(scene.port.pass("KEL-P-26-000001"), scene, client)
                    let shown = try await laterScan(scene.port.pass("KEL-P-26-000001"), scene, client)
                    let body = #"{"scan":"\#(try text(shown["scan"]))","admits":true,"reason":"confirmed"}"#
                    if attempt == 1 {
                        for _ in 1...3 { #expect(try await ask(client, "/api/decision", body).status == .ok) }
                    } else {
                        let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                            for _ in 1...8 {
                                group.addTask { try await ask(client, "/api/decision", body).status }
                            }
                            return try await group.reduce(into: []) { $0.append($1) }
                        }
                        #expect(statuses.contains(.ok))
                        #expect(statuses.allSatisfy { $0 == .ok || $0 == .unprocessableContent })
                    }
                    #expect(try await counts(client)["override-admit"] == .integer(Int64(attempt)))
                }
            }
        }
    }

    @Test(
        "A scan that was reopened is as old as it was: by one of half an hour ago nobody comes in, and the barrier stays down"
    )
    func oldScan() async throws {
        try await withScene { scene in
            let barrier = CountingBarrier()
            await scene.desk.attach(barrier)
            try await scene.serve { client in
                _ = try await ask(client, "/api/shift/sign-in", #"{"name":"lin","pin":"4071"}"#)
                _ = try await laterScan(scene.port.pass("KEL-P-26-000001"), scene, client)
                let shown = try await laterScan(scene.port.pass("KEL-P-26-000001"), scene, client)
                let opened = await barrier.opened
                let handle = try text(shown["scan"])
                #expect(shown["time"] == .integer(ScenePort.now + 70))
                _ = try await laterScan(scene.port.pass("KEL-P-26-000002", index: 2), scene, client)
                scene.clock.pass(Gate.decisionAge)
                #expect(try await ask(client, "/api/unfinished", #"{"scan":"\#(handle)"}"#).status == .ok)
                guard case .object(let again)? = try await ask(client, "/api/events")["shown"] else {
                    throw NoObject()
                }
                #expect(again["scan"] == shown["scan"] && again["time"] == shown["time"])
                let start = #"{"scan":"\#(handle)","reason":"x""#
                for more in [#","admits":true}"#, #","admits":true,"supervisor":{"name":"chen","pin":"5926"}}"#] {
                    let answer = try await ask(client, "/api/decision", start + more)
                    #expect(answer.status == .conflict && answer["problem"] == .text("too-old"))
                }
                #expect(await barrier.opened == opened + [.in])
                #expect(try await ask(client, "/api/decision", start + #","admits":false}"#).status == .ok)
            }
        }
    }

    @Test(
        "What came up since the scan makes it red on the screen, with the new reason, and takes a supervisor from then on"
    )
    func changedScan() async throws {
        try await withScene { scene in
            try await scene.serve { client in
                _ = try await ask(client, "/api/shift/sign-in", #"{"name":"lin","pin":"4071"}"#)
                _ = try await laterScan(scene.port.pass("KEL-P-26-000001"), scene, client)
                let shown = try await laterScan(scene.port.pass("KEL-P-26-000001"), scene, client)
                #expect(shown["verdict"] == .text("check"))
                try await scene.gate.bar("KEL-P-26-000001", reason: "fight", by: "chen")
                let start = #"{"scan":"\#(try text(shown["scan"]))","admits":true,"reason":"x""#
                let refused = try await ask(client, "/api/decision", start + "}")
                #expect(refused.status == .conflict && refused["problem"] == .text("changed"))
                #expect(refused["reasons"] == .array([.text("barred")]))
                guard case .object(let red)? = try await ask(client, "/api/events")["shown"] else { throw NoObject() }
                #expect(red["scan"] == shown["scan"] && red["verdict"] == .text("deny"))
                #expect(red["reason"] == .object(["code": .text("barred")]))
                let done = try await ask(
                    client, "/api/decision", start + #","supervisor":{"name":"chen","pin":"5926"}}"#)
                #expect(done.status == .ok)
                #expect(try await counts(client)["override-supervisor"] == .integer(1))
            }
        }
    }

    @Test("At a gate without guards the second press is against what the first one brought up")
    func changedWithoutGuards() async throws {
        try await withScene(guards: false) { scene in
            try await scene.serve { client in
                _ = try await laterScan(scene.port.pass("KEL-P-26-000001"), scene, client)
                let shown = try await laterScan(scene.port.pass("KEL-P-26-000001"), scene, client)
                try await scene.gate.bar("KEL-P-26-000001", reason: "fight", by: "chen")
                let body = #"{"scan":"\#(try text(shown["scan"]))","admits":true,"reason":"x"}"#
                #expect(try await ask(client, "/api/decision", body)["problem"] == .text("changed"))
                #expect(try await ask(client, "/api/decision", body).status == .ok)
            }
        }
    }

    @Test("The tray comes back after a restart, with its plate, while it is open; after half an hour it does not")
    func trayOverRestart() async throws {
        try await withScene { first in
            var vehicle = ScenePort.claims("KEL-V-26-000001")
            vehicle.kind = .vehicle
            vehicle.name = nil
            vehicle.plates = ["ABC1234"]
            let text = try first.port.pass(vehicle)
            try await first.serve { client in
                #expect(try await ask(client, "/api/tray/plate", #"{"plate":"HB-77"}"#).status == .unprocessableContent)
                _ = try await ask(client, "/api/tray/open", #"{"open":true}"#)
                _ = try await scan(text, client)
                #expect(try await ask(client, "/api/tray/plate", #"{"plate":"HB-77"}"#).status == .ok)
                #expect(try await ask(client, "/api/state")["tray"] == .integer(1))
            }
            let second = try await first.restarted()
            let barrier = CountingBarrier()
            await second.desk.attach(barrier)
            try await second.serve { client in
                // The first question for news, as of a page that has waited for the program.
                guard case .object(let tray)? = try await ask(client, "/api/events")["tray"],
                    case .array(let members)? = tray["members"], case .object(let one)? = members.first
                else { throw NoObject() }
                #expect(tray["open"] == .bool(true) && tray["trailerPlate"] == .text("HB-77"))
                #expect(members.count == 1 && one["role"] == .text("vehicle") && one["verdict"] == .text("admit"))
                #expect(one["pass"] == .object(["number": .text("KEL-V-26-000001")]))
                // What is scanned now belongs to it, and the barrier waits for the whole of it.
                _ = try await laterScan(second.port.pass("KEL-P-26-000002", index: 2), second, client)
                #expect(await barrier.opened.isEmpty)
            }
            let third = try await second.restarted()
            try await third.serve { client in
                guard case .array(let members)? = try await ask(client, "/api/tray")["members"] else {
                    throw NoObject()
                }
                #expect(members.count == 2)
                #expect(try await ask(client, "/api/tray/close", #"{"admits":true}"#).status == .ok)
            }
            let fourth = try await third.restarted()
            try await fourth.serve { client in
                #expect(try await ask(client, "/api/tray")["open"] == .bool(false))
                _ = try await ask(client, "/api/tray/open", #"{"open":true}"#)
            }
            fourth.clock.pass(Gate.decisionAge + 1)
            let fifth = try await fourth.restarted()
            try await fifth.serve { client in
                _ = try await ask(client, "/api/events")
                #expect(try await ask(client, "/api/tray")["open"] == .bool(false))
            }
        }
    }

    @Test("A card whose bearer's escort is nobody good is given out with a supervisor only")
    func cardCompany() async throws {
        try await withScene { scene in
            try await scene.serve { client in
                _ = try await ask(client, "/api/shift/sign-in", #"{"name":"lin","pin":"4071"}"#)
                _ = try await ask(client, "/api/cards/stock", #"{"number":"V-001","count":2}"#)
                let who = #""number":"V-001","hint":"345678","escort":"KEL-P-26-000001""#
                let look = try await ask(client, "/api/cards/look", "{\(who)}")
                #expect(look["verdict"] == .text("deny") && look["reasons"] == .array([.text("escort-not-valid")]))
                let bind = #"{\#(who),"document":"passport","until":\#(ScenePort.now + 3_600),"enters":true"#
                #expect(try await ask(client, "/api/cards/bind", bind + "}")["problem"] == .text("supervisor"))
                let agreed = try await ask(
                    client, "/api/cards/bind", bind + #","supervisor":{"name":"chen","pin":"5926"}}"#)
                #expect(agreed.status == .ok)
            }
        }
    }

    @Test("An amber or red that the next scan pushed aside is filed, can be shown again, and is decided on once")
    func unfinished() async throws {
        try await withKiosk(guards: false) { port, client, _ in
            let first = try text(try await scan(denied(port), client)["scan"])
            _ = try await scan(port.pass("KEL-P-26-000001"), client)
            #expect(try await ask(client, "/api/state")["unfinished"] == .integer(1))
            #expect(try await ask(client, "/api/unfinished", #"{"scan":"\#(first)"}"#).status == .ok)
            guard case .object(let shown)? = try await ask(client, "/api/events")["shown"] else { throw NoObject() }
            #expect(shown["scan"] == .text(first))
            #expect(
                try await ask(client, "/api/decision", #"{"scan":"\#(first)","admits":false,"reason":"refused"}"#)
                    .status
                    == .ok)
            #expect(try await ask(client, "/api/state")["unfinished"] == .integer(0))
            #expect(try await ask(client, "/api/unfinished", #"{"scan":"\#(first)"}"#).status == .unprocessableContent)
        }
    }

    @Test("Passages without a code: a typed number, an ambulance that is completed and leaves, the paper log, a crew")
    func passages() async throws {
        try await withKiosk(guards: false) { _, client, _ in
            let number = #""cause":"typed","number":"KEL-P-26-000123""#
            let look = try await ask(client, "/api/passage/look", "{\(number)}")
            // This port publishes no directory: that is told, and is no answer about the number.
            #expect(look.status == .serviceUnavailable || look["verdict"] != .text("admit"))
            let ambulance = try await ask(
                client, "/api/passage", #"{"cause":"emergency","agency":"ambulance","direction":"in"}"#)
            #expect(ambulance.status == .ok)
            let record = try text(ambulance["record"])
            let rest = #""cause":"emergency","agency":"ambulance","concerns":"\#(record)""#
            #expect(
                try await ask(client, "/api/passage", #"{\#(rest),"direction":"in","plate":"ABC-1","headcount":3}"#)
                    .status
                    == .ok)
            guard case .array(let inside)? = try await ask(client, "/api/emergencies")["emergencies"],
                case .object(let one)? = inside.first
            else { throw NoObject() }
            #expect(one["plate"] == .text("ABC1") && one["headcount"] == .integer(3) && one["complete"] == .bool(true))
            #expect(try await ask(client, "/api/passage", #"{\#(rest),"direction":"out"}"#).status == .ok)
            let paper = #"{"cause":"paper","direction":"in","number":"KEL-P-26-000001","happenedAt":"#
            #expect(try await ask(client, "/api/passage", paper + "\(ScenePort.now - 3_600)}").status == .ok)
            let future = try await ask(client, "/api/passage", paper + "\(ScenePort.now + 3_600)}")
            #expect(future.status == .unprocessableContent && future["problem"] == .text("request"))
            #expect(try await ask(client, "/api/passage", #"{"cause":"crew","direction":"out"}"#).status == .ok)
        }
    }

    @Test("A visitor card is given out once, taken back, and never in two hands")
    func cards() async throws {
        try await withKiosk(guards: false) { _, client, _ in
            #expect(try await ask(client, "/api/cards/stock", #"{"number":"V-001","count":2}"#).status == .ok)
            let bind = #"""
                {"number":"V-001","document":"passport","hint":"345678","escort":"KEL-P-26-000001",
                "until":\#(ScenePort.now + 3_600),"enters":true}
                """#
            #expect(try await ask(client, "/api/cards/bind", bind).status == .ok)
            #expect(try await ask(client, "/api/cards/bind", bind).status == .unprocessableContent)
            #expect(try await ask(client, "/api/state")["cardsOut"] == .integer(1))
            #expect(try await ask(client, "/api/cards/return", #"{"number":"V-001","leaves":true}"#).status == .ok)
            #expect(try await ask(client, "/api/cards/lose", #"{"number":"V-002"}"#).status == .ok)
            guard case .array(let cards)? = try await ask(client, "/api/cards")["cards"] else { throw NoObject() }
            let states = cards.compactMap { card -> JSONValue? in
                guard case .object(let members) = card else { return nil }
                return members["state"]
            }
            #expect(states == [.text("stock"), .text("lost")])
        }
    }

    @Test("A tray takes what is scanned while it is open, and is closed as one")
    func tray() async throws {
        try await withKiosk(guards: false) { port, client, _ in
            #expect(try await ask(client, "/api/tray/close", #"{"admits":true}"#).status == .unprocessableContent)
            #expect(try await ask(client, "/api/tray/open", #"{"open":true}"#).status == .ok)
            var vehicle = ScenePort.claims("KEL-V-26-000001")
            vehicle.kind = .vehicle
            vehicle.name = nil
            vehicle.plates = ["ABC1234"]
            let handle = try text(try await scan(port.pass(vehicle), client)["scan"])
            _ = try await scan(port.pass("KEL-P-26-000001"), client)
            _ = try await scan(port.pass("KEL-P-26-000002"), client)
            guard case .array(let members)? = try await ask(client, "/api/tray")["members"] else { throw NoObject() }
            let roles = members.compactMap { member -> JSONValue? in
                guard case .object(let one) = member else { return nil }
                return one["role"]
            }
            #expect(roles == [.text("vehicle"), .text("driver"), .text("occupant")])
            #expect(
                try await ask(client, "/api/tray/change", #"{"scan":"\#(handle)","role":"trailer"}"#).status == .ok)
            let closed = try await ask(client, "/api/tray/close", #"{"admits":true}"#)
            #expect(closed.status == .ok)
            #expect(try await ask(client, "/api/tray")["open"] == .bool(false))
        }
    }

    @Test("In an evacuation whoever leaves is green, heads are counted, and a supervisor ends it")
    func evacuation() async throws {
        try await withKiosk { port, client, _ in
            #expect(try await ask(client, "/api/evacuation/begin", "{}").status == .ok)
            #expect(try await ask(client, "/api/evacuation/count", #"{"place":"A1","headcount":12}"#).status == .ok)
            _ = try await ask(client, "/api/direction", #"{"direction":"out"}"#)
            let shown = try await scan(denied(port), client)
            #expect(shown["verdict"] == .text("admit") && shown["reason"] == nil && shown["evacuation"] == .bool(true))
            let muster = try await ask(client, "/api/muster")
            guard case .object(let evacuation)? = muster["evacuation"] else { throw NoObject() }
            #expect(evacuation["counts"] != nil)
            #expect(try await ask(client, "/api/evacuation/end", "{}").status == .forbidden)
            let end = #"{"supervisor":{"name":"chen","pin":"5926"}}"#
            // A supervisor alone is one person.
            #expect(try await ask(client, "/api/evacuation/end", end).status == .forbidden)
            #expect(try await ask(client, "/api/shift/sign-in", #"{"name":"lin","pin":"4071"}"#).status == .ok)
            #expect(try await ask(client, "/api/evacuation/end", end).status == .ok)
            #expect(try await ask(client, "/api/evacuation")["evacuation"] == .null)
        }
    }

    @Test(
        "What a route does not know is refused in words",
        arguments: [
            ("/api/passage", #"{"cause":"walked"}"#), ("/api/passage", #"{"cause":"typed","numbr":"x"}"#),
            ("/api/passage", #"{"cause":"crew","direction":"check"}"#), ("/api/cards/stock", #"{"number":1}"#),
            ("/api/report", #"{"subject":"rumour"}"#), ("/api/tray/change", #"{"scan":"nothing"}"#),
            ("/api/banner", #"{"code":"x"}"#), ("/api/shift/sign-in", #"{"name":"lin"}"#), ("/api/scan", "[]"),
            ("/api/evacuation/count", #"{"place":"A1","headcount":"12"}"#),
        ])
    func strict(path: String, body: String) async throws {
        try await withKiosk { _, client, _ in
            let answer = try await ask(client, path, body)
            #expect(answer.status == .badRequest && answer["problem"] == .text("form"))
            #expect(try text(answer["sentence"]).isEmpty == false)
        }
    }

    @Test("Ten thousand foreign codes, and the next pass is answered as if there had been none")
    func foreign() async throws {
        try await withKiosk(guards: false) { port, client, desk in
            for number in 0..<10_000 {
                await desk.read(Array("https://example.com/\(number)".utf8), from: .device)
            }
            let shown = try await scan(port.pass("KEL-P-26-000001"), client)
            #expect(shown["verdict"] == .text("admit"))
            #expect(try await ask(client, "/api/state")["dropped"] == .integer(0))
        }
    }

    @Test("A code that the camera goes on seeing is one showing")
    func camera() async throws {
        try await withKiosk(guards: false) { port, client, desk in
            let pass = try port.pass("KEL-P-26-000001")
            for _ in 0..<20 { await desk.read(pass, from: .camera) }
            guard case .integer(let next)? = try await ask(client, "/api/events")["next"] else { throw NoObject() }
            await desk.read(pass, from: .camera)
            guard case .array(let events)? = try await ask(client, "/api/events?after=\(next - 1)")["events"] else {
                throw NoObject()
            }
            #expect(events.count == 1)
        }
    }

    @Test("Two codes in the camera's picture are two showings, however long it sees them")
    func twoCodes() async throws {
        try await withKiosk(guards: false) { port, client, desk in
            let passes = [try port.pass("KEL-P-26-000001"), try port.pass("KEL-P-26-000002")]
            guard case .integer(let start)? = try await ask(client, "/api/events")["next"] else { throw NoObject() }
            for _ in 0..<10 { for pass in passes { await desk.read(pass, from: .camera) } }
            guard case .array(let events)? = try await ask(client, "/api/events?after=\(start)")["events"] else {
                throw NoObject()
            }
            let shown = events.filter { event in
                guard case .object(let members) = event else { return false }
                return members["type"] == .text("shown")
            }
            #expect(shown.count == 2)
        }
    }

    @Test("The barrier opens for who is admitted; in the vehicle lane when its tray is closed, and not before")
    func barrier() async throws {
        try await withKiosk { port, client, desk in
            let barrier = CountingBarrier()
            await desk.attach(barrier)
            _ = try await scan(port.pass("KEL-P-26-000001"), client)
            #expect(await barrier.opened == [.in])
            let refused = try await scan(denied(port), client)
            #expect(await barrier.opened == [.in] && refused["verdict"] == .text("deny"))
            #expect(try await ask(client, "/api/tray/open", #"{"open":true}"#).status == .ok)
            var vehicle = ScenePort.claims("KEL-V-26-000001")
            vehicle.kind = .vehicle
            vehicle.name = nil
            vehicle.plates = ["ABC1234"]
            _ = try await scan(port.pass(vehicle), client)
            _ = try await scan(port.pass("KEL-P-26-000002"), client)
            #expect(await barrier.opened == [.in])
            #expect(try await ask(client, "/api/tray/close", #"{"admits":true}"#).status == .ok)
            #expect(await barrier.opened == [.in, .in])
        }
    }

    @Test("Text of any length is a misread and no more")
    func long() async throws {
        try await withKiosk(guards: false) { _, client, desk in
            await desk.read([UInt8](repeating: 0x41, count: 5_000_000), from: .device)
            guard case .object(let shown)? = try await ask(client, "/api/events")["shown"] else { throw NoObject() }
            #expect(shown["misread"] == .bool(true))
        }
    }
}

/// A barrier that counts.
private actor CountingBarrier: KioskDevices {
    private(set) var opened: [Direction] = []

    func scanners() async -> [ScannerState] { [] }
    func barrierWorks() async -> Bool? { true }
    func open(_ direction: Direction) async { opened.append(direction) }
}
