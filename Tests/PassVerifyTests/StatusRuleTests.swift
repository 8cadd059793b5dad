import PassFormat
import PassVerify
import Testing

@Suite("Status of a pass")
struct StatusRuleTests {
    @Test(
        "The status list speaks at the pass's own index",
        arguments: [(PassStatus.revoked, ReasonCode.revoked), (.suspended, .suspended), (.superseded, .superseded)])
    func listed(status: PassStatus, code: ReasonCode) throws {
        let decision = try World.decision { $0.statusLists[7]?.set(status, at: 48) }
        #expect(decision.reasons == [Reason(code, .deny)])
        for neighbour in [47, 49] {
            let other = try World.decision { $0.statusLists[7]?.set(status, at: neighbour) }
            #expect(other.reasons.isEmpty)
        }
        let otherList = try World.decision {
            $0.statusLists[8] = StatusList(count: 100)
            $0.statusLists[8]?.set(status, at: 48)
        }
        #expect(otherList.reasons.isEmpty)
    }

    @Test("What this gate once saw revoked stays revoked")
    func seenRevoked() throws {
        let decision = try World.decision { $0.history.seenRevoked = true }
        #expect(decision.reasons == [Reason(.revoked, .deny)])
    }

    @Test("An index past the end of the list is unknown, the last one is not", arguments: [(99, false), (100, true)])
    func indexOutside(index: Int, isUnknown: Bool) throws {
        let decision = try World.decision { $0.claims.status.index = index }
        #expect(decision.reasons == (isUnknown ? [Reason(.statusUnknown, .deny)] : []))
    }

    @Test("Without the list the status is unknown")
    func noList() throws {
        #expect(try World.reasons { $0.statusLists = StatusLists() } == [Reason(.statusUnknown, .deny)])
        #expect(try World.reasons { $0.statusLists[7] = nil } == [Reason(.statusUnknown, .deny)])
    }

    @Test(
        "Only the policy's prefix and a plain number name a list",
        arguments: [
            "https://pass.example/status/", "https://pass.example/status/07", "https://pass.example/status/7/",
            "https://pass.example/status/7?", "https://pass.example/status/+7", "https://pass.example/status/-7",
            "https://pass.example/status/ 7", "https://pass.example/status/7 ", "https://pass.example/status/٧",
            "https://pass.example/status/4294967303", "https://pass.example/status/18446744073709551623",
            "https://pass.examplE/status/7", "http://pass.example/status/7", "7", "/status/7",
            "xhttps://pass.example/status/7", "https://pass.example/status/x7", "https://pass.example/status/0x7",
        ])
    func otherURIs(uri: WireText) throws {
        #expect(try World.reasons { $0.claims.status.uri = uri } == [Reason(.statusUnknown, .deny)])
        #expect(StatusLists.number(of: uri, prefix: World.prefix) == nil)
    }

    @Test(
        "Every number of 32 bits is one",
        arguments: [("0", 0), ("7", 7), ("10", 10), ("4294967295", UInt32.max)] as [(String, UInt32)])
    func numbers(text: String, number: UInt32) {
        let uri = WireText(World.prefix.string + text)
        #expect(StatusLists.number(of: uri, prefix: World.prefix) == number)
        #expect(World.goodPolicy.statusListNumber(of: uri) == number)
        #expect(World.goodPolicy.statusURI(number) == uri)
    }

    @Test(
        "A list of this level's age is good to the second, then a note, a check, a denial",
        arguments: [
            (SecurityLevel.one, 86_400, Effect?.none), (.one, 86_401, .note), (.one, 604_800, .note),
            (.one, 604_801, .check), (.one, 1_209_600, .check), (.one, 1_209_601, .deny),
            (.two, 3_600, nil), (.two, 3_601, .note), (.two, 86_400, .note), (.two, 86_401, .check),
            (.three, 172_800, .check), (.three, 172_801, .deny),
        ] as [(SecurityLevel, Int64, Effect?)])
    func stale(level: SecurityLevel, age: Int64, effect: Effect?) throws {
        let decision = try World.decision {
            $0.level = level
            $0.policy.paper = ByLevel(one: .admit, two: .admit, three: .admit)
            $0.issued = World.now - age
        }
        #expect(decision.reasons == (effect.map { [Reason(.statusStale, $0, .days(age / 86_400))] } ?? []))
        #expect(decision.verdict == (effect ?? .note).verdict)
        #expect(decision.trustAge == age)
    }

    @Test("Each level has its own bands")
    func levels() {
        let bands = ByLevel(one: 1, two: 2, three: 3)
        #expect(SecurityLevel.allCases.map { bands[$0] } == [1, 2, 3])
    }

    @Test("Trust from the future has no age")
    func future() throws {
        let decision = try World.decision { $0.issued = World.now + 10_000 }
        #expect(decision.trustAge == 0)
        #expect(decision.reasons.isEmpty)
    }

    @Test("With a suspect clock old trust is a check, not a denial")
    func staleAndSuspect() throws {
        let decision = try World.decision {
            $0.isClockSuspect = true
            $0.issued = World.now - 20 * 86_400
        }
        #expect(decision.reasons == [Reason(.statusStale, .check, .days(20)), Reason(.clockSuspect, .note)])
    }
}
