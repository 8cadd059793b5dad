import Foundation
import HostileInputs

/// libFuzzer's entry point. `PORTPASS_FUZZ` names the reader; `scripts/fuzz` builds and runs this.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    reader.feed(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Called once before the first input: `PORTPASS_FUZZ_SEEDS` names a folder that gets the reader's seeds.
@_cdecl("LLVMFuzzerInitialize")
public func fuzzInitialise(
    _ argumentCount: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
    if let folder = ProcessInfo.processInfo.environment["PORTPASS_FUZZ_SEEDS"] {
        for (number, seed) in reader.seeds().enumerated() {
            FileManager.default.createFile(atPath: "\(folder)/seed-\(number)", contents: Data(seed))
        }
    }
    return 0
}

private let reader: HostileInput = {
    let name = ProcessInfo.processInfo.environment["PORTPASS_FUZZ"] ?? ""
    guard let reader = HostileInput.all.first(where: { $0.name == name }) else {
        FileHandle.standardError.write(
            Data("PORTPASS_FUZZ must name one of: \(HostileInput.all.map(\.name).joined(separator: " "))\n".utf8))
        exit(2)
    }
    return reader
}()
