using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>A conflict area the server tracks.</summary>
/// <param name="Id">Its id in paths and parameters: <c>syria</c>.</param>
/// <param name="Name">English name.</param>
/// <param name="NameAr">Arabic name.</param>
/// <param name="Zone">IANA zone of its local days.</param>
/// <param name="PackVersion">Version of its pack.</param>
public sealed record TheatreFound(string Id, string Name, string NameAr, string Zone, string PackVersion);

/// <summary>An area of the gazetteer.</summary>
public sealed record AreaFound
{
    /// <summary>Its code.</summary>
    public required string Area { get; init; }
    /// <summary>English name.</summary>
    public string? Name { get; init; }
    /// <summary>Arabic name.</summary>
    public string? NameAr { get; init; }
    /// <summary>English name with its level, where a bare name would be taken for another area.</summary>
    public string? Label { get; init; }
    /// <summary>The same in Arabic.</summary>
    public string? LabelAr { get; init; }
    /// <summary>Its level.</summary>
    public AreaLevel Level { get; init; }
    /// <summary>Code of the area above it; null for a governorate or a region.</summary>
    public string? Parent { get; init; }
    /// <summary>ISO 3166-2 code, governorates only.</summary>
    public string? Iso { get; init; }
    /// <summary>Codes from the governorate down to it.</summary>
    public IReadOnlyList<string> Path { get; init => field = value ?? []; } = [];
    /// <summary>Other spellings and names.</summary>
    public IReadOnlyList<string> Variants { get; init => field = value ?? []; } = [];
    /// <summary>First local day it was there as this unit; null when it was there before the theatre's time.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>First local day it no longer was; null while it is.</summary>
    public DateOnly? ValidTo { get; init; }
}

/// <summary>Who held an area when.</summary>
public sealed record AreaTimeline
{
    /// <summary>The area.</summary>
    public required AreaFound Area { get; init; }
    /// <summary>The record is taken as it stood then, UTC.</summary>
    public DateTimeOffset? Known { get; init; }
    /// <summary>Claims reported up to then are counted, UTC; null when not asked.</summary>
    public DateTimeOffset? Reported { get; init; }
    /// <summary>The last position the answer rests on.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long Position { get; init; }
    /// <summary>The same question will have the same answer for ever.</summary>
    public bool Settled { get; init; }
    /// <summary>The stretches, oldest first.</summary>
    public IReadOnlyList<TimelineSegment> Items { get; init => field = value ?? []; } = [];
    /// <summary>There are more stretches, after this instant; the client asks for them itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}

/// <summary>A stretch of an area's timeline, half-open, UTC.</summary>
public sealed record TimelineSegment
{
    /// <summary>From when it was so; null when it was so before anything is known.</summary>
    public DateTimeOffset? Start { get; init; }
    /// <summary>Until when; null while it is so.</summary>
    public DateTimeOffset? End { get; init; }
    /// <summary>How it was held.</summary>
    public ControlStatus Status { get; init; }
    /// <summary>The sole holder; null when there are several or none.</summary>
    public string? Controller { get; init; }
    /// <summary>Who held it: one, several when shared, the last holder while contested.</summary>
    public IReadOnlyList<string> Controllers { get; init => field = value ?? []; } = [];
    /// <summary>Who contested it.</summary>
    public IReadOnlyList<string> Challengers { get; init => field = value ?? []; } = [];
    /// <summary>Who besieged it.</summary>
    public IReadOnlyList<string> BesiegedBy { get; init => field = value ?? []; } = [];
    /// <summary>Who claimed to hold it, when it is a party's word.</summary>
    public string? ClaimedBy { get; init; }
    /// <summary>How much of it.</summary>
    public Extent? Extent { get; init; }
    /// <summary>How it passed.</summary>
    public Manner? Manner { get; init; }
    /// <summary>The date it began, at its precision, in the theatre's zone.</summary>
    public string? EffectiveAt { get; init; }
    /// <summary>Precision of <see cref="EffectiveAt"/>.</summary>
    public Precision? Precision { get; init; }
    /// <summary>The change that began it.</summary>
    public string? ChangeId { get; init; }
    /// <summary>That change's place in the public log, a decimal string.</summary>
    public string? Position { get; init; }
    /// <summary>When the ledger recorded that change, UTC.</summary>
    public DateTimeOffset? RecordedAt { get; init; }
    /// <summary>Publication of the latest claim the decision needed, UTC.</summary>
    public DateTimeOffset? ReportedAt { get; init; }
    /// <summary>Grade of the best claim for it.</summary>
    public Grade? Grade { get; init; }
    /// <summary>The rule that decided.</summary>
    public string? Rule { get; init; }
    /// <summary>Who decided: <c>policy</c>, <c>person:…</c> or <c>import:…</c>.</summary>
    public string? DecidedBy { get; init; }
    /// <summary>It follows from a change of the whole area above it.</summary>
    public bool Inherited { get; init; }
    /// <summary>The area above that it follows from.</summary>
    public string? InheritedFrom { get; init; }
    /// <summary>Rests on invented reports.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Demonstration { get; init; }
}
