import Foundation
import GateCore
import GateMessages
import GateScenes
import PassFormat
import PassVerify
import SQLStore
import Testing

@Suite("The vehicle lane's tray") struct LaneTests {
    private struct Lane {
        let scene: GateScene
        var members: [TrayRequest.Member] = []

        /// Scans a pass of its own for each role.
        mutating func scan(_ role: TrayEvent.Role, _ index: Int, _ direction: Direction) async throws {
            let result = await scene.laterScan(
                try scene.port.pass(WireText("KEL-V-26-\(100_000 + index)"), index: index), direction)
            members.append(.init(role, try #require(result.place)))
        }
    }

    private func tray(
        _ scene: GateScene, _ direction: Direction, _ roles: [(TrayEvent.Role, Int)], plate: WireText? = nil
    ) async throws -> TrayRequest {
        var lane = Lane(scene: scene)
        for (role, index) in roles { try await lane.scan(role, index, direction) }
        return TrayRequest(direction: direction, members: lane.members, trailerPlate: plate)
    }

    @Test("Vehicle, trailer and driver are one record; another trailer on the way out is recorded, and refuses nobody")
    func trailer() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let entry = try await tray(scene, .in, [(.vehicle, 1), (.trailer, 2), (.driver, 3), (.occupant, 4)])
        let closed = try await scene.gate.closeTray(entry)
        #expect(closed.look.verdict == .admit && closed.look.reasons.isEmpty)
        guard case .tray(let event) = try await scene.lastEvent() else { throw Missing() }
        #expect(event.members.map(\.sequence) == entry.members.map(\.scan.sequence))
        #expect(event.trailer == "KEL-V-26-100002" && event.guardName == "林小華" && event.isAdmitted)
        await scene.restart()
        let exit = try await tray(scene, .out, [(.vehicle, 1), (.driver, 3)], plate: "XY9999")
        let look = try await scene.gate.look(at: exit)
        #expect(look.reasons == ["trailer-changed"] && look.verdict == .admit)
        guard case .durable = try await scene.gate.closeTray(exit).recording else { throw Missing() }
        // Once it is out, nothing is compared any more.
        let again = try await tray(scene, .out, [(.vehicle, 1), (.driver, 3)])
        #expect(try await !scene.gate.look(at: again).reasons.contains("trailer-changed"))
    }

    @Test(
        "A vehicle without a driver is amber; who was not let in keeps the tray open on the way in, and not on the way out"
    )
    func amber() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let alone = try await tray(scene, .in, [(.vehicle, 1)])
        let look = try await scene.gate.look(at: alone)
        #expect(look.verdict == .check && look.reasons == ["driver-missing"])
        _ = try await scene.gate.closeTray(alone)
        // In a second time: a check that nobody has decided on.
        var twice = try await tray(scene, .in, [(.vehicle, 1), (.driver, 2)])
        #expect(try await scene.gate.look(at: twice).reasons == ["undecided-scan"])
        #expect(await refusal { _ = try await scene.gate.closeTray(twice) }?.code == .request)
        _ = try await scene.gate.decide(on: twice.members[0].scan, admits: false, reason: "x")
        #expect(try await scene.gate.look(at: twice).reasons == ["refused-scan"])
        #expect(await refusal { _ = try await scene.gate.closeTray(twice) }?.code == .request)
        twice.admits = false
        _ = try await scene.gate.closeTray(twice)
        twice.admits = true
        _ = try await scene.gate.decide(on: twice.members[0].scan, admits: true, reason: "x")
        #expect(try await scene.gate.closeTray(twice).look.verdict == .admit)
        _ = await scene.laterScan(try scene.port.pass("KEL-V-26-100009", index: 9), .out)
        let exit = try await tray(scene, .out, [(.vehicle, 9), (.driver, 2)])
        #expect(try await scene.gate.look(at: exit).reasons == ["undecided-scan"])
        guard case .durable = try await scene.gate.closeTray(exit).recording else { throw Missing() }
    }

    @Test(
        "A tray of old scans, or of one that is denied by now, lets nobody in; it does out, and in by a supervisor's word"
    )
    func lookedAtAgain() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        let entry = try await tray(scene, .in, [(.vehicle, 1), (.driver, 2)])
        let exit = try await tray(scene, .out, [(.vehicle, 3), (.driver, 4)])
        try await scene.gate.bar("KEL-V-26-100002", reason: "fight", by: "陳督導")
        let refused = await refusal { _ = try await scene.gate.closeTray(entry) }
        #expect(refused?.code == .changed && refused?.reasons == ["barred"])
        let driver = entry.members[1].scan
        #expect(
            await refusal { _ = try await scene.gate.decide(on: driver, admits: true, reason: "x") }?.code == .changed)
        _ = try await scene.gate.decide(
            on: driver, admits: true, reason: "x", supervisor: GateScene.supervisor())
        _ = try await scene.gate.closeTray(entry)
        scene.clock.pass(Gate.decisionAge)
        #expect(await refusal { _ = try await scene.gate.closeTray(entry) }?.code == .tooOld)
        var away = entry
        away.admits = false
        _ = try await scene.gate.closeTray(away)
        _ = try await scene.gate.closeTray(exit)
        let later = try await tray(scene, .in, [(.vehicle, 5), (.driver, 6)])
        _ = try await scene.gate.closeTray(later)
    }

    @Test("What is in an open tray comes back after a restart, and is gone when it was closed or given up")
    func kept() async throws {
        let scene = try await GateScene()
        try await scene.setUpGuards()
        #expect(try await scene.gate.openTray() == nil)
        let entry = try await tray(scene, .in, [(.vehicle, 1), (.driver, 2)], plate: "XY-99")
        try await scene.gate.keepTray(entry.members, trailerPlate: entry.trailerPlate)
        await scene.restart()
        let open = try #require(try await scene.gate.openTray())
        #expect(open.members.map(\.role) == [.vehicle, .driver] && open.trailerPlate == "XY-99")
        #expect(open.members.map(\.scan.place) == entry.members.map(\.scan))
        #expect(open.members.map(\.scan.number) == ["KEL-V-26-100001", "KEL-V-26-100002"])
        #expect(open.members.allSatisfy { $0.scan.verdict == .admit && $0.scan.direction == .in })
        // A tray that belongs to others leaves it open; its own record ends it, whatever happens then.
        _ = try await scene.gate.closeTray(try await tray(scene, .in, [(.vehicle, 3), (.driver, 4)]))
        #expect(try await scene.gate.openTray() != nil)
        _ = try await scene.gate.closeTray(entry)
        #expect(try await scene.gate.openTray() == nil)
        try await scene.gate.keepTray([])
        await scene.restart()
        #expect(try await scene.gate.openTray()?.members.isEmpty == true)
        try await scene.gate.forgetTray()
        #expect(try await scene.gate.openTray() == nil)
        let plate = WireText(String(repeating: "9", count: 17))
        #expect(await refusal { try await scene.gate.keepTray([], trailerPlate: plate) }?.code == .request)
    }

    @Test("Scans that are not there, twice there, or too many are no tray; a full disk keeps no vehicle in")
    func limits() async throws {
        let fault = FaultyDisk.Switch()
        let scene = try await GateScene(wrapping: { FaultyDisk($0, fault) })
        let good = try await tray(scene, .out, [(.vehicle, 1), (.driver, 2)])
        let epoch = good.members[0].scan.epoch
        for members in [
            [], [good.members[0], good.members[0]], [.init(.vehicle, JournalPlace(epoch: epoch, sequence: 999))],
            [.init(.vehicle, JournalPlace(epoch: JournalEpoch(rawValue: 1), sequence: 2))],
            [good.members[0], .init(.vehicle, good.members[1].scan)],
            (1...17).map { TrayRequest.Member(.occupant, JournalPlace(epoch: epoch, sequence: $0)) },
        ] {
            let request = TrayRequest(direction: .out, members: members)
            #expect(await refusal { _ = try await scene.gate.closeTray(request) }?.code == .request)
        }
        fault.code = .diskFull
        guard case .waiting = try await scene.gate.closeTray(good).recording else { throw Missing() }
        fault.code = nil
        await scene.gate.flush()
        #expect(try await scene.journal().last?.event.kind == 10)
    }
}
