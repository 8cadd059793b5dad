import CommandSupport
import Logging
import PassCrypto
import Register
import TrustPublishing

/// The key files of the register that is served. The passphrase is the one that opened it: it is in guarded memory for as long as the
/// service runs, for keys of roles are opened when they first sign.
struct FolderKeyKeeper: KeyKeeper {
    let folder: KeyFolder
    let passphrase: PassphraseSource
    let logger: Logger

    private func name(_ place: KeyPlace) throws -> String {
        switch place {
        case .use(let use): return use.rawValue
        case .role(let role):
            guard let name = KeyName.roles.first(where: { $0.role == role }) else {
                throw PlainError("the key of \(role.rawValue) is not kept here")
            }
            return name.rawValue
        }
    }

    func waiting(for place: KeyPlace) throws -> PublicKey? {
        try folder.nextPublicKey(name(place), passphrase: passphrase)
    }

    func open(_ place: KeyPlace) throws -> KeyHandle? { try folder.openNext(name(place), passphrase: passphrase) }

    func make(_ place: KeyPlace) throws -> KeyHandle { try folder.makeNext(name(place), passphrase: passphrase) }

    func signers(following roles: Set<RepositoryRole>) throws -> RoleSigners {
        try folder.roleSigners(
            passphrase: passphrase, next: Set(KeyName.roles.filter { $0.role.map(roles.contains) ?? false }))
    }

    func adopt(_ place: KeyPlace) throws {
        do {
            try folder.adoptNext(name(place))
        } catch {
            logger.error(
                "a key is in force, and its file has its new name only when the service is started anew: \(error)")
            throw error
        }
    }

    func forget(_ place: KeyPlace) {
        if let name = try? name(place) { folder.removeNext(name) }
    }
}
