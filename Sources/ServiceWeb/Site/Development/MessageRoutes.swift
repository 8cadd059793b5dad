import HTTPTypes
import Hummingbird
import Mail
import NIOCore
import StrictJSON

/// The messages of a service in development, for who sits at the machine: a page, and JSON for tests.
struct MessageRoutes: Sendable {
    let box: DevelopmentBox

    func add(to router: Router<ServiceContext>) {
        let group = router.group("dev").add(middleware: LocalGuard()).add(middleware: PageErrors())
        group.get("messages") { _, _ in page() }
        group.get("messages.json") { _, _ in json() }
    }

    private func page() -> Response {
        let messages = Array(box.messages.reversed())
        return PageFrame.response(
            PageFrame.page(Words("訊息", "Messages")) { page in
                if messages.isEmpty { page.element(.paragraph, Words("目前沒有訊息。", "There are none.")) }
                for message in messages {
                    page.element(.section, [.styled("case")]) { page in
                        page.element(.heading2, message.subject)
                        page.element(.paragraph) { page in page.typed(Self.recipient(message)) }
                        for line in message.text.split(separator: "\n") {
                            page.element(.paragraph) { $0.typed(String(line)) }
                        }
                    }
                }
            })
    }

    private func json() -> Response {
        let messages = box.messages.map { message -> JSONValue in
            .object([
                "id": .base64URL(message.id), "channel": .text(Self.channel(message)),
                "to": .text(Self.recipient(message)), "subject": .text(message.subject), "text": .text(message.text),
                "date": .integer(message.date),
            ])
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: JSONWriter.compact(.array(messages)))))
    }

    private static func channel(_ message: OutgoingMessage) -> String {
        switch message.recipient {
        case .email: "email"
        case .mobile: "mobile"
        }
    }

    private static func recipient(_ message: OutgoingMessage) -> String {
        switch message.recipient {
        case .email(let address): address.text
        case .mobile(let number): number.text
        }
    }
}
