import GateMessages
package import PassCrypto
import PassFormat
import PassVerify
import SQLStore

extension Register {
    /// Seals a photo with randomness of ours.
    /// - Parameter jpeg: of our own making, never what somebody sent.
    package func sealed(photo jpeg: [UInt8]) throws -> PhotoCipher.SealedPhoto {
        try PhotoCipher.seal(
            jpeg: jpeg, salt: random.bytes(PhotoCipher.saltByteCount), nonce: random.bytes(PhotoCipher.nonceByteCount))
    }

    // MARK: For gates

    /// The photos of a gate's port after a place in its listing: those of passes that were issued and are not final.
    /// - Returns: the envelope of a `PhotoListing`.
    /// - Throws: ``RegisterError`` with code `notFound` when the gate is no longer in the policy, or `missingKey`.
    package func photos(for gate: EnrolledGate, after place: Int64, now: Int64) async throws -> [UInt8] {
        let port = try port(of: gate)
        let limit = MessageLimits.photos
        let rows = try await engine.read {
            try PhotoStore.listing(port.string, after: place, limit: limit + 1, $0)
        }
        let shown = rows.prefix(limit)
        let listing = PhotoListing(
            port: port, after: place, through: shown.last?.place ?? place, time: now, entries: shown.map(\.entry),
            hasMore: rows.count > limit)
        return try await receiptSigner(now: now).envelope(listing)
    }

    /// One sealed photo, if it is of a pass for the gate's port.
    /// - Parameter name: 16 bytes.
    package func photo(named name: [UInt8], for gate: EnrolledGate) async throws -> [UInt8]? {
        let port = try port(of: gate)
        return try await engine.read { try PhotoStore.sealed(name, for: port.string, $0) }
    }

    private func port(of gate: EnrolledGate) throws(RegisterError) -> WireText {
        guard let port = seeds.policy.gate(WireText(gate.gate))?.port else {
            throw RegisterError(.notFound, "this gate is no longer in the policy")
        }
        return port
    }
}
