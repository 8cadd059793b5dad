package import GateDevices
import HTTPTypes
import Hummingbird
import NIOCore
import StrictJSON

/// Finds codes in the pictures of a camera.
package protocol FrameDecoding: Sendable {
    /// The texts in a picture; none where there are none, or the picture is of no use.
    func texts(in frame: GrayFrame) async -> [[UInt8]]
}

/// Pictures of the page's camera, decoded here: the browser reads no codes by itself.
struct FrameRoutes: Sendable {
    private static let type = "application/octet-stream"

    let desk: KioskDesk
    let decoder: any FrameDecoding

    func add(to router: Router<BasicRequestContext>) {
        router.post("api/frame") { request, _ in try await frame(request) }
    }

    private func frame(_ request: Request) async throws -> Response {
        guard request.headers[.contentType] == Self.type else { throw HTTPError(.unsupportedMediaType) }
        let query = request.uri.queryParameters
        guard let width = query["width"].flatMap({ Int($0) }), let height = query["height"].flatMap({ Int($0) }) else {
            throw KioskProblem.form("width and height are numbers of pixels")
        }
        let body = try await request.body.collect(upTo: GrayFrame.pixelLimit)
        let frame: GrayFrame
        do throws(DeviceError) {
            frame = try GrayFrame(width: width, height: height, pixels: Array(buffer: body))
        } catch {
            throw KioskProblem.form(error.description)
        }
        let texts = await decoder.texts(in: frame)
        for text in texts { await desk.read(text, from: .camera) }
        return .json(.object(["codes": .integer(Int64(texts.count))]))
    }
}
