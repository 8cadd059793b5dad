import CZBar

/// zbar's image scanner, looking for QR codes and nothing else.
///
/// The other symbologies stay off: they cost time, read codes into noise, and zbar's decoders for them print warnings
/// and had memory errors (CVE-2023-40890). One scanner serves one thread at a time, which `~Copyable` sees to.
@safe struct QRScanner: ~Copyable {
    private let scanner: OpaquePointer

    /// - Throws: `outOfMemory`.
    init() throws(CodeReaderError) {
        guard let scanner = unsafe zbar_image_scanner_create() else { throw .outOfMemory }
        unsafe self.scanner = unsafe scanner
        zbar_set_verbosity(0)
        unsafe zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        unsafe zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
        // Without this zbar guesses at character sets and converts.
        unsafe zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1)
    }

    deinit { unsafe zbar_image_scanner_destroy(scanner) }

    /// The codes in `image`, each content once, in zbar's order.
    ///
    /// - Throws: `outOfMemory`.
    borrowing func scan(_ image: GrayImage) throws(CodeReaderError) -> [DecodedCode] {
        guard let handle = unsafe zbar_image_create() else { throw .outOfMemory }
        // Destroyed inside the closure's reach of the pixels: zbar keeps the pointer, not a copy.
        let found = unsafe image.pixels.withUnsafeBytes { pixels -> [DecodedCode]? in
            defer { unsafe zbar_image_destroy(handle) }
            unsafe zbar_image_set_format(handle, Self.y800)
            unsafe zbar_image_set_size(handle, UInt32(image.width), UInt32(image.height))
            unsafe zbar_image_set_data(handle, pixels.baseAddress, UInt(pixels.count), nil)
            guard unsafe zbar_scan_image(scanner, handle) >= 0 else { return nil }
            return unsafe Self.codes(of: handle)
        }
        guard let found else { throw .outOfMemory }
        return found
    }

    private static func codes(of handle: OpaquePointer) -> [DecodedCode] {
        var codes: [DecodedCode] = []
        var next = unsafe zbar_image_first_symbol(handle)
        while let symbol = unsafe next {
            unsafe next = unsafe zbar_symbol_next(symbol)
            guard unsafe zbar_symbol_get_type(symbol) == ZBAR_QRCODE,
                let data = unsafe zbar_symbol_get_data(symbol)
            else { continue }
            let count = Int(unsafe zbar_symbol_get_data_length(symbol))
            let code = DecodedCode(bytes: unsafe Array(UnsafeRawBufferPointer(start: data, count: count)))
            if !codes.contains(code) { codes.append(code) }
        }
        return codes
    }

    /// The four characters `Y800`, least significant first: plain grey.
    private static let y800 = "Y800".utf8.reversed().reduce(UInt(0)) { $0 << 8 | UInt($1) }
}
