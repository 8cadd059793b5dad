package import PassCrypto

/// The keys a register works with, opened by whoever composes the program. Each has one use.
package struct RegisterKeys: Sendable {
    /// Signs passes.
    package let pass: KeyHandle
    /// Signs status lists.
    package let status: KeyHandle
    /// Signs check points of the audit log.
    package let audit: KeyHandle
    /// Signs what gates are answered: receipts for their journals, the presence feed.
    package let receipt: KeyHandle
    /// Used for nothing but the secrets of ``IdentityVault``.
    package let vault: VaultKeys
    /// Those that are announced, or were put in use just before the program ended.
    package let successors: [RegisterKey.Use: KeyHandle]

    package init(
        pass: KeyHandle, status: KeyHandle, audit: KeyHandle, receipt: KeyHandle, vault: VaultKeys,
        successors: [RegisterKey.Use: KeyHandle] = [:]
    ) {
        self.pass = pass
        self.status = status
        self.audit = audit
        self.receipt = receipt
        self.vault = vault
        self.successors = successors
    }

    /// With a vault that has its first key only.
    package init(
        pass: KeyHandle, status: KeyHandle, audit: KeyHandle, receipt: KeyHandle, vault: KeyHandle,
        successors: [RegisterKey.Use: KeyHandle] = [:]
    ) {
        self.init(
            pass: pass, status: status, audit: audit, receipt: receipt, vault: VaultKeys(vault),
            successors: successors)
    }

    /// The key of each use that the register keeps book of.
    var byUse: [(use: RegisterKey.Use, key: KeyHandle)] {
        [(.pass, pass), (.status, status), (.audit, audit), (.receipt, receipt)]
    }
}
