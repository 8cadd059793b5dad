import CPango

/// Collects what cairo writes to a stream.
///
/// A class, because C holds a pointer to it from the opening of a surface to its finish.
final class ByteSink {
    private(set) var bytes: [UInt8] = []

    /// What cairo is given as `closure`; the sink must outlive the surface.
    var closure: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

    /// What cairo is given as its write function.
    static let write: cairo_write_func_t = { closure, data, length in
        guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}
