import Foundation
import Photos
import Testing

@Suite("Making a photo of a picture")
struct PhotoMakerTests {
    /// A picture whose four corners tell which way up it is: red, green, blue, and black below left.
    static func picture(width: Int, height: Int) throws -> GDImage {
        let image = try GDImage.blank(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width {
                let (left, top) = (x < width / 2, y < height / 2)
                image.set(x, y, top ? (left ? 0xFF0000 : 0x00FF00) : (left ? 0x000000 : 0x0000FF))
            }
        }
        return image
    }

    private func isNear(_ color: Int32, _ wanted: Int32) -> Bool {
        (0..<3).allSatisfy { abs((color >> ($0 * 8) & 0xFF) - (wanted >> ($0 * 8) & 0xFF)) < 40 }
    }

    private func corners(_ jpeg: [UInt8]) throws -> [Int32] {
        let image = try GDImage.decode(jpeg, as: .jpeg)
        let (right, bottom) = (image.size.width - 10, image.size.height - 10)
        return [image.pixel(10, 10), image.pixel(right, 10), image.pixel(10, bottom), image.pixel(right, bottom)]
    }

    @Test(
        "Whatever its shape, what comes out has the shape of a pass",
        arguments: [(420, 540), (2_000, 700), (300, 2_000)])
    func shape(width: Int, height: Int) throws {
        let png = try Self.picture(width: width, height: height).png()
        let jpeg = try PhotoMaker.jpeg(from: png)
        let header = try #require(PictureHeader(jpeg))
        #expect(header.format == .jpeg && header.width == 420 && header.height == 540)
        let found = try corners(jpeg)
        #expect(isNear(found[0], 0xFF0000) && isNear(found[1], 0x00FF00))
        // A tall picture is cropped nearer to its top, where faces are: below there is still the upper half.
        let below: [Int32] = height > 3 * width ? [0xFF0000, 0x00FF00] : [0x000000, 0x0000FF]
        #expect(isNear(found[2], below[0]) && isNear(found[3], below[1]))
    }

    /// An EXIF block that says nothing but the orientation, in either byte order.
    static func withOrientation(_ orientation: UInt8, in jpeg: [UInt8], isBig: Bool) -> [UInt8] {
        let tiff: [UInt8] =
            isBig
            ? [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
            : [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
        let body = Array("Exif\0\0".utf8) + tiff
        return Array(jpeg[..<2]) + [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body + Array(jpeg[2...])
    }

    @Test("A picture that a phone stored turned is turned back", arguments: 1...8, [true, false])
    func orientation(orientation: Int, isBig: Bool) throws {
        let stored = try Self.picture(width: 600, height: 600).jpeg(quality: 90)
        let photo = try PhotoMaker.jpeg(from: Self.withOrientation(UInt8(orientation), in: stored, isBig: isBig))
        // EXIF 2.3, table 6: which stored corner is shown above left, above right, below left, below right.
        let (red, green, black, blue): (Int32, Int32, Int32, Int32) = (0xFF0000, 0x00FF00, 0x000000, 0x0000FF)
        let wanted: [[Int32]] = [
            [red, green, black, blue], [green, red, blue, black], [blue, black, green, red], [black, blue, red, green],
            [red, black, green, blue], [black, red, blue, green], [blue, green, black, red], [green, blue, red, black],
        ]
        for (found, wanted) in zip(try corners(photo), wanted[orientation - 1]) { #expect(isNear(found, wanted)) }
    }

    @Test("Nothing of the file but its pixels comes through")
    func metadata() throws {
        let jpeg = try Self.picture(width: 600, height: 600).jpeg(quality: 90)
        let secret = Array("25.1276 N 121.7392 E".utf8)
        var tagged = Self.withOrientation(1, in: jpeg, isBig: true)
        tagged += Array("<script>".utf8) + secret
        let comment: [UInt8] = [0xFF, 0xFE, 0, UInt8(secret.count + 2)] + secret
        tagged.insert(contentsOf: comment, at: 2)
        let photo = try PhotoMaker.jpeg(from: tagged)
        let text = String(decoding: photo, as: Unicode.ASCII.self)
        #expect(
            !text.contains("25.1276") && !text.contains("Exif") && !text.contains("script") && !text.contains("CREATOR")
        )
    }

    @Test("What is transparent is white")
    func transparency() throws {
        let image = try GDImage.blank(width: 600, height: 600)
        // gd's alpha: 127 is nothing at all.
        for y in 0..<600 { for x in 0..<600 { image.set(x, y, 0x7F00_0000) } }
        let photo = try PhotoMaker.jpeg(from: image.png())
        #expect(try corners(photo).allSatisfy { isNear($0, 0xFFFFFF) })
    }

    @Test("Pictures that are too small, too large or none are refused in words")
    func refused() throws {
        func code(_ bytes: [UInt8]) -> PhotoError.Code? {
            do throws(PhotoError) {
                _ = try PhotoMaker.jpeg(from: bytes)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code([]) == .notAPicture)
        #expect(code(Array("GIF89a".utf8)) == .notAPicture)
        #expect(code(Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8)) == .notAPicture)
        #expect(try code(Self.picture(width: 100, height: 100).png()) == .tooSmall)
        #expect(code([UInt8](repeating: 0, count: PhotoLimits.file + 1)) == .tooLarge)
        // A header of a few bytes that promises more than four thousand million pixels.
        var bomb = try Self.picture(width: 300, height: 300).png()
        bomb.replaceSubrange(16..<24, with: [0, 1, 0, 0, 0, 1, 0, 0])
        #expect(code(bomb) == .tooLarge)
        let cut = try Array(Self.picture(width: 600, height: 600).png().prefix(200))
        #expect(code(cut) == .cannotRead)
    }

    @Test("A JPEG that was cut is refused, also with a whole thumbnail in it; what stands behind it is not minded")
    func cutJPEG() throws {
        let whole = try Self.picture(width: 600, height: 600).jpeg(quality: 90)
        let thumbnail: [UInt8] = [0xFF, 0xE1, 0, 8] + [0xFF, 0xD9, 0, 0, 0xFF, 0xD9]
        let withThumbnail = whole.prefix(2) + thumbnail + whole.dropFirst(2)
        for picture in [whole, Array(withThumbnail)] {
            _ = try PhotoMaker.jpeg(from: picture)
            _ = try PhotoMaker.jpeg(from: picture + Array("SEFT".utf8))
            for length in [picture.count / 2, picture.count - 3, picture.count - 2] {
                let error = #expect(throws: PhotoError.self) {
                    try PhotoMaker.jpeg(from: Array(picture.prefix(length)))
                }
                #expect(error?.code == .cannotRead)
            }
        }
    }

    @Test("A header of any bytes, cut anywhere, is answered")
    func headers() throws {
        let jpeg = try Self.withOrientation(
            6, in: Self.picture(width: 64, height: 64).jpeg(quality: 50), isBig: true)
        let png = try Self.picture(width: 64, height: 64).png()
        #expect(PictureHeader(jpeg).map { [$0.width, $0.height, $0.orientation] } == [64, 64, 6])
        for whole in [jpeg, png] {
            for count in 0..<min(whole.count, 700) {
                _ = PictureHeader(Array(whole.prefix(count)))
                for value: UInt8 in [0, 0xFF, 0x80] {
                    var changed = Array(whole.prefix(700))
                    if count < changed.count { changed[count] = value }
                    _ = PictureHeader(changed)
                }
            }
        }
        let lossless: [UInt8] =
            Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBPVP8L".utf8) + [0, 0, 0, 0, 0x2F, 0x3F, 0xC0, 0x0F, 0]
        #expect(PictureHeader(lossless).map { [$0.width, $0.height] } == [64, 64])
    }
}
