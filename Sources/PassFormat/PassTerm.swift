/// How long and how often a pass is good. Another value is malformed.
package enum PassTerm: UInt8, Hashable, Sendable, CaseIterable {
    /// 定期
    case periodic = 1
    /// 臨時
    case temporary = 2
    /// 當次
    case singleVisit = 3
}
