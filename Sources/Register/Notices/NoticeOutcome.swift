/// What became of a claimed notice.
package enum NoticeOutcome: Hashable, Sendable {
    case sent
    /// It is tried again at a time.
    case again(at: Int64, error: String)
    /// It is given up.
    case failed(error: String)
}
