import Identifiers
import PassFormat
import SQLStore

/// The vehicles of a person who is to be forgotten. A vehicle is applied for with its owner's name and no identity number: theirs are those
/// that were applied for under a contact that they proved for an application of their own, as the owner's own, in the same name.
struct OwnVehicles: Sendable {
    var applications: [RetentionStore.Found] = []
    var passes: [PassRow] = []

    /// - Parameters:
    ///   - applications: the person's own.
    ///   - passes: the person's own.
    static func find(
        beside applications: [RetentionStore.Found], _ passes: [PassRow], _ eraser: Eraser
    ) async throws -> OwnVehicles {
        try await eraser.engine.read { [vault = eraser.vault] database in
            var names = Set(try passes.compactMap { try PassClaims(decoding: $0.payload).name?.string })
            var contacts: Set<[UInt8]> = []
            for found in applications {
                guard let contact = try RetentionStore.contact(of: found.application.seq, database) else { continue }
                contacts.insert(contact)
                let name = try values(of: found.application, vault, database)["name"]
                if !name.isEmpty { names.insert(TextNormalisation.trimmed(name)) }
            }
            var own = OwnVehicles()
            for contact in contacts {
                for found in try RetentionStore.vehicles(of: contact, database) {
                    let values = try values(of: found.application, vault, database)
                    guard values["ownership"] == "own", names.contains(TextNormalisation.trimmed(values["name"]))
                    else { continue }
                    own.applications.append(found)
                    own.passes += try RetentionStore.passes(ofApplication: found.application.seq, database)
                }
            }
            return own
        }
    }

    private static func values(
        of application: RetentionStore.Application, _ vault: IdentityVault, _ database: any SQLReading
    ) throws -> FieldValues {
        guard let box = try RetentionStore.document(of: application.seq, database) else {
            throw RegisterError.damaged("an application")
        }
        return try ApplicationDocument(opening: box, of: application.id, vault: vault).values
    }
}
