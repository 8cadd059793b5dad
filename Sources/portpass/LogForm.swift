import ArgumentParser
import CommandSupport
import Logging

/// How the service's log is written.
enum LogForm: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text
    /// One JSON object a line, for whatever collects it.
    case json

    /// Sets the process's log up, once.
    func bootstrap() {
        switch self {
        case .text:
            LoggingSystem.bootstrap { label in TextLogHandler(label: label) { StandardError.write($0) } }
        case .json:
            LoggingSystem.bootstrap { label in
                JSONLogHandler(label: label) { StandardError.write(String(decoding: $0, as: UTF8.self)) }
            }
        }
    }
}
