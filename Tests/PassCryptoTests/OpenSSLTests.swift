import Foundation
import PassCrypto
import Testing

/// Another implementation reads our keys and signatures, and we read its.
@Suite(
    "OpenSSL",
    .enabled(if: program("openssl") != nil, "the openssl command is not installed"))
struct OpenSSLTests {
    private struct Failed: Error {
        let arguments: [String]
    }

    private static func openssl(_ arguments: String...) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(program("openssl")))
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(arguments: arguments) }
        return [UInt8](data)
    }

    @Test("openssl pkey reads what we write and derives the same public key")
    func readsOurs() throws {
        let key = try SigningKey.generate()
        let pem = try key.pem().exposed()
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("key.pem")
            try Data(pem).write(to: file)
            let written = try Self.openssl("pkey", "-in", file.path, "-pubout", "-outform", "DER")
            #expect(written.suffix(32) == key.publicKey.bytes[...])
            #expect(try Self.openssl("pkey", "-in", file.path) == pem)
        }
    }

    @Test("We read what openssl genpkey writes, and each verifies what the other signed")
    func exchange() throws {
        try withTemporaryFolder { folder in
            let path = { (name: String) in folder.appendingPathComponent(name).path }
            _ = try Self.openssl("genpkey", "-algorithm", "ed25519", "-out", path("key.pem"))
            _ = try Self.openssl("pkey", "-in", path("key.pem"), "-pubout", "-out", path("public.pem"))
            let key = try SigningKey(publicSecretPEM: [UInt8](Data(contentsOf: URL(fileURLWithPath: path("key.pem")))))
            let message = SecureRandom.bytes(300)
            try Data(message).write(to: URL(fileURLWithPath: path("message")))

            let theirs = try Self.openssl(
                "pkeyutl", "-sign", "-inkey", path("key.pem"), "-rawin", "-in", path("message"))
            let publicKey = key.publicKey
            #expect(publicKey.isValidSignature(theirs, for: message))

            let ours = key.sign(message)
            #expect(ours == theirs)
            try Data(ours).write(to: URL(fileURLWithPath: path("signature")))
            _ = try Self.openssl(
                "pkeyutl", "-verify", "-pubin", "-inkey", path("public.pem"), "-rawin", "-in", path("message"),
                "-sigfile", path("signature"))
        }
    }
}
