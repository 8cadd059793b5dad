internal import PassCrypto
internal import PassFormat
internal import PassVerify

extension Gate {
    /// Decides on one scan like ``scan(_:)``, and opens the photo of the pass.
    ///
    /// The photo is looked for before the scan's turn, by what the code itself says, so that no scan waits for the file of
    /// another; it is given out only when the pass was found genuine.
    /// - Returns: the JPEG that the pass was signed for; nil when it has none, or it is not here.
    package nonisolated func scanWithPhoto(_ asked: ScanRequest) async -> (result: ScanResult, jpeg: [UInt8]?) {
        var request = asked
        guard let secret = Self.photoSecret(in: asked.text) else { return (await scan(request), nil) }
        let jpeg = open(photoOf: secret)
        if jpeg != nil {
            request.photo = .available
        } else if photos.isComplete {
            // Before this gate had all of them, a missing one would be an amber that nobody can do anything about.
            request.photo = .missing
        }
        let result = await scan(request)
        return (result, result.decision.pass?.claims.photoSecret == secret ? jpeg : nil)
    }

    /// Of a code that nobody has verified yet.
    private static func photoSecret(in text: [UInt8]) -> [UInt8]? {
        switch try? ScannedCode.decode(utf8: text.span) {
        case .pass(let pass): pass.claims.photoSecret
        case .live(let live): live.pass.claims.photoSecret
        case nil: nil
        }
    }

    private nonisolated func open(photoOf secret: [UInt8]) -> [UInt8]? {
        guard let name = try? PhotoCipher.name(secret: secret), let blob = photos.sealed(name) else { return nil }
        if let jpeg = try? PhotoCipher.open(blob: blob, secret: secret) { return jpeg }
        photos.doubt(name)
        return nil
    }
}
