internal import PassCrypto

/// Tries PINs in a thread of its own, one at a time: no scan waits for one, and two never need their memory at once.
actor PINDesk {
    private nonisolated let thread = ThreadExecutor("pins")
    /// What stands in the place of the hash of somebody who is not known: as expensive, and never right.
    private var nobody: SecretHash?

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    func hash(_ pin: PIN) throws -> SecretHash {
        try SecretHash(of: pin.digits, cost: .interactive)
    }

    func matches(_ pin: PIN, _ hash: SecretHash?) throws -> Bool {
        guard let hash else {
            let nobody = try nobody ?? SecretHash(of: SecureRandom.bytes(16), cost: .interactive)
            self.nobody = nobody
            _ = try nobody.matches(pin.digits)
            return false
        }
        return try hash.matches(pin.digits)
    }
}
