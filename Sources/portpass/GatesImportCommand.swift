import ArgumentParser
import CommandSupport
import Foundation
import GateMessages
import PassFormat
import Register
import SQLStore

/// `portpass gates import`: journals that a courier brought, and the receipts to take back.
struct GatesImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes journals from a folder, such as a stick, and writes their receipts there.",
        discussion: """
            Reads DIR/journal, which portgate export wrote, and writes DIR/receipts, which portgate import takes. The same \
            file may come any number of times.
            """)

    @OptionGroup var register: RegisterOptions

    @Argument(
        help: ArgumentHelp("The folder that holds journal/.", valueName: "dir"), transform: CommandStreams.resolvePath)
    var folder: String

    func run() async throws {
        let names = try Self.names(in: "\(folder)/\(CourierNames.journal)")
        try await register.withRegister { register, _ in
            var (taken, refused) = (0, 0)
            for name in names {
                do {
                    try await Self.take("\(folder)/\(CourierNames.journal)/\(name)", to: folder, in: register)
                    taken += 1
                } catch {
                    refused += 1
                    StandardError.write("portpass: \(name): \(Program.sentence(for: error))\n")
                }
            }
            try StandardOutput.write("\(taken) batches taken, receipts in \(folder)/\(CourierNames.receipts)\n")
            if refused > 0 { throw ExitCode(ExitStatus.broke) }
        }
    }

    private static func names(in folder: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.hasSuffix(CourierNames.suffix)
            }.sorted()
        } catch {
            throw PlainError("\(folder) can't be read: \(Program.sentence(for: error))")
        }
    }

    private static func take(_ path: String, to folder: String, in register: Register) async throws {
        let envelope = try contents(of: path)
        let receipt = try await register.accept(envelope, now: WallClock.now())
        // Our own, just made.
        let content = try UnverifiedMessage<Receipt>(decoding: receipt).claimed
        let receipts = "\(folder)/\(CourierNames.receipts)"
        try FileManager.default.createDirectory(atPath: receipts, withIntermediateDirectories: true)
        let name = CourierNames.receipt(gate: content.gate.string, epoch: content.epoch)
        try DurableFile.replace("\(receipts)/\(name)", with: receipt)
    }

    /// A regular file that is no link, and not longer than a batch can be.
    private static func contents(of path: String) throws(PlainError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw PlainError("it can't be read: \(String(cString: strerror(errno)))") }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw PlainError("it is no file") }
        guard let data = try? handle.read(upToCount: JournalBatch.largest + 1), data.count <= JournalBatch.largest
        else {
            throw PlainError("it is larger than a batch can be")
        }
        return Array(data)
    }
}
