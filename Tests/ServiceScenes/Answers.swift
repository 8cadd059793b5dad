package import GateMessages
package import PassCrypto

/// What a service answered, read as a gate reads it.
package enum Answers {
    package static func receipt(_ envelope: [UInt8], key: PublicKey) throws -> Receipt? {
        try UnverifiedMessage<Receipt>(decoding: envelope).verified(by: key)
    }

    package static func presence(_ envelope: [UInt8], key: PublicKey) throws -> PresenceFeed? {
        try UnverifiedMessage<PresenceFeed>(decoding: envelope).verified(by: key)
    }
}
