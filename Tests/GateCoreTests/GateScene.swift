import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import Testing

/// A gate at work at a port of its own.
final class GateScene {
    let port: ScenePort
    let clock: TestClock
    let home: GateHome
    private(set) var gate: Gate
    private let photoLimits: PhotoShelfLimits
    private let pinCost: SealingCost

    /// - Parameters:
    ///   - pinCost: what one guess at a PIN costs; nil for next to nothing.
    ///   - wrapping: what stands between the memory and its engine.
    init(
        photoLimits: PhotoShelfLimits = PhotoShelfLimits(), pinCost: SealingCost? = nil,
        history: HistoryModes = HistoryModes(alreadyInside: .check, notInside: .check, alreadyUsed: .check),
        wrapping: @escaping @Sendable (any EmbeddedEngine) -> any EmbeddedEngine = { $0 }
    ) async throws {
        self.photoLimits = photoLimits
        // The least there is: what a PIN costs is looked at where it matters.
        self.pinCost = try pinCost ?? SealingCost(operations: 1, memoryKiB: 8)
        port = try ScenePort(history: history)
        try port.publish()
        clock = TestClock(ScenePort.now + 10)
        home = try port.makeHome()
        _ = try await home.sync(from: port.source, now: ScenePort.now)
        gate = await Self.open(home, clock, photoLimits, self.pinCost, wrapping)
    }

    deinit { port.remove() }

    private static func open(
        _ home: GateHome, _ clock: TestClock, _ photoLimits: PhotoShelfLimits, _ pinCost: SealingCost,
        _ wrapping: @escaping @Sendable (any EmbeddedEngine) -> any EmbeddedEngine
    ) async -> Gate {
        await Gate(
            home: home, clock: clock, program: "portgate test", built: ScenePort.now - 86_400 * 30, isAnnounced: true,
            photoLimits: photoLimits, pinCost: pinCost, wrapping: wrapping)
    }

    /// The program ends and starts again.
    func restart(wrapping: @escaping @Sendable (any EmbeddedEngine) -> any EmbeddedEngine = { $0 }) async {
        await gate.close()
        gate = await Self.open(home, clock, photoLimits, self.pinCost, wrapping)
    }

    /// Publishes, syncs and puts in force.
    func publish(_ changes: [String: [UInt8]], at time: Int64? = nil) async throws {
        let now = time ?? clock.read().wall
        try port.publish(changes, now: now)
        _ = try await home.sync(from: port.source, now: now)
        await gate.takeTrust(isFresh: true)
    }

    func scan(_ text: [UInt8], _ direction: Direction? = nil) async -> ScanResult {
        await gate.scan(ScanRequest(text: text, direction: direction))
    }

    /// Scans some time later, so that it is not the same event.
    func laterScan(_ text: [UInt8], _ direction: Direction? = nil) async -> ScanResult {
        clock.pass(30)
        return await scan(text, direction)
    }

    /// Everything that the journal holds, as it would be sent.
    func journal() async throws -> [JournalRecord] {
        var records: [JournalRecord] = []
        var place: JournalPlace?
        while let batch = try await gate.nextBatch(after: place) {
            records += try JournalChain(batch).links.map(\.record)
            place = JournalPlace(epoch: batch.epoch, sequence: batch.first + Int64(batch.records.count) - 1)
        }
        return records
    }

    var database: String { port.home + "/gate.sqlite" }
}

extension ScanResult {
    /// Codes with a serious effect, as one text.
    var codes: String {
        decision.reasons.filter { $0.effect != .note }.map(\.code.rawValue).joined(separator: " ")
    }

    var place: JournalPlace? {
        if case .durable(let place) = recording { place } else { nil }
    }
}
