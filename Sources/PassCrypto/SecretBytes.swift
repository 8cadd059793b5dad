import CSodium
import Synchronization

/// A secret in guarded memory: outside the Swift heap, between two guard pages, locked against swapping, left out of
/// core dumps, unreadable while nobody borrows it, and zeroed when it ends.
///
/// It can't be copied, printed or compared with `==`, and its bytes leave it only as a `Span` that can't outlive the
/// borrow. Several threads may borrow at once: the first opens the page, the last closes it.
///
/// Locking can fail where `RLIMIT_MEMLOCK` is used up (one page, usually 4 KiB, a secret). That is not an error here:
/// `isLocked` says so, and what handles real keys (`SigningKey.sealed`, `SigningKey.open`) throws
/// `CryptoError.memoryNotLocked`.
@safe
package struct SecretBytes: ~Copyable, Sendable {
    /// Bytes held, possibly 0.
    package let count: Int
    /// Whether the system promised to keep the page out of the swap space.
    package let isLocked: Bool

    private nonisolated(unsafe) let base: UnsafeMutablePointer<UInt8>
    private let borrows = Mutex(0)

    /// Allocates `capacity` bytes and lets `body` write the secret straight into them; `count` is what it wrote.
    ///
    /// - Throws: `CryptoError.memoryUnavailable` or `.libraryUnavailable`, or what `body` throws.
    package init(
        capacity: Int, initializingWith body: (inout OutputSpan<UInt8>) throws(CryptoError) -> Void
    ) throws(CryptoError) {
        try Sodium.start()
        guard capacity >= 0, let raw = unsafe sodium_malloc(max(capacity, 1)) else { throw .memoryUnavailable }
        let buffer = unsafe UnsafeMutableBufferPointer(
            start: raw.assumingMemoryBound(to: UInt8.self), count: capacity)
        guard let base = buffer.baseAddress else { throw .memoryUnavailable }
        // sodium_malloc locks the page too, but does not say whether it could; locking twice changes nothing.
        let isLocked = unsafe sodium_mlock(raw, max(capacity, 1)) == 0
        var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
        do {
            try body(&output)
        } catch {
            unsafe sodium_free(raw)
            throw error
        }
        let count = unsafe output.finalize(for: buffer)
        unsafe self.base = base
        self.count = count
        self.isLocked = isLocked
        unsafe Self.close(raw, isLocked: isLocked)
    }

    /// A copy of bytes that were in ordinary memory. Whoever had them there has to wipe them; see `init(wiping:)`.
    package init(copying bytes: Span<UInt8>) throws(CryptoError) {
        try self.init(capacity: bytes.count) { output throws(CryptoError) in
            for index in bytes.indices { output.append(bytes[index]) }
        }
    }

    /// Takes the bytes of an array and zeroes the array. Copies that were made of it before stay where they are.
    package init(wiping bytes: inout [UInt8]) throws(CryptoError) {
        defer {
            unsafe bytes.withUnsafeMutableBytes { buffer in
                if let address = buffer.baseAddress { unsafe sodium_memzero(address, buffer.count) }
            }
            bytes = []
        }
        try self.init(copying: bytes.span)
    }

    /// New random bytes, made where they stay.
    package static func random(count: Int) throws(CryptoError) -> SecretBytes {
        try SecretBytes(capacity: count) { output throws(CryptoError) in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
                if let address = buffer.baseAddress { unsafe randombytes_buf(address, buffer.count) }
                initialized = buffer.count
            }
        }
    }

    deinit {
        // sodium_free opens the page itself, checks the canary, zeroes and unlocks.
        unsafe sodium_free(base)
    }

    /// Lends the bytes for the time of `body`. What is copied out of the span is the caller's to protect.
    package borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        borrows.withLock { borrowers in
            if borrowers == 0 { unsafe Self.open(base) }
            borrowers += 1
        }
        defer {
            borrows.withLock { borrowers in
                borrowers -= 1
                if borrowers == 0 { unsafe Self.close(base, isLocked: isLocked) }
            }
        }
        let buffer = unsafe UnsafeBufferPointer(start: base, count: count)
        return try body(unsafe buffer.span)
    }

    /// The same as an address, for the C functions of this module. It must not leave `body`.
    @unsafe
    borrowing func withUnsafeAddress<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        withBytes { _ in unsafe body(UnsafePointer(base)) }
    }

    private static func open(_ base: UnsafeMutableRawPointer) {
        _ = unsafe sodium_mprotect_readonly(base)
    }

    /// A page that could not be locked stays readable: without the lock it could melt into its guard pages' mapping,
    /// and opening it again could then fail for want of mappings.
    private static func close(_ base: UnsafeMutableRawPointer, isLocked: Bool) {
        _ = isLocked ? unsafe sodium_mprotect_noaccess(base) : unsafe sodium_mprotect_readonly(base)
    }
}
