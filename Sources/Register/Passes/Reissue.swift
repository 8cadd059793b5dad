package import PassFormat

/// What a reissue changes.
package enum Reissue: Hashable, Sendable {
    /// A whole new record (JSON). The person must be the same.
    case record([UInt8])
    /// The same pass with what the office changes of it.
    case amended(PassAmendment)
    /// The same pass bound to another phone, or to none.
    case holderKey(HolderKey?)
}

/// When a reissue takes its predecessor's place: in one transaction with it, so that never both are valid and never none.
package enum Activation: Hashable, Sendable {
    /// At once.
    case now
    /// At once, and only in the place of an active pass: one that was suspended meanwhile, whatever for, stays that.
    case nowIfActive
    /// When ``Register/activate(_:by:now:)`` is called, e.g. on collection.
    case whenActivated
    /// At the first publication at or after this time.
    case at(Int64)
}
