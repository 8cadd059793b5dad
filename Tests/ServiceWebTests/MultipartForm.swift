import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassFormat

/// A form with a file as a browser sends it.
struct MultipartForm {
    static let boundary = "----WebKitFormBoundaryAZaz09"
    static let type: WireText = "multipart/form-data; boundary=----WebKitFormBoundaryAZaz09"

    var fields = Form.wang
    var file: [UInt8]?
    var fileName = "我的 照片.jpg"
    /// The field's.
    var name = "photo"

    var body: [UInt8] {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array(
                "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        // A browser always sends the part; without a file it has no name and no content.
        body += Array(
            """
            --\(Self.boundary)\r
            Content-Disposition: form-data; name="\(name)"; filename="\(file == nil ? "" : fileName)"\r
            Content-Type: application/octet-stream\r
            \r

            """.utf8)
        body += file ?? []
        return body + Array("\r\n--\(Self.boundary)--\r\n".utf8)
    }
}

extension TestClientProtocol {
    func send(_ form: MultipartForm) async throws -> TestResponse {
        try await post("/apply", type: MultipartForm.type, form.body)
    }
}
