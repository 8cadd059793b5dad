/// One reader of bytes from outside, as the fuzzer and the tests feed it.
///
/// Whatever the bytes are, `feed` returns: no trap, no endless loop, bounded memory. What it asserts beyond that (what was
/// decoded encodes to the same bytes, say) it asserts with `precondition`, so that the fuzzer sees it too.
package struct HostileInput: Sendable, CustomStringConvertible {
    /// The reader's name, as `scripts/fuzz` takes it.
    package let name: String
    /// Inputs that the reader accepts, to mutate from.
    package let seeds: @Sendable () -> [[UInt8]]
    /// Gives the reader these bytes.
    package let feed: @Sendable ([UInt8]) -> Void

    package var description: String { name }

    /// Every reader.
    package static let all: [HostileInput] = formats + decisions + trust + files
}
