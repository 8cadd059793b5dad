import PassCrypto
package import PassFormat
import PassVerify
import SQLStore

/// A pass that was issued after the backup the register was put back from: its place, and what else is known of it.
package struct LostPass: Hashable, Sendable {
    package let list: Int
    package let index: Int
    package let status: PassStatus
    /// Where the directory of its port told.
    package let number: String?
    package let expires: Int64?

    init(_ place: LostPlaceStore.Place) {
        list = place.place.list
        index = place.place.index
        status = place.status
        number = place.number
        expires = place.expires
    }
}

extension Register {
    /// Those that the register learnt of when it was restored, and since.
    package func lostPasses() async throws -> [LostPass] {
        try await engine.read { try LostPlaceStore.all($0).map(LostPass.init) }
    }

    /// Revokes a pass that the register knows by nothing but its place.
    /// - Parameter pass: a number that ``lostPasses()`` names, or the text of a pass, whose signature is verified.
    /// - Throws: ``RegisterError``: no such pass, one that the register knows (then it is revoked as any other), unknown reason.
    package func revokeLost(
        _ pass: String, reason: String, by principal: Principal, now: Int64
    ) async throws -> LostPass {
        try seeds.reason(reason, for: PassAct.revoke.rawValue)
        let shown = pass.hasPrefix("PP1:") ? try await place(ofText: pass) : nil
        let number = pass.uppercased()
        defer { changes.notify() }
        return try await engine.write { database in
            let known =
                try shown.map { [try LostPlaceStore.place($0.place, database) ?? $0] }
                ?? LostPlaceStore.places(number: number, database)
            guard let lost = known.last else { throw RegisterError.unknownPass(Self.shown(pass)) }
            let place = lost.place
            let own = try database.row(
                "SELECT number FROM pass WHERE list = ? AND idx = ?", .integer(Int64(place.list)),
                .integer(Int64(place.index)))
            if let own {
                throw RegisterError(
                    .impossibleChange, "the register knows \(try own.text(0)): revoke it with portpass revoke")
            }
            let revoked = LostPlaceStore.Place(
                place: place, status: .revoked, number: lost.number, expires: lost.expires)
            guard lost.status != .revoked else { return LostPass(revoked) }
            try LostPlaceStore.insert([revoked], database)
            try StatusStore.touch(place.list, database)
            try AuditStore.append(
                [
                    .lostPassRevoked(
                        list: place.list, index: place.index, number: lost.number, reason: reason)
                ], at: now, by: principal, database)
            return LostPass(revoked)
        }
    }

    /// Where a pass stands that one of the register's keys signed, and that it does not know.
    private func place(ofText text: String) async throws -> LostPlaceStore.Place {
        let known = try await engine.read { try KeyStore.all($0) }
        let trusted = Publication.trustedKeys(known, issuer: seeds.policy.issuer)
        guard let claims = Self.claims(of: text, keys: trusted),
            let list = seeds.policy.statusListNumber(of: claims.status.uri)
        else { throw RegisterError(.invalidArgument, "this is no pass of this register: give the whole text") }
        let place = StatusPlace(list: Int(list), index: claims.status.index)
        let isClosed = try await engine.read { database in
            try database.row(
                "SELECT list FROM status_list WHERE list = ? AND next = ?", .integer(Int64(place.list)),
                .integer(Int64(StatusList.standardCount))) != nil
        }
        guard isClosed else { throw RegisterError(.notFound, "its status list is none that was closed by restoring") }
        return LostPlaceStore.Place(
            place: place, status: .valid, number: claims.number.string, expires: claims.expires)
    }

    @inline(never)
    private static func claims(of text: String, keys: TrustedKeys) -> PassClaims? {
        guard case .pass(let pass)? = try? ScannedCode.decode(text) else { return nil }
        let isOurs = keys.passKeys(for: pass.keyID).contains {
            $0.publicKey.isValidSignature(pass.signature, for: pass.signedBytes)
        }
        return isOurs ? pass.claims : nil
    }
}
