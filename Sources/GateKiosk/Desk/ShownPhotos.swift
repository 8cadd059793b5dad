import Synchronization

/// The photos of the last few scans, for the page that shows them: only in memory, and not for long.
final class ShownPhotos: Sendable {
    private static let most = 4
    private static let shown: Duration = .seconds(120)

    private struct Photo {
        let name: String
        let jpeg: [UInt8]
        let time: ContinuousClock.Instant
    }

    private let photos = Mutex<[Photo]>([])

    /// - Returns: a name that nobody guesses, for other users of this machine reach the page's addresses too.
    func show(_ jpeg: [UInt8]) -> String {
        var random = SystemRandomNumberGenerator()
        let name = String(random.next(), radix: 16) + "-" + String(random.next(), radix: 16)
        photos.withLock { photos in
            photos.append(Photo(name: name, jpeg: jpeg, time: .now))
            if photos.count > Self.most { photos.removeFirst() }
        }
        return name
    }

    func jpeg(_ name: String) -> [UInt8]? {
        forgetOld()
        return photos.withLock { photos in photos.first { $0.name == name }?.jpeg }
    }

    /// Called whenever the page asks how the gate is: a photo does not stay because nobody comes after it.
    func forgetOld() {
        photos.withLock { $0.removeAll { $0.time.duration(to: .now) > Self.shown } }
    }
}
