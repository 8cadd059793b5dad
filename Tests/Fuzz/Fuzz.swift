import CLibFuzzer
import Dispatch
import Foundation
import HostileInputs

/// Feeds one reader with libFuzzer. `scripts/fuzz` builds and runs this.
///
///     Fuzz --list                     the names of the readers
///     Fuzz READER --seeds FOLDER      writes the reader's seeds
///     Fuzz READER [OPTION…] [FOLDER…] libFuzzer's own options and folders of inputs
@main
enum Fuzz {
    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.dropFirst() == ["--list"] {
            print(HostileInput.all.map(\.name).joined(separator: "\n"))
            return
        }
        guard let name = arguments.dropFirst().first, let reader = HostileInput.all.first(where: { $0.name == name })
        else { return fail("name a reader: \(HostileInput.all.map(\.name).joined(separator: " "))") }
        if arguments.count == 4, arguments[2] == "--seeds" {
            for (number, seed) in reader.seeds().enumerated() {
                try Data(seed).write(to: URL(fileURLWithPath: "\(arguments[3])/seed-\(number)"))
            }
            return
        }
        Self.reader = reader
        run([arguments[0]] + arguments.dropFirst(2))
    }

    /// Set once, before the first input.
    nonisolated(unsafe) private static var reader: HostileInput?

    /// Hands the process over to libFuzzer, which does not come back.
    private static func run(_ arguments: [String]) {
        var count = CInt(arguments.count)
        var pointers = arguments.map { strdup($0) } + [nil]
        pointers.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            _ = LLVMFuzzerRunDriver(&count, &start) { bytes, count in
                Fuzz.feed(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        }
    }

    /// Waits for the reader: on this thread, until it waits for something itself.
    private static func feed(_ bytes: [UInt8]) {
        let isDone = DispatchSemaphore(value: 0)
        Task.immediate {
            do { try await reader?.feed(bytes) } catch { fatalError("\(error)") }
            isDone.signal()
        }
        isDone.wait()
    }

    private static func fail(_ message: String) {
        FileHandle.standardError.write(Data("fuzz: \(message)\n".utf8))
        exit(2)
    }
}
