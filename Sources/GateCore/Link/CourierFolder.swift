internal import Foundation
internal import GateMessages
internal import PassFormat
internal import SQLStore
internal import TrustUpdates

/// A folder that a courier carries: `journal/` to the service, `receipts/` back. Regular files only, no links.
package struct CourierFolder: Sendable {
    /// More files than any gate has epochs.
    private static let mostReceipts = 10_000

    package let path: String

    package init(path: String) {
        self.path = path
    }

    func write(_ envelope: [UInt8], _ batch: JournalBatch) throws {
        let folder = "\(path)/\(CourierNames.journal)"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw GateError(.file, "\(folder) can't be made: \(GateHome.describe(error))")
        }
        let name = CourierNames.batch(gate: batch.gate.string, epoch: batch.epoch, first: batch.first)
        try DurableFile.replace("\(folder)/\(name)", with: envelope)
    }

    /// The receipts of a gate, unread and unverified, by file name.
    func receipts(of gate: String) throws(GateError) -> [(name: String, bytes: [UInt8])] {
        do throws(FileFault) {
            let folder = try FileDescriptor.folder(at: path).folder(CourierNames.receipts)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(CourierNames.receipts)")) ?? []
            var files: [(name: String, bytes: [UInt8])] = []
            for name in names.sorted() where name.hasPrefix(gate + "-") && name.hasSuffix(CourierNames.suffix) {
                guard files.count < Self.mostReceipts else { break }
                if case .bytes(let bytes) = try folder.file(name).content(limit: Receipt.largest) {
                    files.append((name, bytes))
                }
            }
            return files
        } catch {
            throw GateError(.file, "no receipts can be read from \(path): \(error.sentence)")
        }
    }
}
