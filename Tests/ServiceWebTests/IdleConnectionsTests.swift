import ServiceWeb
import Testing

@Suite("Silent connections")
struct IdleConnectionsTests {
    @Test("The longest silent one goes, and never one on which something is asked")
    func oldest() {
        let idle = IdleConnections<Int>(most: 3)
        let first = idle.opened(1)
        let second = idle.opened(2)
        let third = idle.opened(3)
        #expect(first.goes == nil && second.goes == nil && third.goes == nil)
        idle.becameBusy(first.0)
        let fourth = idle.opened(4)
        #expect(fourth.goes == 2)
        idle.closed(second.0)
        // Answered: from now on it is the youngest.
        let again = idle.becameIdle(1)
        let fifth = idle.opened(5)
        #expect(fifth.goes == 3)
        idle.closed(third.0)
        idle.closed(fourth.0)
        #expect(idle.opened(6).goes == nil)
        #expect(idle.opened(7).goes == 1)
        idle.closed(again)
    }

    @Test("Where something is asked on all of them, none goes")
    func busy() {
        let idle = IdleConnections<Int>(most: 1)
        idle.becameBusy(idle.opened(1).0)
        idle.becameBusy(idle.opened(2).0)
        #expect(idle.opened(3).goes == nil)
        idle.closed(nil)
        idle.closed(nil)
        #expect(idle.opened(4).goes == 3)
    }
}
