import GateMessages
import PassCrypto
import PassFormat
import TrustUpdates

extension Gate {
    /// Pages of a listing that are gone through in one turn: a million photos.
    private static let mostPages = 1_000
    /// Photos of earlier turns that may come wrong again in one turn.
    private static let mostWrongAgain = 16

    /// Fetches the photos of the port's passes that came since, and takes away those that went.
    ///
    /// Beside the gate's turns: files are written and waited for here, and scans go on. The place in the listing moves only past what
    /// is here, or is remembered because it came wrong: that alone is asked for again at the next turns.
    /// - Throws: what broke the exchange, or the first photo that could not be had.
    package nonisolated func followPhotos(of client: PhotoClient) async throws {
        guard var place = try await photoPlace() else { return }
        var trouble: PhotoTrouble?
        var (isFirst, isHeld) = (true, false)
        for _ in 0..<Self.mostPages {
            let now = await now()
            let listing = try await verified(photos: client.listing(after: place, now: now))
            guard await port == listing.port, listing.after == place else {
                throw GateError(.request, "this photo listing is another port's, or was not asked for")
            }
            if isFirst {
                isFirst = false
                // By the service's clock: a wrong one here would throw all of them away. First of all: it may make room.
                if photos.sweep(now: listing.time), let start = try await photoPlace() {
                    place = start
                    continue
                }
                trouble = try await takeOwed(from: client, listed: listing.time)
            }
            for entry in listing.entries {
                guard let found = try await attempt(entry, from: client, listed: listing.time) else { continue }
                trouble = trouble ?? found
                if found.kind == .noRoom { isHeld = true }
            }
            if !isHeld, listing.through > place { try await setPhotoPlace(listing.through, of: listing.port) }
            guard listing.hasMore, listing.through > place else {
                if let trouble { throw trouble }
                photos.setComplete()
                return
            }
            place = listing.through
        }
        if let trouble { throw trouble }
    }

    /// One photo that can't be had; the next ones may be.
    struct PhotoTrouble: Error, CustomStringConvertible {
        enum Kind {
            /// It is not the one that was listed: remembered, and asked for again.
            case wrong
            /// The place in the listing waits for it: others may go further on, and make room.
            case noRoom
        }

        let kind: Kind
        let description: String
    }

    /// What came wrong at an earlier turn. In any order, so that none waits for ever behind others that stay wrong.
    private nonisolated func takeOwed(from client: PhotoClient, listed time: Int64) async throws -> PhotoTrouble? {
        var (trouble, count) = (PhotoTrouble?.none, 0)
        for entry in photos.owed.shuffled() {
            guard count < Self.mostWrongAgain else { break }
            guard let found = try await attempt(entry, from: client, listed: time) else { continue }
            trouble = trouble ?? found
            count += 1
        }
        return trouble
    }

    /// - Returns: what is wrong with this photo alone.
    /// - Throws: what ends the turn.
    private nonisolated func attempt(_ entry: ListedPhoto, from client: PhotoClient, listed time: Int64)
        async throws -> PhotoTrouble?
    {
        try Task.checkCancellation()
        do {
            try await take(entry, from: client, listed: time)
        } catch let trouble as PhotoTrouble {
            if trouble.kind == .wrong, try !photos.owe(entry) { throw trouble }
            return trouble
        }
        photos.settle(owed: Hex.encode(entry.name))
        return nil
    }

    private nonisolated func take(_ entry: ListedPhoto, from client: PhotoClient, listed time: Int64)
        async throws
    {
        let name = Hex.encode(entry.name)
        guard entry.size > 0 else { return photos.remove(name) }
        guard entry.expires > time, !photos.keeps(name, size: entry.size, until: entry.expires) else { return }
        do {
            try photos.makeRoom(for: entry.size)
        } catch let error as GateError {
            throw PhotoTrouble(kind: .noRoom, description: error.description)
        }
        let piece: PhotoClient.Piece
        do {
            piece = try await client.photo(
                name, size: Int(entry.size), having: photos.part(of: name), now: await now())
        } catch let refusal as ServiceRefusal {
            switch refusal.status {
            // It went since it was listed: the listing says so further on.
            case 404: return photos.dropPart(of: name)
            // What is here of it is not the beginning of what is there.
            case 416:
                photos.dropPart(of: name)
                throw PhotoTrouble(kind: .wrong, description: refusal.description)
            // The service has no time, or does not know this gate: it would say so of every photo.
            default: throw refusal
            }
        }
        if let trouble = piece.trouble {
            photos.keep(part: piece.bytes, of: name)
            throw trouble
        }
        guard piece.bytes.count == entry.size, Hash.blake2b(piece.bytes) == entry.digest else {
            photos.dropPart(of: name)
            throw PhotoTrouble(
                kind: .wrong, description: "a photo that the service sent is not the one that it listed")
        }
        try photos.put(piece.bytes, as: name, until: entry.expires)
    }

    /// Where the gate is in its port's listing; nil for a gate without a port.
    ///
    /// After a doubt it is at the beginning, and that is written before the doubt is forgotten: a turn that fails, or a gate that
    /// ends, changes nothing about it.
    private func photoPlace() throws -> Int64? {
        guard let port else { return nil }
        let doubts = photos.doubts
        if doubts > 0 {
            try photos.setIncomplete()
            try setPhotoPlace(0, of: port)
            photos.settle(doubts: doubts)
            return 0
        }
        return try commit { try ProgressStore.value(.photos(of: port), $0.database) ?? 0 }
    }

    private func setPhotoPlace(_ place: Int64, of port: WireText) throws {
        try commit { try ProgressStore.set(.photos(of: port), to: place, $0.database) }
    }
}
