namespace Territory.Contracts;

/// <summary>The level of an area. A city, its district and its governorate are three areas, even under one name.</summary>
public enum AreaLevel { Governorate, District, Subdistrict, Place, Site, Region }

/// <summary>What a claim says happened. <see cref="Attempt"/> and <see cref="Background"/> never reach the ledger.</summary>
public enum ClaimKind { Change, Partial, Attempt, Denial, Background }

/// <summary>How an area is held. The five are exclusive.</summary>
public enum ControlStatus
{
    /// <summary>Nobody has said who holds it, or nobody knows any more.</summary>
    Unknown,
    /// <summary>One actor holds it.</summary>
    Controlled,
    /// <summary>Two or more fight over it; the last holder stays named.</summary>
    Contested,
    /// <summary>Several hold it side by side.</summary>
    Shared,
    /// <summary>The holder left and nobody has entered.</summary>
    Withdrawn,
}

/// <summary>How much of the area a claim speaks of. Unstated counts as whole for a place, never for a governorate.</summary>
public enum Extent { Unstated, Whole, Most, Part, Centre }

/// <summary>How control passed.</summary>
public enum Manner { Unknown, Force, Agreement, Withdrawal }

/// <summary>How exactly a time is known: the effective interval is as wide as its precision.</summary>
public enum Precision { Minute, Hour, Day, Week, Month, Year }

/// <summary>Where an effective date comes from: the words of the text, its publication, or an analyst.</summary>
public enum DateBasis { Text, Published, Analyst }

/// <summary>Where a claim stands on its way from the report to the ledger.</summary>
public enum ClaimState { Pending, Sent, Recorded, Rejected }

/// <summary>
/// When something was so in the world: an interval, half-open, in UTC, as wide as its precision.
/// </summary>
/// <param name="At">The date as given, at its precision and in the theatre's zone: <c>2024-12-07</c>, <c>2024-12</c>, <c>2024</c>, or an instant.</param>
/// <param name="Precision">How wide the interval is.</param>
/// <param name="From">The first instant of the interval, UTC. States fold by it.</param>
/// <param name="To">The first instant after the interval, UTC.</param>
/// <param name="Basis">Where the date comes from.</param>
public sealed record EffectiveTime(string At, Precision Precision, DateTimeOffset From, DateTimeOffset To, DateBasis Basis);
