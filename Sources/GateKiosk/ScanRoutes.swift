import GateCore
import GateMessages
import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import PassVerify
import StrictJSON

/// What the page asks the gate: a decision on a scan, a guard's decision, and how the gate is.
struct ScanRoutes: Sendable {
    private static let bodyLimit = 16_384

    let gate: Gate
    let link: GateLink?
    let photos = ShownPhotos()

    func add(to router: Router<BasicRequestContext>) {
        router.post("api/scan") { request, _ in try await scan(request) }
        router.get("api/scans/:scan/photo") { _, context in try photo(context) }
        router.post("api/decision") { request, _ in try await decide(request) }
        router.get("api/state") { _, _ in
            photos.forgetOld()
            return await Self.json(KioskState(gate: gate, link: link).json())
        }
    }

    private func scan(_ request: Request) async throws -> Response {
        let members = try await Self.object(request)
        guard let text = Self.text("text", in: members) else { throw HTTPError(.badRequest) }
        var scan = ScanRequest(text: Array(text.utf8), guardName: Self.text("guard", in: members).map { WireText($0) })
        if let direction = Self.text("direction", in: members) {
            guard let known = Direction(rawValue: direction) else { throw HTTPError(.badRequest) }
            scan.direction = known
        }
        let (result, jpeg) = await gate.scanWithPhoto(scan)
        if case .durable = result.recording, !result.isRepeat { link?.journalGrew() }
        let photo = jpeg.map { "/api/scans/\(photos.show($0))/photo" }
        return Self.json(ScanAnswer(result, photo: photo).json)
    }

    /// A photo that was opened a moment ago. It was never written anywhere, and the browser keeps it nowhere either.
    private func photo(_ context: BasicRequestContext) throws -> Response {
        guard let jpeg = photos.jpeg(context.parameters.get("scan") ?? "") else { throw HTTPError(.notFound) }
        return Response(
            status: .ok, headers: [.contentType: "image/jpeg"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: jpeg)))
    }

    private func decide(_ request: Request) async throws -> Response {
        let members = try await Self.object(request)
        guard case .bool(let admits)? = members["admits"], let reason = Self.text("reason", in: members) else {
            throw HTTPError(.badRequest)
        }
        let guardName = Self.text("guard", in: members).map { WireText($0) }
        let supervisor = try Self.credential(members["supervisor"])
        do {
            if case .integer(let ticket)? = members["ticket"] {
                try await gate.decide(
                    onWaiting: ticket, admits: admits, reason: WireText(reason), guardName: guardName,
                    supervisor: supervisor)
            } else if let epoch = Self.text("epoch", in: members).flatMap({ JournalEpoch(hex: $0) }),
                case .integer(let sequence)? = members["sequence"]
            {
                _ = try await gate.decide(
                    on: JournalPlace(epoch: epoch, sequence: sequence), admits: admits, reason: WireText(reason),
                    guardName: guardName, supervisor: supervisor)
            } else {
                throw HTTPError(.badRequest)
            }
        } catch let error as HTTPError {
            throw error
        } catch let error as GateError where error.code == .request {
            throw HTTPError(.unprocessableContent)
        } catch let error as GateError where error.code == .supervisor || error.code == .pin {
            throw HTTPError(.forbidden)
        } catch let error as GateError where error.code == .tooSoon {
            throw HTTPError(.tooManyRequests)
        } catch {
            throw HTTPError(.serviceUnavailable)
        }
        link?.journalGrew()
        return Self.json(.object(["done": .bool(true)]))
    }

    /// A supervisor's name and PIN; nil where none was given.
    private static func credential(_ value: JSONValue?) throws(HTTPError) -> Credential? {
        guard let value else { return nil }
        guard case .object(let members) = value, let name = text("name", in: members),
            let pin = text("pin", in: members).flatMap({ PIN($0) })
        else { throw HTTPError(.badRequest) }
        return Credential(name: WireText(name), pin: pin)
    }

    // MARK: JSON

    private static func object(_ request: Request) async throws -> JSONObject {
        guard request.headers[.contentType] == "application/json" else { throw HTTPError(.unsupportedMediaType) }
        let body = try await request.body.collect(upTo: bodyLimit)
        guard case .object(let members)? = try? JSONReader.read(Array(buffer: body)) else {
            throw HTTPError(.badRequest)
        }
        return members
    }

    private static func text(_ name: ExactText, in members: JSONObject) -> String? {
        guard case .string(let text)? = members[name] else { return nil }
        return text.string
    }

    private static func json(_ value: JSONValue) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: JSONWriter.compact(value))))
    }
}
