internal import ArgumentParser

/// A path on the command line, seen from the folder that the command was called in.
package struct PathArgument: ExpressibleByArgument, Hashable, Sendable, CustomStringConvertible {
    package let path: String

    package init(argument: String) {
        path = CommandStreams.current.resolve(argument)
    }

    /// For a path that is known already.
    package init(_ path: String) {
        self.path = path
    }

    package var description: String { path }
}
