import CodeReader
import GateKiosk

/// The pictures of the page's camera, read as any other picture.
struct CameraFrames: FrameDecoding {
    @concurrent
    func texts(in frame: GrayFrame) async -> [[UInt8]] {
        let codes = try? CodeReader.read(
            gray: frame.pixels.span, width: frame.width, height: frame.height, effort: .quick)
        return codes?.map(\.bytes) ?? []
    }
}
