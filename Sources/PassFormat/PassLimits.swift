/// The limits of the format in one place. Lengths of text are bytes of UTF-8.
package enum PassLimits {
    /// Nothing longer is read as a code, in characters.
    package static let textRead = 1400
    /// The longest pass text that is made: QR version 17-M, alphanumeric.
    package static let passTextWritten = 734
    /// The longest live code that is made: QR version 19-M, alphanumeric.
    package static let liveCodeTextWritten = 909

    /// Short enough that the live code of every pass that fits 734 characters fits 909.
    package static let issuer = 1...24
    package static let statusURI = 1...255
    package static let number = 1...24
    package static let name = 1...90
    package static let organisation = 1...90
    package static let vesselCall = 1...32
    package static let plate = 1...16
    package static let endorsementName = 1...24

    package static let idHint = 4
    package static let photoSecret = 16
    package static let ports = 1...10
    package static let plates = 1...4
    package static let endorsements = 1...16

    /// 1970 to the end of year 9999: what RFC 3339 can print, so that no sum of times can overflow.
    package static let time: ClosedRange<Int64> = 0...253_402_300_799
}
