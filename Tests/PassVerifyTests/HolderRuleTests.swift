import PassFormat
import PassVerify
import Testing

@Suite("Live codes, copies and paper")
struct HolderRuleTests {
    @Test(
        "A live code is fresh from 60 s ago to 15 s ahead, to the second",
        arguments: [(-61, true), (-60, false), (0, false), (15, false), (16, true)])
    func freshness(offset: Int64, isStale: Bool) throws {
        let reasons = try World.reasons { $0.goLive(.init(issuedAt: World.now + offset)) }
        #expect(reasons == (isStale ? [Reason(.liveCodeStale, .check)] : []))
    }

    @Test("The window is the policy's")
    func window() throws {
        let reasons = try World.reasons {
            $0.goLive(.init(issuedAt: World.now - 3))
            $0.policy.liveCode = LiveCodeWindow(age: 2, ahead: 15)
        }
        #expect(reasons == [Reason(.liveCodeStale, .check)])
    }

    @Test("A live code is not older than its pass", arguments: [(0, false), (1, true)])
    func beforePass(passOffset: Int64, isStale: Bool) throws {
        let reasons = try World.reasons {
            $0.goLive()
            $0.claims.issuedAt = World.now + passOffset
        }
        #expect(reasons == (isStale ? [Reason(.liveCodeStale, .check)] : []))
    }

    @Test("A live code is made before its pass ends, whatever the skew", arguments: [(1, false), (0, true)])
    func afterPass(endOffset: Int64, isStale: Bool) throws {
        let reasons = try World.reasons {
            $0.goLive()
            $0.claims.expires = World.now + endOffset
        }
        #expect(reasons == (isStale ? [Reason(.liveCodeStale, .check)] : []))
    }

    @Test("A live code shown before is a check")
    func replayed() throws {
        let reasons = try World.reasons {
            $0.goLive()
            $0.history.liveCodeReplayed = true
        }
        #expect(reasons == [Reason(.liveCodeReplayed, .check)])
    }

    @Test("A bare pass is no live code that could be replayed")
    func bareReplay() throws {
        #expect(try World.reasons { $0.history.liveCodeReplayed = true }.isEmpty)
    }

    @Test("A bound pass shown bare is a copy")
    func copy() throws {
        let reasons = try World.reasons {
            $0.goLive()
            $0.live = nil
            $0.policy.paper = ByLevel(one: .check, two: .check, three: .check)
        }
        #expect(reasons == [Reason(.holderProofMissing, .check)])
    }

    @Test("Paper is what the policy says at this level", arguments: SecurityLevel.allCases)
    func paper(level: SecurityLevel) throws {
        for checked in SecurityLevel.allCases {
            let reasons = try World.reasons {
                $0.level = level
                $0.policy.paper = ByLevel(
                    one: checked == .one ? .check : .admit, two: checked == .two ? .check : .admit,
                    three: checked == .three ? .check : .admit)
            }
            #expect(reasons == (level == checked ? [Reason(.paper, .check)] : []))
        }
    }

    @Test("A live code is not paper")
    func liveIsNotPaper() throws {
        let reasons = try World.reasons {
            $0.goLive()
            $0.policy.paper = ByLevel(one: .check, two: .check, three: .check)
        }
        #expect(reasons.isEmpty)
    }
}
