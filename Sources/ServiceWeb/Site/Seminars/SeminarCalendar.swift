import HTTPTypes
import Hummingbird
import NIOCore
import Register

/// A seminar as a calendar's event: for everybody, or with the link to where it is online for who has a place.
enum SeminarCalendar {
    /// - Parameters:
    ///   - site: `https://HOST`.
    ///   - authority: a host, which makes the event's name one that nobody else has.
    @inline(never)
    static func response(
        _ seminar: Seminar, isPersonal: Bool, site: String, authority: String, in page: PageContext
    ) throws -> Response {
        guard let revision = seminar.revisions.last else { throw Problem.notFound }
        let content = revision.content
        let text = content.text(in: page.language).text
        let address = site + page.link(SeminarPaths.seminar(seminar.number))
        var file = CalendarFile()
        file.id = "seminar-\(seminar.number)@\(authority)"
        file.stamp = revision.at
        file.sequence = revision.number - 1
        file.begins = content.begins
        file.ends = content.ends
        file.isCancelled = seminar.state == .cancelled
        file.title = text.title
        file.text = text.text + "\n\n" + address
        file.place = SeminarLook.places(content, page).joined(separator: " / ")
        file.address = address
        if isPersonal, let link = content.link {
            file.text = "\(page.words["seminars.online"]): \(link)\n\n\(file.text)"
            file.address = link
        }
        let bytes = file.bytes
        var headers: HTTPFields = [.cacheControl: "no-store", .contentType: "text/calendar; charset=utf-8"]
        headers[.contentDisposition] = "attachment; filename=\"seminar-\(seminar.number).ics\""
        headers[.contentLength] = String(bytes.count)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
