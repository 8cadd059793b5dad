import GateCore
import GateMessages
import GateScenes
import PassFormat
import Testing

@Suite("Checkpoints of the service's audit log at a gate")
struct CheckpointTests {
    private func written(_ scene: GateScene) async throws -> [WireText] {
        try await scene.journal().compactMap { if case .checkpoint(let note) = $0.event { note } else { nil } }
    }

    private func publish(_ note: String, _ scene: GateScene) async throws {
        try await scene.publish(["audit/checkpoint": Array(note.utf8)])
    }

    @Test("One that came with the trust is written down, another an hour later at the earliest, and the same only once")
    func hourly() async throws {
        let scene = try await GateScene()
        try await publish("one", scene)
        #expect(try await written(scene) == ["one"])
        scene.clock.pass(3_000)
        try await publish("two", scene)
        #expect(try await written(scene) == ["one"])
        scene.clock.pass(600)
        try await publish("three", scene)
        #expect(try await written(scene) == ["one", "three"])
        scene.clock.pass(7_200)
        try await scene.publish(["ops/other": [1]])
        #expect(try await written(scene) == ["one", "three"])
        // Another run begins with the next that comes.
        await scene.restart()
        scene.clock.pass(10)
        try await publish("four", scene)
        #expect(try await written(scene) == ["one", "three", "four"])
    }

    @Test("What is no text, or is longer than a record may hold, keeps no trust from coming into force")
    func unfit() async throws {
        let scene = try await GateScene()
        for bytes in [[0xFF, 0xFE], [UInt8](repeating: 0x61, count: 1_025), []] as [[UInt8]] {
            scene.clock.pass(4_000)
            try await scene.publish(["audit/checkpoint": bytes])
            #expect(try await written(scene) == [])
            let state = await scene.gate.state()
            #expect(state.trustAge == 0 && state.trouble == nil)
        }
    }
}
