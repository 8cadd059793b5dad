internal import CCurl

/// A libcurl easy handle: one transfer at a time, connections kept between them.
@safe struct EasyHandle: ~Copyable {
    /// libcurl's own set-up, once a process.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let handle: UnsafeMutableRawPointer

    init?() {
        guard Self.isReady, let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = handle
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
    }

    /// Asks and waits for the reply, blocking.
    ///
    /// - Returns: a failure only where there was no reply to the end.
    mutating func perform(
        _ request: HTTPRequest, into transfer: HTTPTransfer, _ timing: HTTPTiming, _ identity: ClientIdentity?
    ) -> Result<HTTPReply, WebFailure> {
        unsafe curl_easy_reset(handle)
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { unsafe curl_slist_free_all(headers) }
        for field in request.fields {
            guard let line = field.line else { return .failure(WebFailure("a field of the request is broken")) }
            unsafe headers = curl_slist_append(headers, line)
        }
        guard setUp(request, transfer, timing) else { return .failure(WebFailure("libcurl refused an option")) }
        if let identity, !setUp(identity) { return .failure(WebFailure("libcurl refused an option")) }
        unsafe portpass_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headers)
        let code = unsafe curl_easy_perform(handle)
        return withExtendedLifetime(transfer) { reply(code, transfer) }
    }

    private func setUp(_ request: HTTPRequest, _ transfer: HTTPTransfer, _ timing: HTTPTiming) -> Bool {
        let isSecure = request.address.lowercased().hasPrefix("https:")
        let sink = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        let texts: [(CURLoption, String)] = [
            (CURLOPT_URL, request.address), (CURLOPT_USERAGENT, request.agent),
            (CURLOPT_PROTOCOLS_STR, "http,https"),
            // A redirect may lead to https and never away from it.
            (CURLOPT_REDIR_PROTOCOLS_STR, isSecure ? "https" : "http,https"),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, request.followsRedirects ? 1 : 0), (CURLOPT_MAXREDIRS, 3),
            (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_CONNECTTIMEOUT, timing.connectSeconds),
            (CURLOPT_TIMEOUT, timing.deadline(bytes: transfer.limit + (request.body?.count ?? 0))),
            (CURLOPT_LOW_SPEED_LIMIT, timing.minimumRate), (CURLOPT_LOW_SPEED_TIME, timing.slowSeconds),
            (CURLOPT_NOPROGRESS, 0),
        ]
        var isGood = true
        for (option, text) in texts {
            isGood = unsafe portpass_curl_set_string(handle, option, text) == CURLE_OK && isGood
        }
        for (option, number) in numbers {
            isGood = unsafe portpass_curl_set_long(handle, option, number) == CURLE_OK && isGood
        }
        if let body = request.body {
            // libcurl copies as many bytes as it was told of before.
            let length = curl_off_t(body.count)
            isGood = unsafe portpass_curl_set_long(handle, CURLOPT_POST, 1) == CURLE_OK && isGood
            isGood = unsafe portpass_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, length) == CURLE_OK && isGood
            isGood =
                unsafe body.withUnsafeBytes { bytes in
                    let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
                    return unsafe portpass_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, start) == CURLE_OK
                } && isGood
        }
        let write: curl_write_callback = { piece, size, count, sink in
            guard let sink = unsafe sink else { return 0 }
            let transfer = unsafe Unmanaged<HTTPTransfer>.fromOpaque(sink).takeUnretainedValue()
            let (total, isOver) = size.multipliedReportingOverflow(by: count)
            guard !isOver else { return 0 }
            // Any other number than `total` ends the transfer.
            return unsafe transfer.append(UnsafeRawBufferPointer(start: piece, count: total)) ? total : total &+ 1
        }
        let progress: curl_xferinfo_callback = { sink, _, _, _, _ in
            guard let sink = unsafe sink else { return 1 }
            return unsafe Unmanaged<HTTPTransfer>.fromOpaque(sink).takeUnretainedValue().isCancelled ? 1 : 0
        }
        if request.onlyPublic {
            isGood = unsafe portpass_curl_set_string(handle, CURLOPT_PROXY, "") == CURLE_OK && isGood
            isGood = unsafe portpass_curl_only_public(handle) == CURLE_OK && isGood
        }
        isGood = unsafe portpass_curl_set_write(handle, write) == CURLE_OK && isGood
        isGood = unsafe portpass_curl_set_pointer(handle, CURLOPT_WRITEDATA, sink) == CURLE_OK && isGood
        isGood = unsafe portpass_curl_set_progress(handle, progress) == CURLE_OK && isGood
        isGood = unsafe portpass_curl_set_pointer(handle, CURLOPT_XFERINFODATA, sink) == CURLE_OK && isGood
        // What the server says the length is; what it sends is counted too.
        let limit = curl_off_t(transfer.limit)
        return unsafe portpass_curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, limit) == CURLE_OK && isGood
    }

    private func setUp(_ identity: ClientIdentity) -> Bool {
        var texts: [(CURLoption, String)] = [
            (CURLOPT_SSLCERT, identity.certificate), (CURLOPT_SSLKEY, identity.key), (CURLOPT_PROXY, ""),
            (CURLOPT_PROTOCOLS_STR, "https"), (CURLOPT_REDIR_PROTOCOLS_STR, "https"),
        ]
        var isGood = true
        if let authority = identity.authority {
            texts.append((CURLOPT_CAINFO, authority))
            // Nobody beside that one.
            isGood = unsafe portpass_curl_set_pointer(handle, CURLOPT_CAPATH, nil) == CURLE_OK
        }
        for (option, text) in texts {
            isGood = unsafe portpass_curl_set_string(handle, option, text) == CURLE_OK && isGood
        }
        let least = CURL_SSLVERSION_TLSv1_2
        return unsafe portpass_curl_set_long(handle, CURLOPT_SSLVERSION, least) == CURLE_OK && isGood
    }

    private func reply(_ code: CURLcode, _ transfer: HTTPTransfer) -> Result<HTTPReply, WebFailure> {
        var status = 0
        unsafe portpass_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        transfer.note(status: status)
        let isTooLarge = transfer.isTooLarge || code == CURLE_FILESIZE_EXCEEDED
        guard code == CURLE_OK || (status != 0 && isTooLarge) || status >= 400 else {
            return .failure(WebFailure(unsafe String(cString: curl_easy_strerror(code))))
        }
        return .success(
            HTTPReply(
                status: status, bytes: isTooLarge ? [] : transfer.bytes, isTooLarge: isTooLarge,
                type: field("Content-Type"), entityTag: field("ETag")))
    }

    /// A field of the last reply's head.
    private func field(_ name: String) -> String? {
        var header: UnsafeMutablePointer<curl_header>?
        guard unsafe curl_easy_header(handle, name, 0, UInt32(CURLH_HEADER), -1, &header) == CURLHE_OK,
            let value = unsafe header?.pointee.value
        else { return nil }
        return unsafe String(cString: value)
    }
}
