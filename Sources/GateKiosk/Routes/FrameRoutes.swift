import HTTPTypes
import Hummingbird
import NIOCore
import StrictJSON

/// A grey picture of the page's camera: one byte a pixel in reading order, 0 black, 255 white.
package struct GrayFrame: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// `width * height` of them.
    package let pixels: [UInt8]
}

/// Finds codes in the pictures of a camera.
package protocol FrameDecoding: Sendable {
    /// The texts in a picture; none where there are none, or the picture is of no use.
    func texts(in frame: GrayFrame) async -> [[UInt8]]
}

/// Pictures of the page's camera, decoded here: the browser reads no codes by itself.
struct FrameRoutes: Sendable {
    /// The longer and the shorter side of the largest picture.
    private static let sides = (long: 1_920, short: 1_080)
    private static let type = "application/octet-stream"

    let desk: KioskDesk
    let decoder: any FrameDecoding

    func add(to router: Router<BasicRequestContext>) {
        router.post("api/frame") { request, _ in try await frame(request) }
    }

    private func frame(_ request: Request) async throws -> Response {
        guard request.headers[.contentType] == Self.type else { throw HTTPError(.unsupportedMediaType) }
        let query = request.uri.queryParameters
        guard let width = query["width"].flatMap({ Int($0) }), let height = query["height"].flatMap({ Int($0) }),
            width > 0, height > 0, max(width, height) <= Self.sides.long, min(width, height) <= Self.sides.short
        else { throw KioskProblem.form("width and height are those of a picture of at most 1920x1080") }
        let body = try await request.body.collect(upTo: Self.sides.long * Self.sides.short)
        guard body.readableBytes == width * height else {
            throw KioskProblem.form("the picture has not one byte for each of its pixels")
        }
        let frame = GrayFrame(width: width, height: height, pixels: Array(buffer: body))
        let texts = await decoder.texts(in: frame)
        for text in texts { await desk.read(text, from: .camera) }
        return .json(.object(["codes": .integer(Int64(texts.count))]))
    }
}
