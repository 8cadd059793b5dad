internal import GateMessages
internal import PassCrypto
internal import PassFormat
internal import TrustUpdates

extension Gate {
    /// Pages of a listing that are gone through in one turn: a million photos.
    private static let mostPages = 1_000

    /// Fetches the photos of the port's passes that came since, and takes away those that went.
    ///
    /// Beside the gate's turns: files are written and waited for here, and scans go on. What can't be had is asked for again at the next turn: the place in the listing moves only past what is here.
    /// - Throws: what broke the exchange, or the first photo that is not what the listing says.
    package nonisolated func followPhotos(of client: PhotoClient) async throws {
        guard var place = try await photoPlace() else { return }
        var trouble: (any Error)?
        for _ in 0..<Self.mostPages {
            let now = await now()
            let listing = try await verified(photos: client.listing(after: place, now: now))
            guard await port == listing.port, listing.after == place else {
                throw GateError(.request, "this photo listing is another port's, or was not asked for")
            }
            for entry in listing.entries {
                try Task.checkCancellation()
                do {
                    try await take(entry, from: client, listed: listing.time)
                } catch let error as PhotoTrouble {
                    trouble = trouble ?? error
                }
            }
            if trouble == nil, listing.through > place { try await setPhotoPlace(listing.through, of: listing.port) }
            guard listing.hasMore, listing.through > place else {
                // By the service's clock: a wrong one here would throw all of them away.
                photos.sweep(now: listing.time)
                if let trouble { throw trouble }
                photos.setComplete()
                return
            }
            place = listing.through
        }
    }

    /// One photo that is not as it should be; the next ones may be.
    struct PhotoTrouble: Error, CustomStringConvertible {
        let description: String
    }

    private nonisolated func take(_ entry: PhotoListing.Entry, from client: PhotoClient, listed time: Int64)
        async throws
    {
        let name = Hex.encode(entry.name)
        guard entry.size > 0 else { return photos.remove(name) }
        guard entry.expires > time, !photos.keeps(name, size: entry.size, until: entry.expires) else { return }
        try photos.makeRoom(for: entry.size)
        let piece: PhotoClient.Piece
        do {
            piece = try await client.photo(
                name, size: Int(entry.size), having: photos.part(of: name), now: await now())
        } catch let refusal as ServiceRefusal {
            // It went since it was listed: the listing says so further on.
            if refusal.status == 404 { return }
            photos.dropPart(of: name)
            throw PhotoTrouble(description: refusal.description)
        }
        if let trouble = piece.trouble {
            photos.keep(part: piece.bytes, of: name)
            throw trouble
        }
        guard piece.bytes.count == entry.size, Hash.blake2b(piece.bytes) == entry.digest else {
            photos.dropPart(of: name)
            throw PhotoTrouble(description: "a photo that the service sent is not the one that it listed")
        }
        try photos.put(piece.bytes, as: name, until: entry.expires)
    }

    /// Where the gate is in its port's listing; nil for a gate without a port.
    private func photoPlace() throws -> Int64? {
        let isDoubted = photos.takeDoubt()
        guard let port else { return nil }
        if isDoubted { return 0 }
        return try commit { try ProgressStore.value(.photos(of: port), $0.database) ?? 0 }
    }

    private func setPhotoPlace(_ place: Int64, of port: WireText) throws {
        try commit { try ProgressStore.set(.photos(of: port), to: place, $0.database) }
    }
}
