using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>Which state of the world, as known when. Dates are local days of the theatre (meaning their end), months, years or instants.</summary>
public sealed record ControlQuestion
{
    /// <summary>Only areas of this level; the server's answer is governorates when null.</summary>
    public AreaLevel? Level { get; init; }
    /// <summary>The state at this time in the world; now when null.</summary>
    public string? At { get; init; }
    /// <summary>As the record stood at this time, or at this position.</summary>
    public string? Known { get; init; }
    /// <summary>As the claims reported up to this time would have it.</summary>
    public string? Reported { get; init; }
    /// <summary><c>day</c> for the names of that day, <c>today</c> for today's; the server's choice when null.</summary>
    public string? Names { get; init; }
}

/// <summary>What stands around every answer about control.</summary>
public abstract record ControlEnvelope
{
    /// <summary>The instant asked about, UTC.</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>The record is taken as it stood then, UTC; null when not asked.</summary>
    public DateTimeOffset? Known { get; init; }
    /// <summary>Claims reported up to then are counted, UTC; null when not asked.</summary>
    public DateTimeOffset? Reported { get; init; }
    /// <summary>The last position the answer rests on.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long Position { get; init; }
    /// <summary>The same question will have the same answer for ever.</summary>
    public bool Settled { get; init; }
    /// <summary>Checksum of codes, statuses and times; null while not settled.</summary>
    public string? Checksum { get; init; }
    /// <summary>Version of the theatre pack that gave names and parents.</summary>
    public string? PackVersion { get; init; }
    /// <summary>The theatre's id.</summary>
    public string? Theatre { get; init; }
}

/// <summary>Who holds the areas of a level.</summary>
public sealed record ControlAnswer : ControlEnvelope
{
    /// <summary>The areas.</summary>
    public required IReadOnlyList<AreaControl> Areas { get; init; }
}

/// <summary>Who holds one area.</summary>
public sealed record AreaControlAnswer : ControlEnvelope
{
    /// <summary>The area.</summary>
    public required AreaControl Area { get; init; }
    /// <summary>What to look over, in sentences: an area asked for on a day on which it was not there.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

/// <summary>The state of one area.</summary>
public sealed record AreaControl
{
    /// <summary>Its code.</summary>
    public required string Area { get; init; }
    /// <summary>English name.</summary>
    public string? Name { get; init; }
    /// <summary>Arabic name.</summary>
    public string? NameAr { get; init; }
    /// <summary>Its level.</summary>
    public AreaLevel Level { get; init; }
    /// <summary>How it is held.</summary>
    public ControlStatus Status { get; init; }
    /// <summary>The sole holder; null when there are several or none.</summary>
    public string? Controller { get; init; }
    /// <summary>The holder, the several when shared, the last holder while contested.</summary>
    public IReadOnlyList<string> Controllers { get; init => field = value ?? []; } = [];
    /// <summary>Who contests it.</summary>
    public IReadOnlyList<string> Challengers { get; init => field = value ?? []; } = [];
    /// <summary>Who besieges it.</summary>
    public IReadOnlyList<string> BesiegedBy { get; init => field = value ?? []; } = [];
    /// <summary>Who claims to hold it, when it is a party's word.</summary>
    public string? ClaimedBy { get; init; }
    /// <summary>How much of it.</summary>
    public Extent? Extent { get; init; }
    /// <summary>How it passed.</summary>
    public Manner? Manner { get; init; }
    /// <summary>Since when, UTC; null when unknown.</summary>
    public DateTimeOffset? Since { get; init; }
    /// <summary>The same as the date that was given, at its precision and in the theatre's zone.</summary>
    public string? SinceAt { get; init; }
    /// <summary>Precision of <see cref="SinceAt"/>.</summary>
    public Precision? Precision { get; init; }
    /// <summary>False: the instant asked about lies inside the interval in which it changed.</summary>
    public bool Certain { get; init; }
    /// <summary>It follows from a change of the whole area above it.</summary>
    public bool Inherited { get; init; }
    /// <summary>The area above that it follows from.</summary>
    public string? InheritedFrom { get; init; }
    /// <summary>The change that made it so.</summary>
    public string? ChangeId { get; init; }
    /// <summary>Ids of the claims for it.</summary>
    public IReadOnlyList<string> ClaimsFor { get; init => field = value ?? []; } = [];
    /// <summary>Ids of the claims against it.</summary>
    public IReadOnlyList<string> ClaimsAgainst { get; init => field = value ?? []; } = [];
    /// <summary>Grade of the best claim for it.</summary>
    public Grade? Grade { get; init; }
    /// <summary>The rule that decided.</summary>
    public string? Rule { get; init; }
    /// <summary>When somebody last said that it still was so, UTC.</summary>
    public DateTimeOffset? LastObservedAt { get; init; }
    /// <summary>Rests on invented reports.</summary>
    public bool Demonstration { get; init; }
    /// <summary>Version of the area, for <c>If-Match</c> when a person decides; null in an answer about what was known or reported earlier.</summary>
    public int? Version { get; init; }
    /// <summary>How many of the areas below it each holds.</summary>
    public IReadOnlyList<HolderCount> Breakdown { get; init => field = value ?? []; } = [];
    /// <summary>What a person should look at, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

/// <summary>How many areas somebody holds.</summary>
public sealed record HolderCount(string? Controller, int Count);
