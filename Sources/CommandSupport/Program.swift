package import ArgumentParser
internal import Foundation

/// Runs a program's root command and turns whatever comes of it into the exit statuses of DESIGN section 9.
///
/// ArgumentParser leaves with 64 on a wrong command line and prints thrown errors in its own form; the design asks for 2,
/// and for one plain sentence on standard error.
package enum Program {
    /// Parses the process's arguments, runs the command, and never returns.
    package static func run<Root: AsyncParsableCommand>(_ root: Root.Type) async -> Never {
        // A reader that goes away is an error of the next write, not a silent death in mid-record.
        signal(SIGPIPE, SIG_IGN)
        exit(await status(of: root, arguments: Array(CommandLine.arguments.dropFirst())))
    }

    /// Parses arguments and runs the command they name, on the streams of this task.
    ///
    /// - Returns: The exit status, when all that there was to say has been said.
    package static func status<Root: AsyncParsableCommand>(of root: Root.Type, arguments: [String]) async -> Int32 {
        do {
            var command = try root.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return ExitStatus.done
        } catch {
            return report(error, from: root)
        }
    }

    private static func report<Root: AsyncParsableCommand>(_ error: any Error, from root: Root.Type) -> Int32 {
        if let code = error as? ExitCode {
            return code.rawValue
        }
        switch root.exitCode(for: error) {
        case .success:
            // Help and version are what was asked for: standard output.
            return (try? StandardOutput.write(root.fullMessage(for: error) + "\n")) == nil
                ? ExitStatus.broke : ExitStatus.done
        case .validationFailure:
            StandardError.write(root.fullMessage(for: error) + "\n")
            return ExitStatus.usage
        default:
            StandardError.write("\(root._commandName): \(sentence(for: error))\n")
            return ExitStatus.broke
        }
    }

    /// The one sentence that an error says of itself.
    package static func sentence(for error: any Error) -> String {
        // Foundation's errors describe themselves with domains and dictionaries; only their localised text is for people.
        if type(of: error) == NSError.self || error is CocoaError || error is POSIXError {
            return error.localizedDescription
        }
        return String(describing: error)
    }
}
