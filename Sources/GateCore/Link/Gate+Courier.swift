package import GateMessages
import PassFormat

extension Gate {
    /// What came of taking receipts.
    package struct ReceiptReport: Hashable, Sendable {
        package var taken = 0
        /// One sentence a file that is no receipt for this gate.
        package var refused: [String] = []
    }

    /// Writes everything that the service has not signed for, signed by this gate. It stays here until a receipt comes back.
    ///
    /// - Returns: how many records were written.
    package func export(to folder: CourierFolder, signer: some MessageSigner) async throws -> Int {
        var count = 0
        var place: JournalPlace?
        while let batch = try nextBatch(after: place) {
            try folder.write(try signer.envelope(batch), batch)
            place = JournalPlace(epoch: batch.epoch, sequence: batch.first + Int64(batch.records.count) - 1)
            count += batch.records.count
        }
        return count
    }

    package func takeReceipts(from folder: CourierFolder) async throws -> ReceiptReport {
        var report = ReceiptReport()
        for (name, bytes) in try folder.receipts(of: id.string) {
            do {
                if try accept(receipt: bytes) == .settled { report.taken += 1 }
            } catch {
                report.refused.append("\(name): \(GateHome.describe(error))")
            }
        }
        return report
    }
}
