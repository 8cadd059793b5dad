internal import PassCrypto

/// Tries PINs in a thread of its own, one at a time: no scan waits for one, and two never need their memory at once.
actor PINDesk {
    private nonisolated let thread = ThreadExecutor("pins")
    private let cost: SealingCost
    /// What stands in the place of the hash of somebody who is not known: as expensive, and never right.
    private var nobody: SecretHash?

    init(cost: SealingCost) {
        self.cost = cost
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    func hash(_ pin: PIN) throws -> SecretHash {
        try SecretHash(of: pin.digits, cost: cost)
    }

    func matches(_ pin: PIN, _ hash: SecretHash?) throws -> Bool {
        guard let hash else {
            let nobody = try nobody ?? SecretHash(of: SecureRandom.bytes(16), cost: cost)
            self.nobody = nobody
            _ = try nobody.matches(pin.digits)
            return false
        }
        return try hash.matches(pin.digits)
    }
}
