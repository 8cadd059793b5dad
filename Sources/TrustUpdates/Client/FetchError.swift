/// Why a file did not come.
package enum FetchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The source answered, and does not have it.
    case notFound
    /// It has more bytes than were allowed.
    case tooLarge
    /// Anything else: a sentence about it, without the file's name.
    case failed(String)

    package var description: String {
        switch self {
        case .notFound: "the file is not there"
        case .tooLarge: "the file is larger than it may be"
        case .failed(let reason): reason
        }
    }
}
