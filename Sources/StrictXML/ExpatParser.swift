import CExpat

/// One document through expat.
@safe struct ExpatParser: ~Copyable {
    private let parser: XML_Parser
    private let limits: XMLLimits

    /// Nil without memory.
    init?(limits: XMLLimits) {
        // The name overrides what the document declares.
        guard let parser = unsafe XML_ParserCreate("UTF-8") else { return nil }
        unsafe self.parser = unsafe parser
        self.limits = limits
    }

    deinit { unsafe XML_ParserFree(parser) }

    /// - Parameter shifts: the places in the original text at each of which four bytes were put in.
    borrowing func parse(_ text: [UInt8], shifts: [Int], _ visit: (XMLEvent) -> Bool) throws(XMLError) {
        let (state, failure) = withoutActuallyEscaping(visit) { visit in
            let run = unsafe ExpatRun(parser: parser, limits: limits, shifts: shifts, visit: visit)
            let status = drive(run, text)
            let failure = status == XML_STATUS_OK ? nil : run.failure ?? run.parserFailure()
            // Nothing may keep the closure.
            run.finish()
            return (run.isStopped, failure)
        }
        if state { return }
        if let failure { throw failure }
    }

    private borrowing func drive(_ run: ExpatRun, _ text: [UInt8]) -> XML_Status {
        unsafe XML_SetUserData(parser, Unmanaged.passUnretained(run).toOpaque())
        unsafe XML_SetElementHandler(
            parser,
            { unsafe ExpatRun.of($0)?.opened($1, $2) },
            { data, _ in unsafe ExpatRun.of(data)?.closed() })
        unsafe XML_SetCharacterDataHandler(parser) { unsafe ExpatRun.of($0)?.read($1, $2) }
        unsafe XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in unsafe ExpatRun.of(data)?.metDoctype() }
        return unsafe text.withUnsafeBytes { bytes in
            // Limits keep the length far below Int32's; an empty text has no address.
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe XML_Parse(parser, start, Int32(clamping: bytes.count), 1)
        }
    }
}
