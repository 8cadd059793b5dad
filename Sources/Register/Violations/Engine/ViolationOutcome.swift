/// What a history comes to: the worst of all that follows.
package struct ViolationOutcome: Hashable, Sendable {
    /// Whether passes are cancelled.
    package let isCancelled: Bool
    /// The end of the longest suspension, and of the longest time without applying; nil for none.
    package let suspendedUntil: Int64?
    package let barredUntil: Int64?
    /// Of the company.
    package let companyBarredUntil: Int64?

    package init(_ measures: [ViolationMeasure]) {
        func end(_ kinds: Set<ViolationMeasure.Kind>) -> Int64? {
            measures.filter { kinds.contains($0.kind) }.compactMap(\.until).max()
        }
        isCancelled = measures.contains { $0.kind == .cancellation || $0.kind == .repetition }
        suspendedUntil = end([.suspension])
        barredUntil = end(ViolationMeasure.Kind.barring)
        companyBarredUntil = end([.companyOwn, .companyOfPeople])
    }

    /// Whether nothing here is milder than there.
    package func isAtLeast(_ other: ViolationOutcome) -> Bool {
        func covers(_ one: Int64?, _ other: Int64?) -> Bool { (one ?? .min) >= (other ?? .min) }
        return (isCancelled || !other.isCancelled) && covers(suspendedUntil, other.suspendedUntil)
            && covers(barredUntil, other.barredUntil) && covers(companyBarredUntil, other.companyBarredUntil)
    }
}

extension ViolationMeasure.Kind {
    /// What keeps somebody from applying.
    package static let barring: Set<ViolationMeasure.Kind> = [.suspension, .ban, .repetition]
    /// What stops passes.
    package static let stopping: Set<ViolationMeasure.Kind> = [.suspension, .cancellation, .repetition]
}
