/// What a picture may be before it becomes a photo.
package enum PhotoLimits {
    /// Bytes of the file.
    package static let file = 12 << 20
    /// Pixels of the picture: more than a phone's best camera makes.
    package static let pixels = 60_000_000
    /// Pixels of one side.
    package static let side = 16_384
    /// Bytes of the photo that comes out.
    package static let photo = 256 << 10
    /// Bytes of a document's picture.
    package static let document = 1 << 20
    /// Seconds of processor time, and of the clock.
    static let processorSeconds: UInt64 = 10
    package static let seconds: Int64 = 20
    /// Bytes of memory of the worker: pictures of the most pixels need a third of it.
    static let memory: UInt64 = 1 << 30
}
