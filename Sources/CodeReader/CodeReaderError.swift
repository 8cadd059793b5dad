/// Why an image could not be looked at. That it holds no code is not an error.
package struct CodeReaderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing went wrong; open, so that a new kind breaks nobody.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        package static let notPNG = Code(rawValue: "not-png")
        package static let tooLarge = Code(rawValue: "too-large")
        package static let damaged = Code(rawValue: "damaged")
        package static let unusableFrame = Code(rawValue: "unusable-frame")
        package static let outOfMemory = Code(rawValue: "out-of-memory")
    }

    package let code: Code
    /// One plain sentence.
    package let description: String

    static let notPNG = CodeReaderError(code: .notPNG, description: "The file is not a PNG image.")

    static func tooManyBytes(_ count: Int) -> CodeReaderError {
        CodeReaderError(
            code: .tooLarge,
            description: "The image file of \(count) bytes is larger than the \(PNGHeader.byteLimit) that are read.")
    }

    static func tooManyPixels(width: Int, height: Int) -> CodeReaderError {
        CodeReaderError(
            code: .tooLarge,
            description:
                "The image of \(width) x \(height) pixels is too large: \(GrayImage.pixelLimit) are read, \(GrayImage.sideLimit) a side."
        )
    }

    static let damaged = CodeReaderError(code: .damaged, description: "The PNG image is damaged.")

    static let unusableFrame = CodeReaderError(
        code: .unusableFrame, description: "The frame's width and height do not agree with its bytes.")

    static let outOfMemory = CodeReaderError(
        code: .outOfMemory, description: "There is not enough memory to read the image.")
}
