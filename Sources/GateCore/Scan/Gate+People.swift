internal import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore

extension Gate {
    /// A guard begins or ends a shift at a gate that asks for no PIN.
    package func shift(guardName: WireText, begins: Bool) throws {
        try Self.check(guardName, MessageLimits.person, "the guard's name")
        guard hasGuards == false else {
            throw GateError(.request, "this gate has guards with PINs: sign in with one")
        }
        let time = clock.read()
        let now = observe(time)
        let entry = entry(.shift(guard: guardName, begins: begins), at: time, now)
        let place = try commit { try $0.append(entry) }
        onDuty = begins ? OnDuty(name: guardName, since: now.now, place: place) : nil
    }

    /// Two people at a gate that asks for no PIN say that its wall clock is right.
    package func resetClock(by first: WireText, and second: WireText) throws {
        guard hasGuards == false else {
            throw GateError(.supervisor, "this gate has guards: the two of them show it with their PINs")
        }
        try setClockRight(by: first, and: second)
    }

    func setClockRight(by first: WireText, and second: WireText) throws {
        try Self.check(first, MessageLimits.person, "the first name")
        try Self.check(second, MessageLimits.person, "the second name")
        guard first != second else { throw GateError(.request, "setting the clock right takes two different people") }
        resetClock(by: [first, second], at: clock.read())
        try commit { _ in }
    }

    /// A supervisor bars a number at this gate.
    package func bar(_ number: WireText, reason: String, by person: WireText) throws {
        try Self.check(number, PassLimits.number, "the number")
        try Self.check(person, MessageLimits.person, "the supervisor's name")
        // No database keeps a NUL in a text; its refusal there would look like damage.
        guard !reason.utf8.contains(0), !person.utf8.contains(0) else {
            throw GateError(.request, "a text holds a NUL character: remove it")
        }
        let now = observe(clock.read()).now
        // What was green a second ago is not any more.
        recent.forget()
        try commit {
            try BarredStore.bar(number, reason: reason, by: person.string, at: now, $0.database)
        }
    }

    /// - Returns: whether the number was barred.
    package func lift(_ number: WireText) throws -> Bool {
        recent.forget()
        return try commit { try BarredStore.lift(number, $0.database) }
    }

    static func check(_ text: WireText, _ length: ClosedRange<Int>, _ what: String) throws(GateError) {
        guard length.contains(text.utf8.count) else {
            throw GateError(.request, "\(what) has \(length.lowerBound) to \(length.upperBound) bytes")
        }
    }
}
