import Foundation
import GateDevices
import Testing

/// Access that is given without a kernel: a pipe can't be taken exclusively.
private struct GivenAccess: ExclusiveAccess {
    func claim(_ device: borrowing Descriptor, path: String) throws(DeviceError) {}
}

private struct RefusedAccess: ExclusiveAccess {
    func claim(_ device: borrowing Descriptor, path: String) throws(DeviceError) {
        throw DeviceError(.failed, "another program has taken the scanner \(path)")
    }
}

@Suite("Scanners", .timeLimit(.minutes(3)))
struct ScannerSetTests {
    private static let pass = "PP1:6BFOXN%TS3DHPVO13J /G-/2YRVA.Q/R82+K$*0"

    private let folder = ScratchFolder()
    private let texts = Shared<[ScannedText]>([])

    /// The scanners of a `devices.json` with this list.
    private func serial(_ paths: [String]) throws -> ScannerSet {
        let list = paths.map { #"{"kind":"serial","path":"\#($0)","baud":115200}"# }.joined(separator: ",")
        let devices = try Devices(json: Array("{\"scanners\":[\(list)]}".utf8), home: folder.path)
        return devices.scannerSet { [texts] text in texts.change { $0.append(text) } }
    }

    private func evdev(
        access: any ExclusiveAccess = GivenAccess(),
        open: @escaping @Sendable (String) throws(DeviceError) -> Descriptor
    ) -> ScannerSet {
        let scanner = EvdevScanner(
            name: "lane", path: "/dev/input/lane", pause: .milliseconds(150), access: access, open: open)
        return ScannerSet([scanner]) { [texts] text in texts.change { $0.append(text) } }
    }

    private func running(_ scanners: ScannerSet, _ body: () async -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await scanners.run() }
            await body()
            group.cancelAll()
        }
    }

    private func strings() -> [String] { texts.now.map { String(decoding: $0.bytes, as: UTF8.self) } }

    private func openFiles() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }

    @Test func `a serial scanner is read raw`() async throws {
        let port = Pty()
        defer { port.hangUp() }
        let scanners = try serial([port.path])
        await running(scanners) {
            #expect(await eventually { scanners.statuses[0].state == .working })
            // Ctrl-C, Ctrl-D, Ctrl-S and Ctrl-V would mean something to a terminal.
            port.send(Self.pass + "\r\nA\u{03}B\u{04}C\u{13}D\u{16}E\r")
            #expect(await eventually { texts.now.count == 2 })
        }
        #expect(strings() == [Self.pass, "A\u{03}B\u{04}C\u{13}D\u{16}E"])
        #expect(texts.now.map(\.source) == ["serial 1", "serial 1"])
        #expect(port.received().isEmpty, "a scanner must not get its own text back")
    }

    @Test func `half a scan is discarded when nothing more comes`() async throws {
        let port = Pty()
        defer { port.hangUp() }
        let scanners = try serial([port.path])
        await running(scanners) {
            #expect(await eventually { scanners.statuses[0].state == .working })
            port.send("PP1:HALF")
            #expect(await eventually { scanners.statuses[0].halves == 1 })
            port.send(Self.pass + "\r")
            #expect(await eventually { texts.now.count == 1 })
        }
        #expect(strings() == [Self.pass])
    }

    @Test func `10,000 foreign codes in one burst, one that is too long, and the next is read`() async throws {
        let port = Pty()
        defer { port.hangUp() }
        let scanners = try serial([port.path])
        let foreign = (0..<10_000).map { "M1DOE/JOHN EABC\($0) TPENRT https://example.org/\($0)\r" }.joined()
        await running(scanners) {
            #expect(await eventually { scanners.statuses[0].state == .working })
            port.send(foreign + String(repeating: "X", count: 5_000) + "\r" + Self.pass + "\r")
            #expect(await eventually { strings().last == Self.pass })
        }
        let status = scanners.statuses[0]
        #expect(status.texts == 10_001)
        #expect(status.tooLong == 1)
        #expect(texts.now.count + status.dropped == 10_002)
        #expect(texts.now.filter(\.isTooLong).map(\.bytes) == [[]])
    }

    @Test func `when the gate is busy the oldest texts go, and the newest is decided`() async throws {
        let port = Pty()
        defer { port.hangUp() }
        let devices = try Devices(
            json: Array(#"{"scanners":[{"kind":"serial","path":"\#(port.path)"}]}"#.utf8), home: folder.path)
        let isHeld = Shared(true)
        let scanners = devices.scannerSet { [texts] text in
            texts.change { $0.append(text) }
            _ = await eventually { !isHeld.now }
        }
        await running(scanners) {
            #expect(await eventually { scanners.statuses[0].state == .working })
            port.send("FIRST\r")
            #expect(await eventually { texts.now.count == 1 })
            port.send((1...100).map { "TEXT \($0)\r" }.joined())
            #expect(await eventually { scanners.statuses[0].texts == 101 })
            isHeld.change { $0 = false }
            #expect(await eventually { strings().last == "TEXT 100" })
        }
        #expect(strings() == ["FIRST"] + (69...100).map { "TEXT \($0)" })
        #expect(scanners.statuses[0].dropped == 68)
    }

    @Test func `a serial scanner that was unplugged is found again under its name`() async throws {
        let name = folder.path + "/scanner"
        let first = Pty()
        let scanners = try serial([name])
        await running(scanners) {
            #expect(scanners.statuses[0].state == .missing)
            symlink(first.path, name)
            #expect(await eventually { scanners.statuses[0].state == .working })
            first.send("BEFORE\rHALF")
            #expect(await eventually { texts.now.count == 1 })
            unlink(name)
            first.hangUp()
            #expect(await eventually { scanners.statuses[0].state == .missing })
            let second = Pty()
            symlink(second.path, name)
            #expect(await eventually { scanners.statuses[0].state == .working })
            second.send("AFTER\r")
            #expect(await eventually { texts.now.count == 2 })
            second.hangUp()
        }
        #expect(strings() == ["BEFORE", "AFTER"])
    }

    @Test func `what is no serial port is said`() async throws {
        folder.write("", to: "file")
        let file = try serial([folder.path + "/file"])
        await running(file) {
            #expect(await eventually { file.statuses[0].state == .failed("\(folder.path)/file is not a device") })
        }
        let null = try serial(["/dev/null"])
        await running(null) {
            #expect(await eventually { null.statuses[0].state == .failed("/dev/null is not a serial port") })
        }
    }

    @Test func `two scanners at once are told apart`() async throws {
        let ports = [Pty(), Pty()]
        defer { for port in ports { port.hangUp() } }
        let scanners = try serial(ports.map(\.path))
        await running(scanners) {
            #expect(await eventually { scanners.statuses.allSatisfy { $0.state == .working } })
            for (index, port) in ports.enumerated() { port.send((0..<10).map { "\(index) \($0)\r" }.joined()) }
            #expect(await eventually { texts.now.count == 20 })
        }
        for index in 0...1 {
            #expect(
                texts.now.filter { $0.source == "serial \(index + 1)" }.map {
                    String(decoding: $0.bytes, as: UTF8.self)
                }
                    == (0..<10).map { "\(index) \($0)" })
        }
    }

    @Test func `a keyboard scanner is read at scanner speed, and again after it was unplugged`() async throws {
        let plugged = Shared<[Int32]>([])
        let scanners = evdev { path throws(DeviceError) in
            guard let end = plugged.change({ $0.popLast() }) else {
                throw DeviceError(.missing, "\(path) is not there")
            }
            return Descriptor(end)
        }
        var keys = Keys()
        keys.step = .microseconds(500)
        await running(scanners) {
            for round in 1...3 {
                let pipe = Pipe()
                plugged.change { $0 = [pipe.reader] }
                #expect(await eventually { scanners.statuses[0].state == .working })
                let scans = (0..<20).flatMap { keys.scan("ROUND \(round) SCAN \($0)") }
                // The plug is pulled in the middle of a scan, and of an event.
                let half = keys.scan("HALF", end: "").dropLast(10)
                Pipe.write(scans, to: pipe.writer)
                #expect(await eventually { texts.now.count == 20 * round })
                Pipe.writeNow(Array(half), to: pipe.writer)
                shutdown(pipe.writer, Int32(SHUT_WR))
                #expect(await eventually { scanners.statuses[0].state == .missing })
                close(pipe.writer)
            }
        }
        #expect(strings() == (1...3).flatMap { round in (0..<20).map { "ROUND \(round) SCAN \($0)" } })
        #expect(Set(texts.now.map(\.source)) == ["lane"])
    }

    @Test func `a scanner that can't be had alone is not read`() async throws {
        let pipe = Pipe()
        let isGiven = Shared(false)
        let isSeen = Shared(false)
        let scanners = evdev(access: RefusedAccess()) { path throws(DeviceError) in
            let wasGiven = isGiven.change { isGiven in
                defer { isGiven = true }
                return isGiven
            }
            guard !wasGiven else {
                // The state before this lasts until it was looked at, however slow the machine is.
                while !isSeen.now { usleep(1_000) }
                throw DeviceError(.missing, "\(path) is not there")
            }
            return Descriptor(pipe.reader)
        }
        var keys = Keys()
        Pipe.write(keys.scan(Self.pass), to: pipe.writer)
        await running(scanners) {
            #expect(
                await eventually {
                    scanners.statuses[0].state == .failed("another program has taken the scanner /dev/input/lane")
                })
            isSeen.change { $0 = true }
            // It was closed and not read: the far end has nobody.
            #expect(await eventually { scanners.statuses[0].state == .missing })
        }
        close(pipe.writer)
        #expect(texts.now.isEmpty)
    }

    @Test func `the kernel refuses to grab what is no input device`() throws {
        let pipe = Pipe()
        let device = Descriptor(pipe.reader)
        #expect(throws: DeviceError.self) { try KernelGrab().claim(device, path: "/dev/input/lane") }
        close(pipe.writer)
    }

    @Test func `a set that is stopped leaves no file open, whatever its scanners were doing`() async throws {
        let port = Pty()
        defer { port.hangUp() }
        let before = openFiles()
        for _ in 0..<50 {
            let scanners = try serial([port.path, folder.path + "/absent"])
            await running(scanners) {
                #expect(await eventually { scanners.statuses[0].state == .working })
            }
            #expect(scanners.statuses.map(\.state) == [.missing, .missing])
        }
        // Tests beside this one open files too.
        #expect(openFiles() < before + 40)
    }

    @Test func `a set without scanners waits until it is stopped`() async throws {
        let scanners = try serial([])
        let hasEnded = Shared(false)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                await scanners.run()
                hasEnded.change { $0 = true }
            }
            try await Task.sleep(for: .milliseconds(50))
            #expect(!hasEnded.now)
            group.cancelAll()
        }
        #expect(hasEnded.now)
    }

    @Test func `changes of state are told`() async throws {
        let port = Pty()
        let told = Shared(0)
        let devices = try Devices(
            json: Array(#"{"scanners":[{"kind":"serial","path":"\#(port.path)"}]}"#.utf8), home: folder.path)
        let scanners = devices.scannerSet(onChange: { told.change { $0 += 1 } }) { _ in }
        await running(scanners) {
            #expect(await eventually { told.now == 1 })
            port.hangUp()
            #expect(await eventually { told.now == 2 })
        }
        #expect(told.now == 2)
    }
}
