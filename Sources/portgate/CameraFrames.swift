import GateDevices
import GateKiosk

/// The pictures of the page's camera, read one at a time outside the threads of tasks.
struct CameraFrames: FrameDecoding {
    private let reader = FrameReader()

    func texts(in frame: GrayFrame) async -> [[UInt8]] {
        guard case .texts(let texts)? = try? await reader.read(frame) else { return [] }
        return texts.map(\.bytes)
    }
}
