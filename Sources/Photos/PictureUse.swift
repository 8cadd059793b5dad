/// What a picture from outside is for, which decides what is made of it.
package enum PictureUse: String, Hashable, Sendable, CaseIterable {
    /// A face, for passes: cropped to one shape.
    case photo
    /// A page or a card, to be read by staff: whole, in the shape it has.
    case document

    /// Pixels of a document's longer side: a page is still read at this.
    static let documentSide = 1_800
    static let documentQuality = 72

    /// The size that a picture of a size gets.
    func size(for size: (width: Int, height: Int)) -> (width: Int, height: Int) {
        switch self {
        case .photo: return (PhotoShape.pass.width, PhotoShape.pass.height)
        case .document:
            let longer = max(size.width, size.height)
            guard longer > Self.documentSide else { return size }
            return (max(1, size.width * Self.documentSide / longer), max(1, size.height * Self.documentSide / longer))
        }
    }

    /// Both sides must have at least so many pixels.
    var smallest: (width: Int, height: Int) {
        switch self {
        case .photo: PhotoShape.pass.smallest
        case .document: (200, 120)
        }
    }

    /// Bytes of what comes out.
    package var longest: Int {
        switch self {
        case .photo: PhotoLimits.photo
        case .document: PhotoLimits.document
        }
    }
}
