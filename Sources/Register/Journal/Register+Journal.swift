import GateMessages
import PassCrypto
import PassFormat
import PassVerify
import SQLStore

extension Register {
    /// Stores a batch of a gate's journal, durably, and says how far the journal is here.
    ///
    /// The same batch may come again, in other pieces and in any order: what is here is left as it is. What can't be stored in
    /// its place is kept beside it, and found (``FindingKind``).
    /// - Parameter message: the envelope of a `JournalBatch`.
    /// - Returns: the envelope of a `Receipt`.
    /// - Throws: ``RegisterError`` with code `badMessage`, `unknownGate`, `revokedGate`, `missingKey`, or `journalGap` when
    ///   there is nothing to give a receipt for.
    package func accept(_ message: [UInt8], now: Int64) async throws -> [UInt8] {
        let unverified: UnverifiedMessage<JournalBatch>
        do throws(FormatError) {
            unverified = try UnverifiedMessage<JournalBatch>(decoding: message)
        } catch {
            throw RegisterError.badMessage("\(error)")
        }
        let signer = try await receiptSigner(now: now)
        let (gate, batch) = try await sender(of: unverified, named: unverified.claimed.gate)
        let chain: JournalChain
        do throws(FormatError) {
            chain = try JournalChain(batch)
        } catch {
            throw RegisterError.badMessage("\(error)")
        }
        let writer = JournalWriter(
            gate: gate, epoch: batch.epoch, records: try ArrivedRecord.records(of: chain, receivedAt: now),
            port: seeds.policy.gate(batch.gate)?.port.string, now: now)
        let (through, hash) = try await engine.write { database -> (Int64, [UInt8]) in
            // Revoked or enrolled anew since the signature was looked at: then it is no longer this gate's.
            guard let known = try GateStore.gate(gate.gate, database), known == gate else {
                throw RegisterError.unknownGate
            }
            return try writer.write(database)
        }
        guard through > 0 else {
            throw RegisterError(
                .journalGap, "nothing of this journal is here: send it from its first record")
        }
        return try signer.envelope(
            Receipt(gate: batch.gate, epoch: batch.epoch, through: through, hash: hash, time: now))
    }

    /// The key that gates believe receipts of.
    /// - Throws: ``RegisterError`` with code `missingKey`.
    func receiptSigner(now: Int64) async throws -> KeyHandle {
        try await signer(.receipt, now: now).handle
    }
}
