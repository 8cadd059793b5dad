/// Makes the photo of a picture: decoded, turned upright, cropped, scaled, and encoded anew, so that nothing of what came is
/// in what goes out but the pixels. Run where its crash harms nobody: see ``PhotoWorker``.
package enum PhotoMaker {
    package static func jpeg(from bytes: [UInt8], shape: PhotoShape = .pass) throws(PhotoError) -> [UInt8] {
        guard bytes.count <= PhotoLimits.file else { throw .tooLarge }
        guard let header = PictureHeader(bytes) else { throw .notAPicture }
        guard header.width <= PhotoLimits.side, header.height <= PhotoLimits.side,
            header.width * header.height <= PhotoLimits.pixels
        else { throw .tooLarge }
        let isTurned = header.orientation >= 5
        let (width, height) = isTurned ? (header.height, header.width) : (header.width, header.height)
        guard width >= shape.smallest.width, height >= shape.smallest.height else { throw .tooSmall }
        GDImage.silence()
        let picture = try GDImage.decode(bytes, as: header.format)
        // Believed only now: a decoder may see another size than the header said.
        guard picture.size == (header.width, header.height) else { throw .cannotRead }
        // Scaled before it is turned: turning costs by the pixel.
        let stored = isTurned ? PhotoShape(width: shape.height, height: shape.width, quality: 0) : shape
        let small = try GDImage.blank(width: stored.width, height: stored.height)
        small.fill(with: stored.crop(of: picture.size), of: picture)
        let jpeg = JPEGComments.removed(
            from: try small.upright(orientation: header.orientation).jpeg(quality: shape.quality))
        guard jpeg.count <= PhotoLimits.photo else { throw .cannotRead }
        return jpeg
    }
}
