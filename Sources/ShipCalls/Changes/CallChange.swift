/// One thing that is different from one moment to the next.
package struct CallChange: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// It was not there before.
        case appeared
        /// It was known by its ship, and has a number now.
        case numbered(from: CallKey)
        /// A forecast is another one; nil where there was or is none.
        case rescheduled(CallTime, from: Int64?, to: Int64?)
        /// An actual time that had been told is another one, or is taken back.
        case corrected(CallTime, from: Int64, to: Int64?)
        case moved(from: Berth, to: Berth)
        case arrived(Int64)
        case departed(Int64)
        /// Told of no more before it departed: cancelled, or no longer in the feed. A departed call leaves the feed without a word.
        case gone
        /// Another ship by name, call sign or IMO number under the same key, or marks that were not there before.
        case renamed
    }

    /// What people call the berth, and its code.
    package struct Berth: Hashable, Sendable {
        package let code: String?
        package let name: String?

        package init(code: String?, name: String?) {
            self.code = code
            self.name = name
        }
    }

    package let key: CallKey
    package let kind: Kind
    /// As it is now; as it last was, for `gone`.
    package let call: ShipCall

    package init(_ key: CallKey, _ kind: Kind, _ call: ShipCall) {
        self.key = key
        self.kind = kind
        self.call = call
    }

    /// By how many seconds a forecast went back (positive) or came forward; nil for other changes.
    package var delay: Int64? {
        guard case .rescheduled(_, let from?, let to?) = kind else { return nil }
        return to - from
    }
}
