/// How far a live code's time may lie from the gate's, in seconds (DESIGN section 3: 60 and 15).
package struct LiveCodeWindow: Hashable, Sendable {
    /// The oldest that is still fresh.
    package var age: Int64
    /// How far ahead the holder's phone may run.
    package var ahead: Int64

    package init(age: Int64, ahead: Int64) {
        self.age = age
        self.ahead = ahead
    }
}
