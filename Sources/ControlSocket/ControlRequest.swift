import Foundation
import StrictJSON

/// What one process asks of the one that owns a directory: to run a command for it.
///
///     {"arguments": [TEXT, …], "directory": TEXT}
///
/// in one message with three descriptors: the caller's standard input, output and error. The answer is one byte, the exit
/// status. Passing the descriptors makes every command work through the socket as it does without: streams, questions at a
/// terminal, a full disk at the caller's end.
package struct ControlRequest: Hashable, Sendable {
    /// The command line without the program's name.
    package let arguments: [String]
    /// Absolute: where the caller's relative paths start.
    package let directory: String

    static let largest = 128 * 1024

    package init(arguments: [String], directory: String) {
        self.arguments = arguments
        self.directory = directory
    }

    /// This process's own command line.
    package static func ofThisProcess() -> ControlRequest {
        ControlRequest(
            arguments: Array(CommandLine.arguments.dropFirst()), directory: FileManager.default.currentDirectoryPath)
    }

    init(decoding bytes: [UInt8]) throws(ControlError) {
        guard case .object(let members)? = try? JSONReader.read(bytes), members.members.count == 2,
            case .array(let elements)? = members["arguments"], case .string(let directory)? = members["directory"],
            directory.string.hasPrefix("/")
        else { throw ControlError(.badRequest, "what came over the control socket is no request") }
        var arguments: [String] = []
        for element in elements {
            guard case .string(let text) = element else {
                throw ControlError(.badRequest, "what came over the control socket is no request")
            }
            arguments.append(text.string)
        }
        self.init(arguments: arguments, directory: directory.string)
    }

    var encoded: [UInt8] {
        JSONWriter.compact(.object(["arguments": .texts(arguments), "directory": .text(directory)]))
    }
}
