/// What somebody is asked about. The raw value is what the database holds.
package enum SatisfactionSubject: String, Hashable, Sendable, CaseIterable { case application, opinion }
