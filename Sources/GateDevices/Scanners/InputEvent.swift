/// One `struct input_event` of linux/input.h on a 64-bit machine: 24 bytes, in the machine's order.
struct InputEvent: Hashable, Sendable {
    static let size = 24

    /// EV_SYN, EV_KEY.
    static let synchronisation: UInt16 = 0
    static let key: UInt16 = 1
    /// SYN_REPORT: what belongs together is complete. SYN_DROPPED: the kernel had no more room, and events are lost.
    static let report: UInt16 = 0
    static let dropped: UInt16 = 3

    let time: Duration
    let type: UInt16
    let code: UInt16
    /// Of a key: 0 let go, 1 pressed, 2 repeated.
    let value: Int32

    /// - Parameter bytes: `size` of them.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        func number(_ offset: Int, _ count: Int) -> UInt64 {
            // Every machine that Swift runs on is little-endian.
            bytes[(bytes.startIndex + offset)...].prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        // A time beyond a thousand million years, or a second with more than a million microseconds, is none.
        let seconds = Int64(bitPattern: number(0, 8)).clamped(to: 0...(1 << 55))
        let microseconds = Int64(bitPattern: number(8, 8)).clamped(to: 0...999_999)
        time = .seconds(seconds) + .microseconds(microseconds)
        type = UInt16(number(16, 2))
        code = UInt16(number(18, 2))
        value = Int32(bitPattern: UInt32(number(20, 4)))
    }
}

extension Int64 {
    fileprivate func clamped(to range: ClosedRange<Int64>) -> Int64 {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
