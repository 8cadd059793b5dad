package import Mail
package import PassCrypto
package import Register
import StrictJSON

/// How messages are sent, as an operator wrote it down: one JSON object. Secrets stand in files of their own, never in it.
package struct MessageSettings: Sendable {
    /// The public address of the site, without a `/` at its end.
    package let site: String
    package let carriers: [Contact.Channel: any MessageCarrier]
    package let timing: NoticeTiming
    package let retention: NoticeRetention

    /// Reads a secret by the name that the settings have for it. It may have one newline at its end.
    package typealias SecretReader = (String) throws -> SecretBytes

    /// - Throws: ``SettingsError``, or what `secret` throws.
    package init(json: [UInt8], secret: SecretReader) throws {
        let value: JSONValue
        do { value = try JSONReader.read(json) } catch {
            throw SettingsError("no JSON: \(error.description)")
        }
        let root = try SettingObject(value, at: "")
        try root.expectOnly(["site", "mail", "sms", "retry", "keep"])
        site = try Self.site(root.text("site"))
        var carriers: [Contact.Channel: any MessageCarrier] = [:]
        do {
            if let mail = try root.object("mail") { carriers[.email] = try Self.mail(mail, secret) }
            if let sms = try root.object("sms") { carriers[.mobile] = try Self.sms(sms, secret) }
        } catch let error as CarrierConfigurationError {
            throw SettingsError(error.description)
        }
        self.carriers = carriers
        var timing = NoticeTiming()
        if let retry = try root.object("retry") {
            try retry.expectOnly(["first", "longest", "attempts"])
            timing.firstRetry = try retry.integer("first", in: 1...86_400) ?? timing.firstRetry
            timing.longestRetry = try retry.integer("longest", in: 1...86_400) ?? timing.longestRetry
            timing.attempts = try retry.integer("attempts", in: 1...1_000) ?? timing.attempts
        }
        self.timing = timing
        var retention = NoticeRetention()
        if let keep = try root.object("keep") {
            try keep.expectOnly(["texts", "counts"])
            retention.blankedAfter =
                try keep.integer("texts", in: 0...3_650).map { $0 * 86_400 } ?? retention.blankedAfter
            retention.removedAfter =
                try keep.integer("counts", in: 1...3_650).map { $0 * 86_400 } ?? retention.removedAfter
        }
        self.retention = retention
    }

    private static func site(_ text: String) throws -> String {
        guard let address = ServerAddress(text), address.path.isEmpty,
            address.scheme == "https" || address.scheme == "http" && address.isLoopback
        else { throw SettingsError("site must be https://HOST, without anything after it") }
        return text
    }

    private static func mail(_ object: SettingObject, _ secret: SecretReader) throws -> MailCarrier {
        try object.expectOnly(["server", "from", "name", "credentials", "certificates", "seconds"])
        guard let from = MailAddress(try object.text("from")) else {
            throw SettingsError("mail.from must be an e-mail address")
        }
        let login = try object.optionalText("credentials").map { try self.login(secret($0)) }
        let server = try SMTPServer(
            url: object.text("server"), login: login, seconds: Int(object.integer("seconds", in: 1...600) ?? 25),
            certificates: object.optionalText("certificates"))
        return MailCarrier(server: server, sender: Sender(address: from, name: try object.optionalText("name") ?? ""))
    }

    /// Two lines: the user and the password.
    private static func login(_ file: consuming SecretBytes) throws -> SMTPServer.Login {
        let file = file
        let (user, password) = file.withBytes { bytes -> (String, [UInt8]) in
            let lines = bytes.indices.map { bytes[$0] }.split(
                separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
            return (String(decoding: lines.first ?? [], as: UTF8.self), lines.count > 1 ? Array(lines[1]) : [])
        }
        var rest = password
        if rest.last == 0x0A { rest.removeLast() }
        return try SMTPServer.Login(user: user, password: Secret(SecretBytes(wiping: &rest)))
    }

    private static func sms(_ object: SettingObject, _ secret: SecretReader) throws -> SMSCarrier {
        try object.expectOnly([
            "gateway", "form", "json", "header", "secret", "number", "parts", "accepted", "refused", "certificates",
            "seconds",
        ])
        let (form, json) = (try object.object("form"), try object.object("json"))
        let body: SMSGateway.Body
        switch (form, json) {
        case (let form?, nil):
            body = .form(try form.names.map { SMSGateway.Field($0, try form.text($0)) })
        case (nil, let json?): body = .json(json.object)
        default: throw SettingsError("sms must have one of form and json")
        }
        var gateway = try SMSGateway(url: object.text("gateway"), body: body)
        if let header = try object.object("header") {
            try header.expectOnly(["name", "value"])
            gateway.header = SMSGateway.Field(try header.text("name"), try header.text("value"))
        }
        if let name = try object.optionalText("secret") {
            gateway.secret = try Secret(secret(name))
        }
        if let number = try object.optionalText("number") {
            guard let form = SMSGateway.NumberForm(rawValue: number) else {
                throw SettingsError("sms.number must be international, digits or national")
            }
            gateway.number = form
        }
        gateway.mostParts = Int(try object.integer("parts", in: 1...10) ?? 3)
        gateway.seconds = Int(try object.integer("seconds", in: 1...600) ?? 20)
        gateway.accepted = try object.optionalText("accepted")
        gateway.refused = try object.optionalText("refused")
        gateway.certificates = try object.optionalText("certificates")
        return try SMSCarrier(gateway: gateway)
    }
}
