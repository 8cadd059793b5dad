import ArgumentParser
import CommandSupport
import Foundation
import GateCore

/// Where a guard's PIN comes from: a file, or the person at the terminal, who types it twice and sees none of it.
struct PINOption: ParsableArguments {
    private static let sizeLimit = 64

    @Option(
        name: .long,
        help: ArgumentHelp("A file with the PIN. Else a question.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var pinFile: String?

    func read() throws -> PIN {
        guard let pin = PIN(try typed()) else { throw PlainError("a PIN has 4 to 12 digits, and nothing else") }
        return pin
    }

    private func typed() throws -> [UInt8] {
        if let pinFile { return try Self.contents(of: pinFile) }
        guard Terminal.canAsk else { throw PlainError("nobody is there to type the PIN: give --pin-file") }
        let first = try Terminal.readHidden("New PIN (4 to 12 digits): ")
        guard try Terminal.readHidden("Once more: ") == first else {
            throw PlainError("the two PINs differ: nothing was changed")
        }
        return first
    }

    /// The PIN that somebody has, typed once, or from a file.
    static func known(to name: String, file: String?) throws -> PIN {
        let digits: [UInt8]
        if let file {
            digits = try contents(of: file)
        } else {
            guard Terminal.canAsk else {
                throw PlainError("this gate has guards, and nobody is there to type their PINs: give --pin-file twice")
            }
            digits = try Terminal.readHidden("PIN of \(name): ")
        }
        guard let pin = PIN(digits) else { throw PlainError("a PIN has 4 to 12 digits, and nothing else") }
        return pin
    }

    private static func contents(of path: String) throws -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: sizeLimit + 1),
            data.count <= sizeLimit
        else { throw PlainError("the PIN file \(path) can't be read") }
        var bytes = Array(data)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes
    }
}
