/// Makes the photo of a picture: decoded, turned upright, cropped, scaled, and encoded anew, so that nothing of what came is
/// in what goes out but the pixels. Run where its crash harms nobody: see ``PhotoWorker``.
package enum PhotoMaker {
    package static func jpeg(from bytes: [UInt8], as use: PictureUse = .photo) throws(PhotoError) -> [UInt8] {
        guard bytes.count <= PhotoLimits.file else { throw .tooLarge }
        guard let header = PictureHeader(bytes) else { throw .notAPicture }
        guard header.width <= PhotoLimits.side, header.height <= PhotoLimits.side,
            header.width * header.height <= PhotoLimits.pixels
        else { throw .tooLarge }
        let isTurned = header.orientation >= 5
        let (width, height) = isTurned ? (header.height, header.width) : (header.width, header.height)
        guard width >= use.smallest.width, height >= use.smallest.height else { throw .tooSmall }
        guard header.format != .jpeg || JPEGEnd.isThere(in: bytes) else { throw .cannotRead }
        GDImage.silence()
        let picture = try GDImage.decode(bytes, as: header.format)
        // Believed only now: a decoder may see another size than the header said.
        guard picture.size == (header.width, header.height) else { throw .cannotRead }
        // Scaled before it is turned: turning costs by the pixel.
        let size = use.size(for: (width, height))
        let stored = isTurned ? (width: size.height, height: size.width) : size
        let small = try GDImage.blank(width: stored.width, height: stored.height)
        let part =
            switch use {
            case .photo: PhotoShape(width: stored.width, height: stored.height, quality: 0).crop(of: picture.size)
            case .document: (x: 0, y: 0, width: picture.size.width, height: picture.size.height)
            }
        small.fill(with: part, of: picture)
        let quality = use == .photo ? PhotoShape.pass.quality : PictureUse.documentQuality
        let jpeg = JPEGComments.removed(
            from: try small.upright(orientation: header.orientation).jpeg(quality: quality))
        guard jpeg.count <= use.longest else { throw .cannotRead }
        return jpeg
    }
}
