import CPango

extension RenderError {
    /// Cairo's complaint as ours.
    static func cairo(_ status: cairo_status_t) -> RenderError {
        guard status != CAIRO_STATUS_NO_MEMORY else { return .outOfMemory }
        return .libraryFailure(unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) } ?? "cairo")
    }
}
