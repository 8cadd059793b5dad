import PassCrypto

/// What a token is called in addresses and in the audit log: 8 random bytes.
package struct TokenID: Hashable, Sendable {
    package static let byteCount = 8

    package let bytes: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Nil unless `hex` is 16 lower-case digits.
    package init?(hex: String) {
        guard hex.utf8.count == 2 * Self.byteCount, let bytes = Hex.decode(hex), Hex.encode(bytes) == hex else {
            return nil
        }
        self.bytes = bytes
    }

    package var hex: String { Hex.encode(bytes) }
}

/// A token as its company's owners see it: never the token itself.
package struct CompanyToken: Hashable, Sendable {
    package let id: TokenID
    package let name: String
    package let scopes: Set<TokenScope>
    /// Its last four characters.
    package let hint: String
    /// Who made it, and in whose place it acts.
    package let madeBy: AccountID
    package let madeAt: Int64
    package let expires: Int64
    /// To the minute; nil for one that was never used.
    package let usedAt: Int64?
    package let revokedAt: Int64?

    package func isOver(at now: Int64) -> Bool { revokedAt != nil || expires <= now }
}

/// For whom a program acts, and how far: what a good token says.
package struct TokenHolder: Hashable, Sendable {
    package let token: TokenID
    package let account: AccountID
    package let company: CompanyID
    package let companyName: String
    package let scopes: Set<TokenScope>
    let seq: Int64
    let companySeq: Int64
}

/// What an owner proves before a token is made: a code of their authenticator app, where they have one, else their password.
package enum OwnerProof: Sendable {
    case password(String)
    case code(String)
}

/// What came of making a token.
package enum TokenOutcome: Hashable, Sendable {
    /// Shown once.
    case made(ProgramToken, CompanyToken)
    case refused([Fault])
    /// The password or the code was wrong.
    case notProved
    case tooMany(retryAfter: Int64)
    case busy
}
