/// Why a picture did not become a photo: one plain sentence for whoever sent it.
package struct PhotoError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of error, open for additions; a stable name for translation.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package static let tooLarge = Code(rawValue: "photo-too-large")
        package static let notAPicture = Code(rawValue: "photo-not-a-picture")
        package static let tooSmall = Code(rawValue: "photo-too-small")
        /// The picture's own fault or ours: the worker was killed, or ran out of time or memory.
        package static let cannotRead = Code(rawValue: "photo-cannot-read")
    }

    package let code: Code
    package let description: String

    private init(_ code: Code, _ sentence: String) {
        self.code = code
        description = sentence
    }

    package static let tooLarge = PhotoError(
        .tooLarge,
        "the picture is too large: at most \(PhotoLimits.file >> 20) MiB and \(PhotoLimits.pixels / 1_000_000) megapixels"
    )
    static let notAPicture = PhotoError(.notAPicture, "this is no JPEG, PNG or WebP picture: send another")
    static let tooSmall = PhotoError(
        .tooSmall, "the picture is too small: its face would not be seen; take it again, closer or with more pixels")
    static let cannotRead = PhotoError(.cannotRead, "the picture can't be read: take or save it again")
}
