import Foundation
import PassCrypto
import Testing

@Suite("Guarded memory")
struct SecretBytesTests {
    @Test(
        "A secret holds what was written into it, of any length", arguments: [0, 1, 16, 32, 4095, 4096, 4097, 100_000])
    func roundTrip(count: Int) throws {
        let bytes = SecureRandom.bytes(count)
        let copied = try SecretBytes(copying: bytes.span)
        let exposed = copied.exposed()
        #expect(exposed == bytes)
        let copiedCount = copied.count
        #expect(copiedCount == count)
    }

    @Test("Only what was written counts, and an error while writing comes out")
    func partial() throws {
        let secret = try SecretBytes(capacity: 100) { output throws(CryptoError) in
            for byte in [1, 2, 3] as [UInt8] { output.append(byte) }
        }
        let exposed = secret.exposed()
        #expect(exposed == [1, 2, 3])
        let code = errorCode {
            _ = try SecretBytes(capacity: 4) { output throws(CryptoError) in
                output.append(1)
                throw .cannotOpenPhoto
            }
        }
        #expect(code == .cannotOpenPhoto)
    }

    @Test("Memory that cannot be had is an error", arguments: [-1, Int.min, Int.max, 1 << 60])
    func tooMuch(capacity: Int) {
        let code = errorCode { _ = try SecretBytes(capacity: capacity) { _ throws(CryptoError) in } }
        #expect(code == .memoryUnavailable)
    }

    @Test("Taking an array's bytes leaves it empty")
    func wiping() throws {
        var bytes: [UInt8] = [1, 2, 3]
        let secret = try SecretBytes(wiping: &bytes)
        let exposed = secret.exposed()
        #expect(exposed == [1, 2, 3])
        #expect(bytes.isEmpty)
    }

    @Test("Random secrets differ")
    func random() throws {
        let first = try SecretBytes.random(count: 32).exposed()
        let second = try SecretBytes.random(count: 32).exposed()
        #expect(first != second && first.count == 32)
    }

    @Test("Borrows nest, and a second thread's borrow does not close the first one's page")
    func nesting() throws {
        let secret = try guarded("secret")
        let sum = secret.withBytes { outer in
            let inner = secret.withBytes { bytes in Int(bytes[0]) }
            return inner + Int(outer[1])
        }
        #expect(sum == Int(UInt8(ascii: "s")) + Int(UInt8(ascii: "e")))
    }

    @Test("Reading a secret that nobody borrows ends the process: the page is closed")
    func closedWhenIdle() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            let secret = try SecretBytes.random(count: 32)
            let isLocked = secret.isLocked
            try #require(isLocked)
            let address = secret.withBytes { bytes in
                bytes.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
            }
            let pointer = try #require(UnsafePointer<UInt8>(bitPattern: address))
            print(pointer.pointee)
            secret.withBytes { _ in }
        }
    }

    @Test("A new secret is closed before anybody has borrowed it")
    func closedWhenNew() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            var address: UInt = 0
            let secret = try SecretBytes(capacity: 1) { output throws(CryptoError) in
                output.append(1)
                output.withUnsafeMutableBufferPointer { buffer, _ in address = UInt(bitPattern: buffer.baseAddress) }
            }
            let pointer = try #require(UnsafePointer<UInt8>(bitPattern: address))
            print(pointer.pointee)
            secret.withBytes { _ in }
        }
    }

    @Test("Writing to a secret, even while it is borrowed, ends the process")
    func readOnly() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            let secret = try SecretBytes.random(count: 32)
            try secret.withBytes { bytes in
                let address = bytes.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
                let pointer = try #require(UnsafeMutablePointer<UInt8>(bitPattern: address))
                pointer.pointee = 0
            }
        }
    }

    @Test("Reading past the end of a secret ends the process: a guard page follows")
    func guardPage() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            let secret = try SecretBytes.random(count: 32)
            try secret.withBytes { bytes in
                let address = bytes.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
                let pointer = try #require(UnsafePointer<UInt8>(bitPattern: address + 32))
                print(pointer.pointee)
            }
        }
    }

    @Test("Where memory can't be locked, development keys work and say so, and real keys are refused")
    func unlocked() async {
        await #expect(processExitsWith: .success) {
            // Root may lock whatever the limit: become nobody first.
            var none = rlimit(rlim_cur: 0, rlim_max: 0)
            try #require(setrlimit(Int32(__RLIMIT_MEMLOCK.rawValue), &none) == 0)
            if getuid() == 0 { try #require(setuid(65534) == 0) }

            let seed = try SecretBytes.random(count: 32)
            let isSeedLocked = seed.isLocked
            try #require(!isSeedLocked)
            let key = try SigningKey(seed: seed)
            let (publicKey, isKeyLocked, signature) = (key.publicKey, key.isLocked, key.sign([1]))
            try #require(!isKeyLocked)
            try #require(publicKey.isValidSignature(signature, for: [1]))
            let pem = try key.pem()
            let again = try SigningKey(pem: pem).publicKey
            try #require(again == publicKey)

            let cost = try SealingCost(operations: 1, memoryKiB: 8)
            let sealing = errorCode { _ = try key.sealed(passphrase: guarded("correct horse battery"), cost: cost) }
            try #require(sealing == .memoryNotLocked)
            let file = """
                504f5254504153532d5345414c45442d4b45592d310a0000000100000008000102030405060708090a0b0c0d0e0f0001\
                02030405060708090a0b0c0d0e0f101112131415161705f2bffc9553b0bfbd2db253e2632f9052eac22f7e0f2a05fc10\
                59c535e3b60a59469ea989283868c7d12953ef6bb755
                """
            let opening = errorCode {
                _ = try SigningKey.open(sealed: hex(file), passphrase: guarded("correct horse battery staple"))
            }
            try #require(opening == .memoryNotLocked)
        }
    }

    @Test("One part in memory that is not locked is enough to refuse a real key")
    func partlyUnlocked() async {
        await #expect(processExitsWith: .success) {
            if getuid() == 0 { try #require(setuid(65534) == 0) }
            var limit = rlimit()
            try #require(getrlimit(Int32(__RLIMIT_MEMLOCK.rawValue), &limit) == 0)
            let allowed = limit.rlim_cur
            func allow(_ bytes: rlim_t) throws {
                limit.rlim_cur = bytes
                try #require(setrlimit(Int32(__RLIMIT_MEMLOCK.rawValue), &limit) == 0)
            }
            let cost = try SealingCost(operations: 1, memoryKiB: 8)
            try allow(0)
            let unlockedKey = try SigningKey.generate()
            let unlockedPassphrase = try guarded("correct horse battery")
            try allow(allowed)
            let key = try SigningKey.generate()
            let passphrase = try guarded("correct horse battery")
            let file = try key.sealed(passphrase: passphrase, cost: cost)
            _ = try SigningKey.open(sealed: file, passphrase: passphrase)

            let ofKey = errorCode { _ = try unlockedKey.sealed(passphrase: passphrase, cost: cost) }
            try #require(ofKey == .memoryNotLocked)
            let sealing = errorCode { _ = try key.sealed(passphrase: unlockedPassphrase, cost: cost) }
            try #require(sealing == .memoryNotLocked)
            let opening = errorCode { _ = try SigningKey.open(sealed: file, passphrase: unlockedPassphrase) }
            try #require(opening == .memoryNotLocked)
        }
    }
}
