using Territory.Contracts;

namespace Territory.OperationsConsole.Api;

/// <summary>A page of a list; <paramref name="Next"/> is the <c>after</c> of the next one.</summary>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Who held what: the envelope says at what instant, by what was known and reported.</summary>
public sealed record ControlPicture(
    DateTimeOffset At, DateTimeOffset Known, DateTimeOffset? Reported, string Position, bool Settled, string? Checksum, string PackVersion, IReadOnlyList<AreaControl> Areas);

/// <summary>The same for one area.</summary>
public sealed record AreaPicture(
    DateTimeOffset At, DateTimeOffset Known, DateTimeOffset? Reported, string Position, bool Settled, string? Checksum, string PackVersion, AreaControl Area);

/// <summary>How one area is held.</summary>
public sealed record AreaControl(
    string Area, string Name, string NameAr, AreaLevel Level, ControlStatus Status, string? Controller, IReadOnlyList<string> Controllers, IReadOnlyList<string> Challengers,
    IReadOnlyList<string>? BesiegedBy, string? ClaimedBy, Extent? Extent, DateTimeOffset? Since, string? SinceAt, Precision? Precision, bool Certain, bool Inherited, string? InheritedFrom,
    string? ChangeId, IReadOnlyList<string> ClaimsFor, IReadOnlyList<string> ClaimsAgainst, Grade? Grade, string? Rule, DateTimeOffset? LastObservedAt, bool Demonstration,
    IReadOnlyList<HolderCount>? Breakdown, IReadOnlyList<string>? Warnings = null, Manner? Manner = null);

/// <summary>How many areas below have this sole holder; null counts those without one.</summary>
public sealed record HolderCount(string? Controller, int Count);

/// <summary>An area's history, oldest stretch first.</summary>
public sealed record Timeline(string Position, bool Settled, IReadOnlyList<Stretch> Items);

/// <summary>A stretch of an area's history; without an end it goes on.</summary>
public sealed record Stretch(
    DateTimeOffset Start, DateTimeOffset? End, ControlStatus Status, IReadOnlyList<string> Controllers, IReadOnlyList<string> Challengers, Extent? Extent, string? EffectiveAt, Precision? Precision,
    string? ChangeId, DateTimeOffset? RecordedAt, DateTimeOffset? ReportedAt, Grade? Grade, string? Rule, string? DecidedBy, bool Inherited, string? InheritedFrom, bool Demonstration);

/// <summary>A report as it is handed in.</summary>
public sealed record ReportDraft(string Text, string? Title, string Source, string PublishedAt, string? Grade, string? Url, string? Theatre);

/// <summary>What intake read in a report. Ids are null on a dry run, the text for whoever may not read words.</summary>
public sealed record Reading(
    string? Id, bool Duplicate, string? Language, string? Sha256, IReadOnlyList<ReadClaim> Claims, IReadOnlyList<ReadNote>? Notes, IReadOnlyList<string>? Changes,
    string? Text, string? Title, string? Source, string? PublishedAt, DateTimeOffset? ReceivedAt, string? Grade, string? Url, bool Demonstration);

/// <summary>A claim as intake read it.</summary>
public sealed record ReadClaim(
    string? Id, string Area, string? AreaName, AreaLevel? Level, string? Governorate, string? From, string? To, ClaimKind Kind, ControlStatus? Status, Extent? Extent, Manner? Manner,
    string? EffectiveAt, Precision? Precision, DateBasis? DateBasis, string? ClaimedBy, IReadOnlyList<string>? Via, bool Hedged, double Confidence, string? Rule,
    IReadOnlyList<Quote>? Evidence, ClaimState? State, ClaimDecision? Decision, IReadOnlyList<string>? Candidates = null, IReadOnlyList<string>? With = null);

/// <summary>A note for analysts only.</summary>
public sealed record ReadNote(string Kind, string? Area, int Start, int End, string? Quote);

/// <summary>Words of a report, by UTF-16 offsets, half-open.</summary>
public sealed record Quote(int Start, int End, [property: System.Text.Json.Serialization.JsonPropertyName("quote")] string? Words);
