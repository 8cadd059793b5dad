import Foundation
import GateDevices
import StrictJSON
import Testing

/// The drivers, each as `devices.json` names it, under a keeper.
@Suite("Barriers", .timeLimit(.minutes(5)))
struct BarrierTests {
    private let folder = ScratchFolder()
    private let time = ManualTime()

    private func keeper(_ barrier: String) throws -> BarrierKeeper {
        try #require(
            Devices(json: Array(#"{"barrier":\#(barrier)}"#.utf8), home: folder.path).barrierKeeper(time: time))
    }

    private func running(_ keeper: BarrierKeeper, _ body: () async -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await keeper.run() }
            await body()
            group.cancelAll()
        }
    }

    @Test func `a pin is 0 at the beginning, 1 for the pulse, and 0 again`() async throws {
        folder.write("1\n", to: "value")
        let keeper = try keeper(#"{"kind":"gpio","path":"\#(folder.path)/value","pulse":200}"#)
        await running(keeper) {
            #expect(await eventually { folder.text(of: "value") == "0\n" })
            #expect(await eventually { keeper.status.state == .working })
            keeper.open(.entry)
            #expect(await eventually { folder.text(of: "value") == "1\n" })
            #expect(await eventually { keeper.status.isOpen })
            #expect(await time.pass(.milliseconds(200)))
            #expect(await eventually { folder.text(of: "value") == "0\n" })
            #expect(await eventually { !keeper.status.isOpen })
        }
        #expect(keeper.status.openings == 1)
    }

    @Test func `a pin is 0 after the program ended in the middle of a pulse`() async throws {
        folder.write("0", to: "value")
        let keeper = try keeper(#"{"kind":"gpio","path":"\#(folder.path)/value","pulse":30000}"#)
        await running(keeper) {
            keeper.open(.exit)
            #expect(await eventually { folder.text(of: "value") == "1" })
        }
        #expect(folder.text(of: "value") == "0")
        #expect(!keeper.status.isOpen)
    }

    @Test func `a pin that is not there is missing, and set as soon as it is`() async throws {
        let path = folder.path + "/value"
        let keeper = try keeper(#"{"kind":"gpio","path":"\#(path)","pulse":50}"#)
        await running(keeper) {
            keeper.open(.entry)
            #expect(await eventually { keeper.status.failures == 1 })
            #expect(keeper.status.state == .missing)
            // Neither raised nor lowered: it will be tried again.
            #expect(await time.isWaited(.seconds(1)))
            folder.write("1", to: "value")
            #expect(await time.pass(.seconds(1)))
            #expect(await eventually { keeper.status.state == .working })
            #expect(folder.text(of: "value") == "0")
        }
        mkfifo(folder.path + "/pipe", 0o600)
        let pipe = try self.keeper(#"{"kind":"gpio","path":"\#(folder.path)/pipe"}"#)
        await running(pipe) {
            #expect(await eventually { if case .failed = pipe.status.state { true } else { false } })
        }
    }

    @Test func `a relay gets its frames`() async throws {
        let port = Pty()
        defer { port.hangUp() }
        let keeper = try keeper(#"{"kind":"serial","path":"\#(port.path)","pulse":100}"#)
        let off: [UInt8] = [0xA0, 1, 0, 0xA1]
        await running(keeper) {
            #expect(await port.receives(off))
            keeper.open(.entry)
            #expect(await port.receives([0xA0, 1, 1, 0xA2]))
            #expect(await time.pass(.milliseconds(100)))
            #expect(await port.receives(off))
            #expect(await eventually { keeper.status.state == .working && !keeper.status.isOpen })
        }
        #expect(await port.receives(off))
    }

    @Test func `a relay that was unplugged is missing, and found again`() async throws {
        let name = folder.path + "/relay"
        let first = Pty()
        symlink(first.path, name)
        let keeper = try keeper(#"{"kind":"serial","path":"\#(name)","on":"01 02","off":"03","pulse":50}"#)
        await running(keeper) {
            #expect(await eventually { keeper.status.state == .working })
            #expect(await first.receives([3]))
            unlink(name)
            first.hangUp()
            keeper.open(.exit)
            #expect(await eventually { keeper.status.failures == 1 })
            #expect(keeper.status.state == .missing)
            #expect(await time.isWaited(.seconds(1)))
            let second = Pty()
            symlink(second.path, name)
            #expect(await time.pass(.seconds(1)))
            #expect(await eventually { keeper.status.state == .working })
            #expect(await second.receives([3]))
            keeper.open(.exit)
            #expect(await eventually { keeper.status.openings == 1 })
            #expect(await time.pass(.milliseconds(50)))
            #expect(await eventually { !keeper.status.isOpen })
            #expect(await second.receives([1, 2, 3]))
            second.hangUp()
        }
    }

    @Test func `the simulator writes down what would have been done`() async throws {
        let keeper = try keeper(#"{"kind":"simulator","pulse":60}"#)
        await running(keeper) {
            for (count, direction) in [BarrierDirection.entry, .exit].enumerated() {
                keeper.open(direction)
                #expect(await eventually { keeper.status.openings == count + 1 })
                #expect(await time.pass(.milliseconds(60)))
                #expect(await eventually { !keeper.status.isOpen })
            }
        }
        let lines = try folder.text(of: "barrier.jsonl").split(separator: "\n").map { line in
            guard case .object(let object) = try JSONReader.read(Array(line.utf8)) else { return JSONObject() }
            return object
        }
        #expect(
            lines.map { $0["act"] } == ["lower", "raise", "lower", "raise", "lower", "lower"].map { .text($0) })
        #expect(lines.compactMap { $0["direction"] } == [.text("in"), .text("out")])
        #expect(lines.compactMap { $0["pulse"] } == [.integer(60), .integer(60)])
        let times = lines.compactMap { line -> Int64? in
            guard case .integer(let time)? = line["time"] else { return nil }
            return time
        }
        #expect(times.count == 6 && times == times.sorted())
    }

    @Test func `a simulator whose file is a link is refused`() async throws {
        symlink("/dev/null", folder.path + "/barrier.jsonl")
        let keeper = try keeper(#"{"kind":"simulator"}"#)
        await running(keeper) {
            #expect(await eventually { if case .failed = keeper.status.state { true } else { false } })
        }
    }

    @Test func `a controller is asked by HTTP`() async throws {
        let server = Controller(answers: ["HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"])
        defer { server.stop() }
        let keeper = try keeper(
            #"{"kind":"http","address":"http://127.0.0.1:\#(server.port)/open?lane=1","pulse":700}"#)
        await running(keeper) {
            #expect(await eventually { keeper.status.state == .working })
            keeper.open(.exit)
            #expect(await eventually { keeper.status.openings == 1 })
        }
        let request = try #require(server.requests.now.first)
        #expect(request.hasPrefix("POST /open?lane=1 HTTP/1.1\r\n"))
        #expect(request.contains("Content-Type: application/json\r\n"))
        #expect(request.hasSuffix("\r\n\r\n" + #"{"direction":"out","pulse":700}"#))
    }

    @Test func `a controller that refuses is said until it opens again`() async throws {
        let server = Controller(answers: [
            "HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        ])
        defer { server.stop() }
        let address = "http://127.0.0.1:\(server.port)/open"
        let keeper = try keeper(#"{"kind":"http","address":"\#(address)","pulse":50}"#)
        await running(keeper) {
            keeper.open(.entry)
            #expect(await eventually { keeper.status.failures == 1 })
            #expect(keeper.status.state == .failed("the barrier at \(address) refused with status 503"))
            keeper.open(.entry)
            #expect(await eventually { keeper.status.failures == 2 })
            #expect(keeper.status.state == .failed("the barrier at \(address) refused with status 302"))
            keeper.open(.entry)
            #expect(await eventually { keeper.status.openings == 1 })
            #expect(keeper.status.state == .working)
        }
    }

    @Test func `a controller that never answers is given up after the deadline`() async throws {
        let server = Controller(answers: [])
        defer { server.stop() }
        // Long enough to be connected to on a machine with much to do: nobody moves the clock that would try again.
        let keeper = try keeper(
            #"{"kind":"http","address":"http://127.0.0.1:\#(server.port)/","deadline":2000,"pulse":50}"#)
        await running(keeper) {
            #expect(await eventually { keeper.status.state == .working })
            keeper.open(.entry)
            #expect(await eventually { keeper.status.failures == 1 })
            #expect(await eventually { if case .failed = keeper.status.state { true } else { false } })
        }
    }
}
