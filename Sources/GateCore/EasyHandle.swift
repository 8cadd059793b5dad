internal import CCurl
internal import TrustUpdates

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

    /// Fetches `address`, blocking.
    ///
    /// - Parameter tag: Answers `.unchanged` when the server's file still has this entity tag.
    mutating func get(
        _ address: String, tag: String?, into transfer: HTTPTransfer, _ timing: HTTPTiming
    ) -> Result<HTTPAnswer, FetchError> {
        unsafe curl_easy_reset(handle)
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { unsafe curl_slist_free_all(headers) }
        if let tag {
            guard tag.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return .failure(.failed("a tag is broken")) }
            unsafe headers = curl_slist_append(nil, "If-None-Match: \(tag)")
        }
        guard setUp(address, transfer, timing) else { return .failure(.failed("libcurl refused an option")) }
        unsafe portpass_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headers)
        let code = unsafe curl_easy_perform(handle)
        return withExtendedLifetime(transfer) { answer(code, transfer, wasAskedByTag: tag != nil) }
    }

    private func setUp(_ address: String, _ transfer: HTTPTransfer, _ timing: HTTPTiming) -> Bool {
        let isSecure = address.lowercased().hasPrefix("https:")
        let sink = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        let texts: [(CURLoption, String)] = [
            (CURLOPT_URL, address), (CURLOPT_USERAGENT, "portgate"),
            (CURLOPT_PROTOCOLS_STR, "http,https"),
            // A redirect may lead to https and never away from it.
            (CURLOPT_REDIR_PROTOCOLS_STR, isSecure ? "https" : "http,https"),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 1), (CURLOPT_MAXREDIRS, 3),
            (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_CONNECTTIMEOUT, timing.connectSeconds), (CURLOPT_TIMEOUT, timing.deadline(limit: transfer.limit)),
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
        isGood = unsafe portpass_curl_set_write(handle, write) == CURLE_OK && isGood
        isGood = unsafe portpass_curl_set_pointer(handle, CURLOPT_WRITEDATA, sink) == CURLE_OK && isGood
        isGood = unsafe portpass_curl_set_progress(handle, progress) == CURLE_OK && isGood
        isGood = unsafe portpass_curl_set_pointer(handle, CURLOPT_XFERINFODATA, sink) == CURLE_OK && isGood
        // What the server says the length is; what it sends is counted too.
        let limit = curl_off_t(transfer.limit)
        return unsafe portpass_curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, limit) == CURLE_OK && isGood
    }

    private func answer(
        _ code: CURLcode, _ transfer: HTTPTransfer, wasAskedByTag: Bool
    ) -> Result<HTTPAnswer, FetchError> {
        var status = 0
        unsafe portpass_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        // The error pages of a server may be larger than the file would be.
        switch status {
        case 403, 404, 410: return .failure(.notFound)
        case 0, 200, 300..<400: break
        default: return .failure(.failed("the server answered with status \(status)"))
        }
        if transfer.isTooLarge || code == CURLE_FILESIZE_EXCEEDED { return .failure(.tooLarge) }
        guard code == CURLE_OK else {
            return .failure(.failed(unsafe String(cString: curl_easy_strerror(code))))
        }
        switch status {
        case 200: return .success(.content(transfer.bytes, tag: entityTag))
        case 304 where wasAskedByTag: return .success(.unchanged)
        default: return .failure(.failed("the server answered with status \(status)"))
        }
    }

    private var entityTag: String? {
        var header: UnsafeMutablePointer<curl_header>?
        guard unsafe curl_easy_header(handle, "ETag", 0, UInt32(CURLH_HEADER), -1, &header) == CURLHE_OK,
            let value = unsafe header?.pointee.value
        else { return nil }
        return unsafe String(cString: value)
    }
}
