package import PassVerify

/// Says what time it is, and how far that is to be believed: a pure state machine.
///
/// The wall clock is believed unless it contradicts something better: the floor, which rises only with what the service
/// signed, and the time since boot, which nobody can set. So one forged or mistaken future can't expire the world, and a
/// clock that was turned back can't bring a dead pass to life.
package struct ClockKeeper: Hashable, Sendable {
    package private(set) var state: ClockState
    /// When this program was built, seconds since 1970.
    private let built: Int64

    package init(_ state: ClockState, built: Int64) {
        self.state = state
        self.built = built
    }

    /// What a reading told.
    package struct Observation: Hashable, Sendable {
        package let clock: GateClock
        /// Set when the clock became suspect, or believed again, with this reading.
        package let becameSuspect: Bool?
    }

    /// The earliest that it can be: seconds since 1970.
    package func earliest(at time: MachineTime) -> Int64 {
        Self.earliest(state.floor, state.floorAt, at: time)
    }

    /// The same, without what was signed ahead of it.
    private func certain(at time: MachineTime) -> Int64 {
        Self.earliest(state.anchor, state.anchorAt, at: time)
    }

    private static func earliest(_ floor: Int64, _ floorAt: MachineTime, at time: MachineTime) -> Int64 {
        // Where the machine was started since, at least its present run has passed.
        let elapsed = max(0, time.seconds(since: floorAt) ?? time.uptime / 1_000)
        return floor + elapsed - elapsed / ClockLimits.driftPart
    }

    /// Takes a reading.
    package mutating func observe(_ time: MachineTime) -> Observation {
        let isSuspect = contradicts(time)
        let changed = isSuspect != state.isSuspect
        state.isSuspect = isSuspect
        if !isSuspect {
            if time.boot != state.reference.boot { state.reference = time }
            state.lastBelieved = time
        }
        return Observation(
            clock: GateClock(now: isSuspect ? bestGuess(at: time) : time.wall, isSuspect: isSuspect),
            becameSuspect: changed ? isSuspect : nil)
    }

    private func contradicts(_ time: MachineTime) -> Bool {
        if time.wall < earliest(at: time) - ClockLimits.belowFloor { return true }
        if let elapsed = time.seconds(since: state.reference) {
            let drift = ClockLimits.drift + abs(elapsed) / ClockLimits.driftPart
            return abs(time.wall - (state.reference.wall + elapsed)) > drift
        }
        let off = time.wall - state.lastBelieved.wall
        return off < -ClockLimits.drift || off > ClockLimits.longestOff + time.uptime / 1_000
    }

    /// The time by everything but the wall clock.
    private func bestGuess(at time: MachineTime) -> Int64 {
        let byReference: Int64
        if let elapsed = time.seconds(since: state.reference) {
            byReference = state.reference.wall + elapsed
        } else {
            byReference = state.lastBelieved.wall + time.uptime / 1_000
        }
        return max(byReference, earliest(at: time))
    }

    /// Hears of an accepted generation of trust.
    ///
    /// - Parameters:
    ///   - issued: the timestamp's signed time.
    ///   - timestampKeys: a digest of the keys that may sign timestamps. Others than before set the floor back: whoever had
    ///     the old ones may have written any time.
    ///   - isFresh: whether the timestamp was just fetched from the service and is newer than the one before it. One that
    ///     the wall clock agrees with shows that the wall clock is right.
    /// - Returns: whether `issued` could be believed; when not, it lies further ahead than anything the gate knows allows.
    package mutating func accept(issued: Int64, timestampKeys: [UInt8], isFresh: Bool, at time: MachineTime) -> Bool {
        if !timestampKeys.isEmpty, !state.timestampKeys.isEmpty, timestampKeys != state.timestampKeys {
            setFloor(max(built, issued), at: time)
            state.timestampKeys = timestampKeys
            return true
        }
        if !timestampKeys.isEmpty { state.timestampKeys = timestampKeys }
        let isBelieved = issued <= certain(at: time) + ClockLimits.lead
        if isBelieved, issued > earliest(at: time) { raiseFloor(issued, at: time) }
        // Within one boot, what can't be believed proves nothing; a machine that was off for months has nothing better.
        if isFresh, isBelieved || !state.isSuspect || time.boot != state.reference.boot,
            time.wall >= issued - ClockLimits.belowFloor,
            time.wall <= issued + ClockLimits.fresh
        {
            // Off for a weekend, and the floor would else stay behind for good: a clock that is believed, and a service that was
            // just asked, say the same.
            let catchesUp = !state.isSuspect
            if catchesUp, issued > certain(at: time) {
                if issued > earliest(at: time) { setFloor(issued, at: time) } else { setAnchor(issued, at: time) }
            }
            believe(time)
            return isBelieved || catchesUp
        }
        // What lies before a clock that is believed is not ahead of anything, however long the machine was off.
        return isBelieved || (!state.isSuspect && issued <= time.wall)
    }

    /// Two people at the gate looked at a watch: the wall clock is right, whatever was signed.
    package mutating func reset(at time: MachineTime) {
        setFloor(max(built, time.wall), at: time)
        believe(time)
    }

    private mutating func setFloor(_ floor: Int64, at time: MachineTime) {
        state.floor = floor
        state.floorAt = time
        setAnchor(floor, at: time)
    }

    private mutating func setAnchor(_ anchor: Int64, at time: MachineTime) {
        state.anchor = anchor
        state.anchorAt = time
    }

    /// By what was signed alone. In a new run of the machine the first such step moves what later ones count from, as far as the
    /// wall clock agrees: how long it was off, nothing else says.
    private mutating func raiseFloor(_ floor: Int64, at time: MachineTime) {
        state.floor = floor
        state.floorAt = time
        guard time.boot != state.anchorAt.boot, !state.isSuspect else { return }
        setAnchor(min(floor, max(time.wall, certain(at: time))), at: time)
    }

    /// Later readings are held against this one. Whether it still contradicts the floor is for `observe` to say.
    private mutating func believe(_ time: MachineTime) {
        state.reference = time
        state.lastBelieved = time
    }
}
