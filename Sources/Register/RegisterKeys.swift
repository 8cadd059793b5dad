package import PassCrypto

/// The keys a register works with, opened by whoever composes the program. Each has one use.
package struct RegisterKeys: Sendable {
    /// Signs passes.
    package let pass: KeyHandle
    /// Signs status lists.
    package let status: KeyHandle
    /// Signs check points of the audit log.
    package let audit: KeyHandle
    /// Used for nothing but the secret of ``IdentityVault``.
    package let vault: KeyHandle

    package init(pass: KeyHandle, status: KeyHandle, audit: KeyHandle, vault: KeyHandle) {
        self.pass = pass
        self.status = status
        self.audit = audit
        self.vault = vault
    }
}
