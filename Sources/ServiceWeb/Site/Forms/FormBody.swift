import HTTPTypes
import Hummingbird
import NIOCore

/// The body of a request that is a form.
enum FormBody {
    private static let type = "application/x-www-form-urlencoded"

    /// - Throws: a ``Problem`` for another type or a body that can't be read, `NIOTooManyBytesError` beyond
    ///   ``FormFields/limit``.
    static func fields(
        of request: Request, single: Set<String>, repeated: Set<String> = [],
        most: Int = FormFields.greatestCount
    ) async throws -> FormFields {
        guard request.headers[.contentType]?.lowercased() == type, request.headers[.contentEncoding] == nil else {
            throw Problem.wrongType(type)
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > FormFields.limit {
            throw Problem.tooLarge
        }
        let body = Array(buffer: try await request.body.collect(upTo: FormFields.limit))
        return try FormFields(body, single: single, repeated: repeated, most: most)
    }

    static func isMultipart(_ request: Request) -> Bool {
        MultipartBody.boundary(of: request.headers[.contentType]) != nil
    }

    /// A form with a file, which comes last in it.
    /// - Parameters:
    ///   - file: the name of the file's field.
    ///   - discarded: bytes of a body that are read at all.
    /// - Throws: a ``Problem``, as above.
    static func upload(
        of request: Request, single: Set<String>, repeated: Set<String>, file: String, discarded: Int
    ) async throws -> (FormFields, FormUpload?) {
        guard let boundary = MultipartBody.boundary(of: request.headers[.contentType]),
            request.headers[.contentEncoding] == nil
        else { throw Problem.wrongType("multipart/form-data") }
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= discarded else { throw Problem.tooLarge }
        var body: [UInt8] = []
        // Growing by doubling would take up to three times as much for a moment.
        body.reserveCapacity(max(0, min(length, FormUpload.limit)))
        var count = 0
        for try await piece in request.body {
            count += piece.readableBytes
            guard count <= discarded else { throw Problem.tooLarge }
            if body.count < FormUpload.limit { body += piece.readableBytesView.prefix(FormUpload.limit - body.count) }
        }
        return try read(
            body, boundary, isCut: count > FormUpload.limit, single: single, repeated: repeated, file: file)
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private static func read(
        _ body: [UInt8], _ boundary: [UInt8], isCut: Bool, single: Set<String>, repeated: Set<String>, file: String
    ) throws(Problem) -> (FormFields, FormUpload?) {
        var cutPart: String?
        let form = try MultipartBody(body, boundary: boundary, isCut: isCut, cutPart: &cutPart)
        guard cutPart == nil || cutPart == file else { throw .tooLarge }
        let files = form.parts.filter { $0.name == file }
        let others = form.parts.filter { $0.name != file }
        guard files.count + (cutPart == nil ? 0 : 1) <= 1, files.allSatisfy(\.isFile),
            !others.contains(where: \.isFile),
            others.reduce(0, { $0 + $1.content.count }) <= FormFields.limit
        else { throw .badForm }
        let fields = try FormFields(others.map { ($0.name, $0.content) }, single: single, repeated: repeated)
        if cutPart != nil { return (fields, .tooLarge) }
        // A browser sends a file of nothing where none was chosen.
        guard let content = files.first?.content, !content.isEmpty else { return (fields, nil) }
        return (fields, .file(Array(content)))
    }

    /// A file among many of a form, with the name that it has where it comes from.
    struct NamedFile: Sendable {
        let name: String
        let content: ArraySlice<UInt8>
    }

    /// A form with many files of one field.
    /// - Throws: a ``Problem``, as above.
    static func uploads(
        of request: Request, single: Set<String>, files: String, most: Int, limit: Int
    ) async throws -> (FormFields, [NamedFile]) {
        guard let boundary = MultipartBody.boundary(of: request.headers[.contentType]),
            request.headers[.contentEncoding] == nil
        else { throw Problem.wrongType("multipart/form-data") }
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= limit else { throw Problem.tooLarge }
        var body: [UInt8] = []
        body.reserveCapacity(max(0, length))
        for try await piece in request.body {
            guard body.count + piece.readableBytes <= limit else { throw Problem.tooLarge }
            body += piece.readableBytesView
        }
        return try readMany(body, boundary, single: single, files: files, most: most)
    }

    @inline(never)
    private static func readMany(
        _ body: [UInt8], _ boundary: [UInt8], single: Set<String>, files: String, most: Int
    ) throws(Problem) -> (FormFields, [NamedFile]) {
        var cutPart: String?
        let form = try MultipartBody(body, boundary: boundary, isCut: false, cutPart: &cutPart, most: most + 8)
        let sent = form.parts.filter { $0.name == files }
        let others = form.parts.filter { $0.name != files }
        guard sent.allSatisfy(\.isFile), !others.contains(where: \.isFile),
            others.reduce(0, { $0 + $1.content.count }) <= FormFields.limit
        else { throw .badForm }
        let fields = try FormFields(others.map { ($0.name, $0.content) }, single: single, repeated: [])
        return (
            fields,
            sent.compactMap { part in
                part.content.isEmpty ? nil : part.fileName.map { NamedFile(name: $0, content: part.content) }
            }
        )
    }
}
