/// Why a file did not come.
package enum FetchError: Error, Hashable, Sendable {
    /// The source answered, and does not have it.
    case notFound
    /// It has more bytes than were allowed.
    case tooLarge
    /// Anything else: a sentence about it, without the file's name.
    case failed(String)
}
