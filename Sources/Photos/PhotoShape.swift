/// What photos on passes look like: one size, so that nothing can be told from their size, and small enough for a gate to
/// hold a million of them.
package struct PhotoShape: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// JPEG quality, 0 to 100.
    package let quality: Int

    /// 35 x 45 mm, as on identity documents, at 300 dots an inch.
    package static let pass = PhotoShape(width: 420, height: 540, quality: 82)

    /// Both sides must have at least half of what is printed.
    var smallest: (width: Int, height: Int) { (width / 2, height / 2) }

    /// The largest part of a picture that has this shape: centred across, and a little above the middle, where faces are.
    func crop(of size: (width: Int, height: Int)) -> (x: Int, y: Int, width: Int, height: Int) {
        if size.width * height > size.height * width {
            let part = max(1, size.height * width / height)
            return ((size.width - part) / 2, 0, part, size.height)
        }
        let part = max(1, size.width * height / width)
        return (0, (size.height - part) / 3, size.width, part)
    }
}
