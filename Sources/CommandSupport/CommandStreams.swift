internal import Foundation

/// What a command reads from, writes to, and takes relative paths from: the process's own, unless it runs on behalf of
/// somebody else (see `ControlSocket`), whose terminal and folder these then are.
package struct CommandStreams: Sendable {
    package let input: Int32
    package let output: Int32
    package let error: Int32
    /// The folder that relative paths start from; nil for the process's own.
    package let directory: String?

    package init(input: Int32, output: Int32, error: Int32, directory: String?) {
        self.input = input
        self.output = output
        self.error = error
        self.directory = directory
    }

    @TaskLocal package static var current = CommandStreams(
        input: STDIN_FILENO, output: STDOUT_FILENO, error: STDERR_FILENO, directory: nil)

    /// A path as the caller of this task's command means it: for the options that take one.
    package static func resolvePath(_ path: String) -> String { current.resolve(path) }

    /// A path as the caller means it.
    package func resolve(_ path: String) -> String {
        guard let directory, !path.hasPrefix("/") else { return path }
        return directory + "/" + path
    }
}
