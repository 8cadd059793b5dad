internal import CCurl

/// One transfer of libcurl, from its options to what came of it. Blocks.
@safe struct CurlTransfer: ~Copyable {
    /// libcurl's own set-up, once a process; it counts how often it was asked for.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let handle: UnsafeMutableRawPointer
    /// The one list of texts that a transfer of ours has.
    private var list: UnsafeMutablePointer<curl_slist>?
    private var isSound = true

    init?() {
        guard Self.isReady, let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = handle
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(list)
    }

    mutating func set(_ option: CURLoption, _ number: Int) {
        isSound = unsafe portpass_curl_set_long(handle, option, number) == CURLE_OK && isSound
    }

    mutating func set(_ option: CURLoption, _ text: String) {
        isSound = unsafe portpass_curl_set_string(handle, option, text) == CURLE_OK && isSound
    }

    /// - Precondition: for one option only.
    mutating func set(_ option: CURLoption, _ texts: [String]) {
        for text in texts {
            let longer = unsafe curl_slist_append(list, text)
            isSound = unsafe longer != nil && isSound
            if let longer = unsafe longer { unsafe list = longer }
        }
        isSound = unsafe portpass_curl_set_pointer(handle, option, list) == CURLE_OK && isSound
    }

    /// libcurl takes a copy of the body.
    mutating func post(_ body: [UInt8]) {
        set(CURLOPT_POST, 1)
        let length = curl_off_t(body.count)
        isSound = unsafe portpass_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, length) == CURLE_OK && isSound
        isSound =
            unsafe body.withUnsafeBytes { bytes in
                let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
                return unsafe portpass_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, start) == CURLE_OK
            } && isSound
    }

    /// Uploads what `state` has, of this many bytes.
    mutating func upload(_ count: Int) {
        set(CURLOPT_UPLOAD, 1)
        let length = curl_off_t(count)
        isSound = unsafe portpass_curl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, length) == CURLE_OK && isSound
    }

    /// What every transfer of ours has: no proxy of the environment, no signals, certificates looked at.
    mutating func prepare(protocols: String, seconds: Int, certificates: String?) {
        set(CURLOPT_PROTOCOLS_STR, protocols)
        set(CURLOPT_PROXY, "")
        if let certificates { set(CURLOPT_CAINFO, certificates) }
        for (option, number) in [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_CONNECTTIMEOUT, min(seconds, 10)), (CURLOPT_TIMEOUT, seconds),
            // It says goodbye to a mail server within the transfer, where this counts: left to the handle's end, it would wait
            // two minutes for an answer that decides nothing any more.
            (CURLOPT_FORBID_REUSE, 1), (CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds), (CURLOPT_NOPROGRESS, 0),
        ] {
            set(option, number)
        }
    }

    /// - Returns: libcurl's result and the number of the server's last reply, 0 for none; nil when an option was refused.
    mutating func perform(_ state: TransferState) -> (code: CURLcode, reply: Int)? {
        attach(state)
        guard isSound else { return nil }
        return withExtendedLifetime(state) {
            let code = unsafe curl_easy_perform(handle)
            var reply = 0
            unsafe portpass_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &reply)
            return (code, reply)
        }
    }

    private mutating func attach(_ state: TransferState) {
        let shared = unsafe Unmanaged.passUnretained(state).toOpaque()
        let read: curl_read_callback = { buffer, size, count, shared in
            guard let shared = unsafe shared, let buffer = unsafe buffer else { return 0 }
            let state = unsafe Unmanaged<TransferState>.fromOpaque(shared).takeUnretainedValue()
            let piece = state.next(size &* count)
            unsafe UnsafeMutableRawPointer(buffer).copyMemory(from: piece, byteCount: piece.count)
            return piece.count
        }
        let write: curl_write_callback = { piece, size, count, shared in
            guard let shared = unsafe shared else { return 0 }
            let state = unsafe Unmanaged<TransferState>.fromOpaque(shared).takeUnretainedValue()
            unsafe state.append(UnsafeRawBufferPointer(start: piece, count: size &* count))
            return size &* count
        }
        let progress: curl_xferinfo_callback = { shared, _, _, _, _ in
            guard let shared = unsafe shared else { return 1 }
            return unsafe Unmanaged<TransferState>.fromOpaque(shared).takeUnretainedValue().isCancelled ? 1 : 0
        }
        // How libcurl says which command it sends; everything else it says here is dropped unread.
        let debug: curl_debug_callback = { _, kind, piece, count, shared in
            guard kind == CURLINFO_HEADER_OUT, let shared = unsafe shared else { return 0 }
            let state = unsafe Unmanaged<TransferState>.fromOpaque(shared).takeUnretainedValue()
            unsafe state.note(command: UnsafeRawBufferPointer(start: piece, count: count))
            return 0
        }
        set(CURLOPT_VERBOSE, 1)
        isSound = unsafe portpass_curl_set_read(handle, read) == CURLE_OK && isSound
        isSound = unsafe portpass_curl_set_write(handle, write) == CURLE_OK && isSound
        isSound = unsafe portpass_curl_set_progress(handle, progress) == CURLE_OK && isSound
        isSound = unsafe portpass_curl_set_debug(handle, debug) == CURLE_OK && isSound
        for option in [CURLOPT_READDATA, CURLOPT_WRITEDATA, CURLOPT_XFERINFODATA, CURLOPT_DEBUGDATA] {
            isSound = unsafe portpass_curl_set_pointer(handle, option, shared) == CURLE_OK && isSound
        }
    }
}
