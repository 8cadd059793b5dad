/// How long what waits, in seconds.
package enum WindowTimes {
    /// From one attempt to the next; after the last it is given up.
    package static let retries: [Int64] = [30, 120, 600, 1_800, 7_200, 21_600]
    /// For an answer to a question that is with a window; then it is sent again.
    package static let patience: Int64 = 3_600
    /// Attempts at most.
    static var most: Int64 { Int64(retries.count + 1) }
}
