import Foundation
import GateDevices

/// Reads frames as the gate does, to measure it: `FrameProbe WIDTH HEIGHT` takes grey frames on standard input, one after
/// the other, and prints a line for each: milliseconds, then what the codes say, separated by tabs.
@main
enum FrameProbe {
    static func main() async throws {
        let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard sizes.count == 2, sizes[0] > 0, sizes[1] > 0, sizes[0] <= GrayFrame.sideLimit,
            sizes[1] <= GrayFrame.sideLimit
        else {
            FileHandle.standardError.write(Data("usage: FrameProbe WIDTH HEIGHT < FRAMES\n".utf8))
            exit(2)
        }
        let reader = FrameReader()
        let clock = ContinuousClock()
        let size = sizes[0] * sizes[1]
        while let data = try FileHandle.standardInput.read(upToCount: size), data.count == size {
            let frame = try GrayFrame(width: sizes[0], height: sizes[1], pixels: Array(data))
            let start = clock.now
            let answer = try await reader.read(frame)
            let milliseconds = (clock.now - start) / .milliseconds(1)
            guard case .texts(let texts) = answer else { fatalError("nobody else reads here") }
            let said = texts.map { String(decoding: $0.bytes, as: UTF8.self) }
            print(([String(format: "%.2f", milliseconds)] + said).joined(separator: "\t"))
        }
    }
}
