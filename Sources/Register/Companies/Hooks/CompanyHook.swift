import PassCrypto

/// What an endpoint is called in addresses and in the audit log: 8 random bytes.
package struct HookID: Hashable, Sendable {
    package static let byteCount = 8

    package let bytes: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    package init?(hex: String) {
        guard hex.utf8.count == 2 * Self.byteCount, let bytes = Hex.decode(hex), Hex.encode(bytes) == hex else {
            return nil
        }
        self.bytes = bytes
    }

    package var hex: String { Hex.encode(bytes) }
}

/// An address at which a company's system is told of what happens, as its owners see it.
package struct CompanyHook: Hashable, Sendable {
    package let id: HookID
    package let address: String
    package let madeAt: Int64
    /// Since when nothing has arrived; nil while all is well.
    package let failingSince: Int64?
    /// When it was given up.
    package let disabledAt: Int64?

    package var isWell: Bool { failingSince == nil && disabledAt == nil }
}

/// What is told.
package enum HookEvent: String, Hashable, Sendable, CaseIterable {
    case applicationChanged = "application.state-changed"
    case passIssued = "pass.issued"
    case passChanged = "pass.state-changed"
}

/// One telling of one event at one endpoint.
package struct HookDelivery: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable {
        case waiting, sending, sent, failed
    }

    /// In its address.
    package let seq: Int64
    package let event: HookEvent
    /// The number of the application or the pass.
    package let subject: String
    /// What it became.
    package let became: String
    package let at: Int64
    package let state: State
    package let attempts: Int64
    /// What the last answer was: a status, or a word.
    package let answer: String?
}

/// What whoever sends it needs of a delivery that is due.
package struct DueDelivery: Hashable, Sendable {
    package let address: String
    /// `webhook-id`: stays the same when it is told again.
    package let id: String
    /// JSON.
    package let body: [UInt8]
    package let secrets: [HookSecret]
    package let attempts: Int64
    let seq: Int64
    let hook: Int64
}

/// What became of it.
package enum DeliveryOutcome: Hashable, Sendable {
    case sent(status: Int)
    case failed(answer: String)
}

/// What came of making an endpoint.
package enum HookOutcome: Hashable, Sendable {
    /// The secret is shown once.
    case made(CompanyHook, HookSecret)
    case refused([Fault])
}
