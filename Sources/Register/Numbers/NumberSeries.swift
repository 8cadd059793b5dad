/// What numbers of a kind begin with, so that one is never taken for another's.
package protocol NumberSeries {
    /// A capital.
    static var letter: UInt8 { get }
}

/// `A26-4F7K2MX`.
package typealias ApplicationNumber = CheckedNumber<ApplicationSeries>
package enum ApplicationSeries: NumberSeries {
    package static let letter = UInt8(ascii: "A")
}

/// What somebody wrote to the service: `C26-4F7K2MX`.
package typealias OpinionNumber = CheckedNumber<OpinionSeries>
package enum OpinionSeries: NumberSeries {
    package static let letter = UInt8(ascii: "C")
}

/// What somebody contributed to a consultation: `K26-4F7K2MX`. It opens nothing but how it stands: neither its text nor who wrote it.
package typealias ContributionNumber = CheckedNumber<ContributionSeries>
package enum ContributionSeries: NumberSeries {
    package static let letter = UInt8(ascii: "K")
}

/// `V26-4F7K2MX`.
package typealias ViolationNumber = CheckedNumber<ViolationSeries>
package enum ViolationSeries: NumberSeries {
    package static let letter = UInt8(ascii: "V")
}
