import HTTPTypes
import Hummingbird
import NIOCore
import OpenData

/// `/data/NAME`: figures, dictionaries, the list of datasets and the change log, for programs and for spreadsheets. Any site's pages
/// may read them.
struct DataFileRoutes: Sendable {
    let shelf: DataShelf

    static func path(_ name: String) -> String { "/data/\(name)" }

    func add(to router: Router<ServiceContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on("data/:name", method: method) { request, context in
                try await answer(request, name: context.parameters.get("name") ?? "")
            }
        }
    }

    private func answer(_ request: Request, name: String) async throws -> Response {
        guard let found = try await shelf.shelf()?.byName[name] else { throw Problem.notFound }
        return try Self.response(found.file, tag: found.tag, to: request)
    }

    @inline(never)
    private static func response(_ file: DataFiles.File, tag: String, to request: Request) throws -> Response {
        var response = try CacheableAnswer(
            type: file.type, tag: tag, cacheControl: CacheableAnswer.revalidated, size: file.bytes.count
        ) {
            ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        }.response(to: request)
        response.headers[.accessControlAllowOrigin] = "*"
        if file.type == DataFiles.csv {
            response.headers[.contentDisposition] = "attachment; filename=\"\(file.name)\""
        }
        return response
    }
}
