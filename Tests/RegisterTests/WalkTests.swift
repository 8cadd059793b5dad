import Foundation
import PassFormat
import PassVerify
import Register
import Testing

@Suite("A long random walk beside a model")
struct WalkTests {
    private struct Model {
        var states: [PassID: PassState] = [:]
        var expires: [PassID: Int64] = [:]
        var waitsFor: [PassID: PassID] = [:]
        var reasons: [PassID: String] = [:]
    }

    @Test(
        "the register, its log and the published lists agree with the model at every stop",
        arguments: [1, 2, 3] as [UInt64])
    func walk(seed: UInt64) async throws {
        let scratch = try ScratchRegister()
        var register = try await scratch.create()
        var random = SplitMix(seed: seed)
        var model = Model()
        var now = ScratchRegister.now
        var person = 0
        func pick(_ ids: [PassID]) -> PassID? {
            ids.isEmpty ? nil : ids.sorted { $0.rawValue < $1.rawValue }[Int(random.next() % UInt64(ids.count))]
        }
        for step in 0..<260 {
            now += Int64(random.next() % 7200)
            switch random.next() % 10 {
            case 0, 1:
                person += 1
                let record = Records.person(
                    person, ["notBefore": "P0D", "notAfter": random.next() % 3 == 0 ? "P2D" : "P1Y"])
                let pass = try #require(try await register.issue(record, by: scratch.by, now: now).pass)
                model.states[pass.id] = .active
                model.expires[pass.id] = pass.expires
            case 2...6:
                guard let id = pick(Array(model.states.keys)) else { continue }
                let (act, reason) = [
                    (PassAct.suspend, "lost"), (.suspend, "violation"), (.reinstate, "found"), (.revoke, "stolen"),
                ][Int(random.next() % 4)]
                let isExpired = (model.expires[id] ?? 0) <= now
                let answer = PassStateMachine.answer(to: act, in: model.states[id] ?? .void, isExpired: isExpired)
                do {
                    let outcome = try await register.change(act, id, reason: reason, by: scratch.by, now: now)
                    switch (outcome, answer) {
                    case (.already, .already): break
                    case (.changed, .becomes(let state)):
                        model.states[id] = state
                        model.reasons[id] = reason
                        if state == .revoked {
                            for (new, old) in model.waitsFor where old == id && model.states[new] == .waiting {
                                model.states[new] = .revoked
                            }
                        }
                    default: Issue.record("step \(step): \(outcome) instead of \(answer)")
                    }
                } catch let error as RegisterError {
                    #expect(answer == .impossible, "step \(step): \(error)")
                }
            case 7, 8:
                guard let id = pick(Array(model.states.keys)) else { continue }
                let isLost = model.states[id] == .suspended && model.reasons[id] == "lost"
                let isReissued = model.waitsFor.contains { $0.value == id && model.states[$0.key] == .waiting }
                let isPossible =
                    (model.states[id] == .active || isLost) && (model.expires[id] ?? 0) > now && !isReissued
                let isNow = random.next() % 2 == 0
                do {
                    let outcome = try await register.reissue(
                        id, .holderKey(nil), activation: isNow ? .now : .whenActivated, reason: "new-phone",
                        by: scratch.by,
                        now: now)
                    let new = try #require(outcome.pass)
                    #expect(isPossible, "step \(step)")
                    model.states[new.id] = isNow ? .active : .waiting
                    model.expires[new.id] = new.expires
                    model.waitsFor[new.id] = id
                    if isNow { model.states[id] = .superseded }
                } catch let error as RegisterError {
                    #expect(!isPossible, "step \(step): \(error)")
                }
            default:
                if random.next() % 2 == 0 {
                    guard let id = pick(model.states.filter { $0.value == .waiting }.map(\.key)),
                        let old = model.waitsFor[id]
                    else { continue }
                    let isLost = model.states[old] == .suspended && model.reasons[old] == "lost"
                    let isPossible = (model.states[old] == .active || isLost) && (model.expires[id] ?? 0) > now
                    do {
                        _ = try await register.activate(id, by: scratch.by, now: now)
                        #expect(isPossible, "step \(step)")
                        model.states[id] = .active
                        model.states[old] = .superseded
                    } catch let error as RegisterError {
                        #expect(!isPossible, "step \(step): \(error)")
                    }
                } else {
                    register.close()
                    register = try await scratch.open(now: now)
                    #expect(register.opening == OpeningReport())
                }
            }
            if step % 65 == 64 {
                _ = try await register.publish(by: scratch.by, now: now)
                let trust = try scratch.gateTrust()
                var validNumbers: [String: Int] = [:]
                for (id, state) in model.states {
                    let pass = try #require(try await register.pass(id))
                    #expect(pass.state == state)
                    #expect(trust.statusLists[UInt32(pass.list)]?[pass.index] == state.status)
                    if state == .active { validNumbers[pass.number, default: 0] += 1 }
                }
                #expect(validNumbers.values.allSatisfy { $0 == 1 })
                #expect(try await register.verifyAudit().problems == [])
            }
        }
        register.close()
    }
}
