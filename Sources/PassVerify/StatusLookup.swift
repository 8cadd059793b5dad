import PassFormat

/// What the status lists say of a pass.
enum StatusLookup: Hashable {
    /// There is no list for its URI, or the index lies outside. Absence is never "not revoked".
    case unknown
    case known(PassStatus)

    init(of reference: StatusReference, in trust: GateTrust) {
        guard let number = trust.policy.statusListNumber(of: reference.uri),
            let status = trust.statusLists[number]?[Int(reference.index)]
        else {
            self = .unknown
            return
        }
        self = .known(status)
    }
}
