import PassCrypto
import Testing

@Suite("Lists sealed for a port") struct ListCipherTests {
    private static let key = [UInt8](repeating: 7, count: 32)
    private static let content = Array("the list".utf8)

    @Test("What is sealed opens under its name and with its key, and is the same file each time")
    func roundTrip() throws {
        let cipher = try ListCipher(portKey: Self.key)
        let file = try cipher.seal(Self.content, as: "ops/hotlist-TWKEL")
        #expect(cipher.open(file, as: "ops/hotlist-TWKEL") == Self.content)
        #expect(try ListCipher(portKey: Self.key).seal(Self.content, as: "ops/hotlist-TWKEL") == file)
        #expect(cipher.open(try cipher.seal([], as: "x"), as: "x") == [])
    }

    @Test(
        "Another name, another key or another content gives another file with another nonce, which the others don't open"
    )
    func others() throws {
        let cipher = try ListCipher(portKey: Self.key)
        let other = try ListCipher(portKey: [UInt8](repeating: 8, count: 32))
        let file = try cipher.seal(Self.content, as: "a")
        let files = [
            try cipher.seal(Self.content, as: "b"), try other.seal(Self.content, as: "a"),
            try cipher.seal(Self.content + [0], as: "a"),
        ]
        for different in files { #expect(different.prefix(24) != file.prefix(24)) }
        #expect(cipher.open(file, as: "b") == nil)
        #expect(other.open(file, as: "a") == nil)
    }

    @Test("Any bit that fell over, and any end that is missing, is refused")
    func damage() throws {
        let cipher = try ListCipher(portKey: Self.key)
        let file = try cipher.seal(Self.content, as: "a")
        for bit in 0..<file.count * 8 {
            var changed = file
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(cipher.open(changed, as: "a") == nil)
        }
        for count in file.indices { #expect(cipher.open(Array(file.prefix(count)), as: "a") == nil) }
        #expect(cipher.open([], as: "a") == nil)
    }

    @Test("The length says no more than how many kilobytes there are")
    func length() throws {
        let cipher = try ListCipher(portKey: Self.key)
        let lengths = try [0, 1, 500, 1_020].map { try cipher.seal([UInt8](repeating: 1, count: $0), as: "a").count }
        #expect(Set(lengths).count == 1)
        #expect(try cipher.seal([UInt8](repeating: 1, count: 1_021), as: "a").count == lengths[0] + 1_024)
    }

    @Test("A key of another length is none")
    func wrongLength() {
        for count in [0, 16, 31, 33, 64] {
            #expect(throws: CryptoError.self) { try ListCipher(portKey: [UInt8](repeating: 1, count: count)) }
        }
    }
}
