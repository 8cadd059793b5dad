internal import CCurl
internal import StrictJSON

/// A controller in the local network that opens the barrier when it is asked by HTTP, and closes it by itself.
///
/// `POST` of `{"direction":"in","pulse":1000}` (milliseconds) as `application/json`; any 2xx is a yes.
struct HTTPBarrier: Barrier {
    /// libcurl's own set-up, once a process; it counts how often it was asked for.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    let address: LocalAddress
    /// For connection and answer together.
    let deadline: Duration

    var patience: Duration { deadline + .seconds(1) }

    func raise(_ direction: BarrierDirection, for pulse: Duration) throws(DeviceError) {
        let order: JSONObject = [
            "direction": .text(direction.rawValue), "pulse": .integer(Int64(pulse.pollTimeout)),
        ]
        let status = try ask(JSONWriter.compact(.object(order)))
        guard (200...299).contains(status) else {
            throw .failed("the barrier at \(address.text) refused with status \(status)")
        }
    }

    /// The controller counts the pulse. Here it is only seen whether it can be reached.
    func lower() throws(DeviceError) { _ = try ask(nil) }

    /// - Parameter body: Nil to connect and say nothing.
    /// - Returns: The status of the answer.
    private func ask(_ body: [UInt8]?) throws(DeviceError) -> Int {
        guard Self.isReady, let handle = unsafe curl_easy_init() else { throw .failed("libcurl could not start") }
        defer { unsafe curl_easy_cleanup(handle) }
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { unsafe curl_slist_free_all(headers) }
        for line in ["Content-Type: application/json", "Expect:"] {
            unsafe headers = curl_slist_append(headers, line)
        }
        guard unsafe setUp(handle, body),
            unsafe portpass_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headers) == CURLE_OK
        else { throw .failed("libcurl refused an option") }
        let code = unsafe curl_easy_perform(handle)
        guard code == CURLE_OK else {
            throw .failed(
                "the barrier at \(address.text) does not answer: \(unsafe String(cString: curl_easy_strerror(code)))")
        }
        var status = 0
        unsafe portpass_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    private func setUp(_ handle: UnsafeMutableRawPointer, _ body: [UInt8]?) -> Bool {
        let milliseconds = Int(deadline.pollTimeout)
        // No proxy that the environment names, no redirect, nothing kept for later.
        let texts: [(CURLoption, String)] = [
            (CURLOPT_URL, address.text), (CURLOPT_USERAGENT, "portgate"), (CURLOPT_PROTOCOLS_STR, "http"),
            (CURLOPT_PROXY, ""),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0),
            (body == nil ? CURLOPT_CONNECT_ONLY : CURLOPT_POST, 1),
            (CURLOPT_CONNECTTIMEOUT_MS, milliseconds), (CURLOPT_TIMEOUT_MS, milliseconds),
        ]
        // The answer is in the status; an endless body ends with the deadline.
        let ignore: curl_write_callback = { _, size, count, _ in size &* count }
        var isGood = unsafe portpass_curl_set_write(handle, ignore) == CURLE_OK
        for (option, text) in texts {
            isGood = unsafe portpass_curl_set_string(handle, option, text) == CURLE_OK && isGood
        }
        for (option, number) in numbers {
            isGood = unsafe portpass_curl_set_long(handle, option, number) == CURLE_OK && isGood
        }
        guard let body else { return isGood }
        // libcurl copies as many bytes as it was told of before.
        isGood =
            unsafe portpass_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)) == CURLE_OK
            && isGood
        return unsafe body.withUnsafeBytes { bytes in
            let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            return unsafe portpass_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, start) == CURLE_OK
        } && isGood
    }
}
