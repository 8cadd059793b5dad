import CommandSupport
import Foundation

/// A file written whole or not at all.
enum OutputFile {
    static func write(_ bytes: [UInt8], to path: String) throws(PlainError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw PlainError("\(path) can't be written: \(Program.sentence(for: error))")
        }
    }
}
