import HTTPTypes
import Hummingbird
import NIOCore
import Photos
import Register
import SQLStore

/// Takes in the pictures that applicants send: one form at a time of each client, a child process for each picture, and never more
/// of them in memory than there is room for.
final class PictureDesk: Sendable {
    /// Of the `accept` attribute: phones offer their camera as well.
    static let types = "image/jpeg,image/png,image/webp"

    /// Why a picture was not taken: the name of a rule, for words.
    struct Refusal: Error {
        let rule: String
    }

    private let pictures: PhotoIntake
    private let limits: WebLimits
    private let uploads: UploadSlots
    private let queue: UploadSlots
    private let limiter: RateLimiter
    /// One picture after another: a decoder takes a processor.
    private let lane = SerialLane()

    init(pictures: PhotoIntake, limits: WebLimits) {
        self.pictures = pictures
        self.limits = limits
        uploads = UploadSlots(all: limits.uploads, perClient: limits.uploadsPerClient)
        queue = UploadSlots(all: limits.pictures, perClient: limits.picturesPerClient)
        limiter = RateLimiter(burst: limits.forms, interval: limits.formInterval)
    }

    /// Reads a form with one file, whose name is `file`.
    func form(
        _ page: PageContext, file: String, single: Set<String> = [], repeated: Set<String> = []
    ) async throws -> (FormFields, FormUpload?) {
        let client = client(page)
        if let wait = client.flatMap({ limiter.take($0, at: .now) }) { throw Problem.tooMany(wait) }
        guard uploads.take(client) else { throw Problem.tooMany(.seconds(30)) }
        defer { uploads.free(client) }
        return try await FormBody.upload(
            of: page.request, single: single.union(["csrf"]), repeated: repeated, file: file,
            discarded: limits.discardedUpload)
    }

    /// Reads a body that is a picture.
    func body(of request: Request, client: String) async throws -> FormUpload? {
        let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() } ?? ""
        guard Self.types.split(separator: ",").contains(Substring(type)), request.headers[.contentEncoding] == nil
        else { throw Problem.wrongType(Self.types) }
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= limits.discardedUpload else { throw Problem.tooLarge }
        guard uploads.take(client) else { throw Refusal(rule: "busy") }
        defer { uploads.free(client) }
        var body: [UInt8] = []
        body.reserveCapacity(max(0, min(length, FormUpload.limit)))
        var count = 0
        // To its end where that can be borne: whoever still sends does not hear an answer.
        for try await piece in request.body {
            count += piece.readableBytes
            guard count <= limits.discardedUpload else { throw Problem.tooLarge }
            if body.count < FormUpload.limit { body += piece.readableBytesView.prefix(FormUpload.limit - body.count) }
        }
        guard count <= FormUpload.limit else { throw Problem.tooLarge }
        return body.isEmpty ? nil : .file(body)
    }

    /// What a child process makes of a picture.
    /// - Throws: ``Refusal``.
    func jpeg(_ upload: FormUpload?, as use: PictureUse, _ page: PageContext) async throws -> [UInt8] {
        try await jpeg(upload, as: use, client: client(page))
    }

    /// - Parameter client: nil for one that is counted only with all the others.
    func jpeg(_ upload: FormUpload?, as use: PictureUse, client: String?) async throws -> [UInt8] {
        switch upload {
        case nil: throw Refusal(rule: "required")
        case .tooLarge: throw Refusal(rule: "too-large")
        case .file(let picture):
            guard queue.take(client) else { throw Refusal(rule: "busy") }
            defer { queue.free(client) }
            do {
                return try await lane.run { try await self.pictures.jpeg(from: picture, as: use) }
            } catch let error as PhotoError {
                throw Refusal(rule: String(error.code.rawValue.dropFirst("photo-".utf8.count)))
            }
        }
    }

    /// Nil for one that is counted only with all the others: a proxy on this machine speaks for many.
    private func client(_ page: PageContext) -> String? {
        page.context.isFromThisMachine ? nil : page.context.client
    }
}
