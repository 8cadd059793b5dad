import HTTPTypes
import Hummingbird
import NIOCore

/// The body of a request that is a form.
enum FormBody {
    private static let type = "application/x-www-form-urlencoded"

    /// - Throws: a ``Problem`` for another type or a body that can't be read, `NIOTooManyBytesError` beyond
    ///   ``FormFields/limit``.
    static func fields(
        of request: Request, single: Set<String>, repeated: Set<String> = []
    ) async throws -> FormFields {
        guard request.headers[.contentType]?.lowercased() == type, request.headers[.contentEncoding] == nil else {
            throw Problem.wrongType(type)
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > FormFields.limit {
            throw Problem.tooLarge
        }
        let body = Array(buffer: try await request.body.collect(upTo: FormFields.limit))
        return try FormFields(body, single: single, repeated: repeated)
    }
}
