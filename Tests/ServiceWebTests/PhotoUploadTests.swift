import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PassFormat
import Photos
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("A photo with an application")
struct PhotoUploadTests {
    /// A web server whose pictures go through a shell script.
    private func scene(worker script: String = "/bin/cat") async throws -> WebScene {
        var web = try await WebScene()
        let path = web.scene.folder + "/worker"
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        web.pictures = PhotoIntake(program: path)
        web.office = DevelopmentOffice(random: .system)
        web.limits.forms = 1_000
        return web
    }

    private func picture() throws -> [UInt8] { try GDImage.blank(width: 420, height: 540).jpeg(quality: 80) }

    @Test("A photo is taken with the form, and the desk sees it beside the application")
    func road() async throws {
        let web = try await scene()
        let picture = try picture()
        try await web.application.test(.live) { client in
            let form = try await client.get("/apply").text
            #expect(form.contains("enctype=\"multipart/form-data\"") && form.contains("type=\"file\""))
            #expect(form.contains("accept=\"image/*\"") && !form.contains("capture"))
            let answer = try await client.send(MultipartForm(file: picture))
            #expect(answer.status == .seeOther)
            let id = String(try #require(answer.headers[.location]).suffix(32))
            let office = try await client.get("/office")
            #expect(office.text.contains("src=\"/office/applications/\(id)/photo\""))
            #expect(Markup(office.text).problems == [])
            #expect(office.headers[.contentSecurityPolicy]?.contains("img-src 'self'") == true)
            let photo = try await client.get("/office/applications/\(id)/photo")
            #expect(photo.status == .ok && photo.bytes == picture)
            #expect(photo.headers[.contentType] == "image/jpeg" && photo.headers[.cacheControl] == "no-store")
            #expect(photo.headers[.xContentTypeOptions] == "nosniff")
            let none = String(repeating: "0", count: 32)
            #expect(try await client.get("/office/applications/\(none)/photo").status == .notFound)
            // Whoever has the application's address has no way to the photo.
            #expect(try await client.get("/applications/\(id)/photo").status == .notFound)
        }
    }

    @Test("A form whose file was left out is one without a photo")
    func without() async throws {
        let web = try await scene()
        try await web.application.test(.router) { client in
            let answer = try await client.send(MultipartForm())
            #expect(answer.status == .seeOther)
        }
        #expect(try await web.register.openApplications().map(\.hasPhoto) == [false])
    }

    @Test(
        "What is no photo is told beside its field, with all that was typed, and nothing is stored",
        arguments: [
            ("exit 70", "這不是照片"), ("exit 71", "照片太大"), ("exit 72", "照片太小"), ("exit 73", "無法讀取這張照片"),
            ("kill -SEGV $$", "無法讀取這張照片"),
        ])
    func refused(script: String, words: String) async throws {
        let web = try await scene(worker: script)
        let picture = try picture()
        try await web.application.test(.router) { client in
            let answer = try await client.send(MultipartForm(file: picture))
            #expect(answer.status == .unprocessableContent)
            #expect(Markup(answer.text).problems == [])
            #expect(answer.text.contains(words) && answer.text.contains("id=\"photo-error\""))
            #expect(answer.text.contains("value=\"王小明\""))
            let garbage = try await client.send(MultipartForm(file: Array("<svg onload=alert(1)>".utf8)))
            #expect(garbage.status == .unprocessableContent && garbage.text.contains("這不是照片"))
        }
        #expect(try await web.register.openApplications().isEmpty)
    }

    @Test("A file that is too large is read to its end and told beside its field; a much larger one is cut off")
    func large() async throws {
        var web = try await scene()
        web.limits.discardedUpload = 12 << 20
        let application = web.application
        try await application.test(.live) { client in
            let answer = try await client.send(MultipartForm(file: [UInt8](repeating: 0x2D, count: 11 << 20)))
            #expect(answer.status == .unprocessableContent && answer.text.contains("照片太大"))
            #expect(answer.text.contains("value=\"王小明\"") && answer.text.contains("id=\"photo-error\""))
            let said = try await client.executeRequest(
                uri: "/apply", method: .post,
                headers: [.contentType: MultipartForm.type.string, .contentLength: "\(13 << 20)"], body: nil)
            #expect(said.status == .contentTooLarge)
        }
        #expect(try await web.register.openApplications().isEmpty)
    }

    @Test("With other fields wrong the applicant hears that the photo is to be chosen again")
    func again() async throws {
        // The picture is not even looked at.
        let web = try await scene(worker: "exit 73")
        let picture = try picture()
        try await web.application.test(.router) { client in
            let form = MultipartForm(fields: Form().with("name", nil).fields, file: picture)
            let answer = try await client.send(form)
            #expect(answer.status == .unprocessableContent && answer.text.contains("請再選一次照片"))
            #expect(answer.text.contains("id=\"name-error\""))
        }
    }

    @Test("When no more photos can wait, this is said beside the field, and who leaves it out may apply")
    func noRoom() async throws {
        var web = try await scene()
        web.limits.waitingPhotos.bytes = 100
        let picture = try picture()
        try await web.application.test(.router) { client in
            let answer = try await client.send(MultipartForm(file: picture))
            #expect(answer.status == .unprocessableContent && Markup(answer.text).problems == [])
            #expect(answer.text.contains("目前無法收照片") && answer.text.contains("id=\"photo-error\""))
            #expect(answer.text.contains("value=\"王小明\""))
            let without = try await client.send(MultipartForm())
            #expect(without.status == .seeOther)
        }
        #expect(try await web.register.openApplications().count == 1)
    }

    @Test("A queue that is full takes no picture from anybody")
    func fullQueue() async throws {
        var web = try await scene()
        web.limits.pictures = 0
        let picture = try picture()
        try await web.application.test(.router) { client in
            let answer = try await client.send(MultipartForm(file: picture))
            #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "60")
            #expect(answer.text.contains("目前收到的照片較多") && answer.text.contains("id=\"photo-error\""))
            #expect(answer.text.contains("value=\"王小明\"") && Markup(answer.text).problems == [])
            #expect(try await client.send(MultipartForm()).status == .seeOther)
        }
    }

    @Test("What no browser sends is refused")
    func garbage() async throws {
        let web = try await scene()
        let good = String(decoding: MultipartForm(file: Array("x".utf8)).body, as: UTF8.self)
        let boundary = MultipartForm.boundary
        func part(_ head: String, _ content: String = "x") -> String {
            "--\(boundary)\r\n\(head)\r\n\r\n\(content)\r\n--\(boundary)--\r\n"
        }
        let bodies = [
            "", "x", "--\(boundary)", "--\(boundary)\r\n", "--\(boundary)x\r\n", "--\(boundary)--x",
            String(good.dropLast(4)), String(good.dropLast(40)), "\r\n" + good, good + "x", good + good,
            part(""), part("Content-Type: text/plain"), part("Content-Disposition: form-data"),
            part("Content-Disposition: form-data; name=name"), part("Content-Disposition: form-data; name=\"name"),
            part("Content-Disposition: attachment; name=\"name\""),
            part("Content-Disposition: form-data; name=\"color\""),
            part("Content-Disposition: form-data; name=\"name\"; name=\"name\""),
            part("Content-Disposition: form-data; name=\"name\"; size=\"1\""),
            part("Content-Disposition: form-data; name=\"name\"; filename=\"a\""),
            part("Content-Disposition: form-data; name=\"photo\""),
            part("Content-Disposition: form-data; name=\"name\"", "\0"),
            part("Content-Disposition: form-data; name=\"name\"\r\nContent-Disposition: form-data; name=\"term\""),
            part("X: " + String(repeating: "x", count: 3_000) + "\r\nContent-Disposition: form-data; name=\"name\""),
            part("Content-Disposition: form-data; name=\"name\"", String(repeating: "x", count: 20_000)),
            String(
                repeating: "--\(boundary)\r\nContent-Disposition: form-data; name=\"zone\"\r\n\r\na\r\n", count: 70)
                + "--\(boundary)--\r\n",
        ]
        try await web.application.test(.router) { client in
            for (index, body) in bodies.enumerated() {
                let answer = try await client.post("/apply", type: MultipartForm.type, Array(body.utf8))
                #expect(answer.status == .badRequest, "\(index)")
                #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            }
            let invalid = MultipartForm(fields: [], file: nil).body
            let text = try await client.post(
                "/apply", type: MultipartForm.type,
                Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n".utf8) + [
                    0xFF, 0x0D, 0x0A,
                ]
                    + invalid)
            #expect(text.status == .badRequest)
            for type in [
                "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
                "multipart/form-data; charset=x",
                "multipart/form-data; boundary=a b",
                "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
            ] {
                let answer = try await client.post("/apply", type: WireText(type), Array(good.utf8))
                #expect(answer.status == .unsupportedMediaType, "\(type)")
            }
        }
        #expect(try await web.register.openApplications().isEmpty)
    }

    @Test("A boundary's beginning in a photo ends nothing")
    func nearlyBoundary() async throws {
        let web = try await scene()
        let picture = try picture() + Array("\r\n--\(MultipartForm.boundary.dropLast())\r\n--\r\n".utf8)
        try await web.application.test(.router) { client in
            let answer = try await client.send(MultipartForm(file: picture))
            #expect(answer.status == .seeOther)
        }
        let id = try #require(try await web.register.openApplications().first?.id)
        #expect(try await web.register.photo(of: id) == picture)
    }
}
