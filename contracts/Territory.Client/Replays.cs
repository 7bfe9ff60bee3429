using System.Text.Json.Serialization;

namespace Territory.Client;

/// <summary>A stretch of history to be told again to one receiver. Give since or after, until or until-position, or neither for all of it.</summary>
public sealed record ReplayToStart
{
    /// <summary>Which theatre; the client's when null.</summary>
    public string? Theatre { get; init; }
    /// <summary>Recorded at or after: a local day, month or year, or an instant.</summary>
    public string? Since { get; init; }
    /// <summary>Recorded up to the end of: a local day, month or year; or up to an instant.</summary>
    public string? Until { get; init; }
    /// <summary>After this position.</summary>
    public long? AfterPosition { get; init; }
    /// <summary>Up to and including this position.</summary>
    public long? UntilPosition { get; init; }
    /// <summary>As it was known at a moment or a position: what was recorded later is left out.</summary>
    public string? Known { get; init; }
    /// <summary>Which changes; null for all.</summary>
    public ReplayFilter? Filter { get; init; }
    /// <summary>Where to.</summary>
    public required ReplayTarget Target { get; init; }
    /// <summary>0: as fast as it takes; n: n times as fast as it was recorded.</summary>
    public double Speed { get; init; }
}

/// <summary>Which changes a replay tells: of at least one of the areas and one of the actors, and of all the rest.</summary>
public sealed record ReplayFilter
{
    /// <summary>Codes, ISO codes or unambiguous names; with everything below them.</summary>
    public IReadOnlyList<string> Areas { get; init => field = value ?? []; } = [];
    /// <summary>Codes; with their children and successors.</summary>
    public IReadOnlyList<string> Actors { get; init => field = value ?? []; } = [];
    /// <summary>Exact code of the actor an area passed from.</summary>
    public string? From { get; init; }
    /// <summary>Exact code of the actor an area passed to.</summary>
    public string? To { get; init; }
    /// <summary>The least grade of the best claim.</summary>
    public string? MinGrade { get; init; }
    /// <summary><c>changed</c>, <c>corrected</c>, <c>retracted</c>, <c>succeeded</c> (and its retraction), <c>succession-retracted</c>; all when empty.</summary>
    public IReadOnlyList<string> Kinds { get; init => field = value ?? []; } = [];
}

/// <summary>Where a replay goes.</summary>
/// <param name="Type"><c>file</c>, <c>queue</c> or <c>webhook</c>.</param>
/// <param name="Queue">Name of the queue; made when it is not there.</param>
/// <param name="Url">Address of the webhook.</param>
public sealed record ReplayTarget(string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Queue = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url = null);

/// <summary>How a replay stands. Times UTC, positions decimal texts.</summary>
public sealed record ReplayStatus
{
    /// <summary>Its id, which every event of it carries as <c>replayid</c>.</summary>
    public string Id { get; init; } = "";
    /// <summary>The theatre.</summary>
    public string Theatre { get; init; } = "";
    /// <summary><c>queued</c>, <c>running</c>, <c>ready</c> (a file to be fetched), <c>done</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public string State { get; init; } = "";
    /// <summary>It tells what comes after this position.</summary>
    public string AfterPosition { get; init; } = "";
    /// <summary>It ends with this position.</summary>
    public string UntilPosition { get; init; } = "";
    /// <summary>Nothing after this position is told; null when its end says so.</summary>
    public string? Known { get; init; }
    /// <summary>Which changes.</summary>
    public ReplayFilter? Filter { get; init; }
    /// <summary>Where to.</summary>
    public ReplayTarget? Target { get; init; }
    /// <summary>0: as fast as it takes; n: n times as fast as it was recorded.</summary>
    public double Speed { get; init; }
    /// <summary>Events of the stretch, filtered or not.</summary>
    public long Total { get; init; }
    /// <summary>How many of them were looked at.</summary>
    public long Processed { get; init; }
    /// <summary>How many of them were told.</summary>
    public long Delivered { get; init; }
    /// <summary>Where it stands.</summary>
    public string Position { get; init; } = "";
    /// <summary>Events looked at per second.</summary>
    public double Rate { get; init; }
    /// <summary>Seconds to its end at that rate; null when it is not known.</summary>
    public double? EtaSeconds { get; init; }
    /// <summary>Who asked for it.</summary>
    public string StartedBy { get; init; } = "";
    /// <summary>Who cancelled it; null when nobody did.</summary>
    public string? CancelledBy { get; init; }
    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; init; }
    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }
    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>What keeps it from going on, or ended it.</summary>
    public string? Error { get; init; }
    /// <summary>Where a file is fetched.</summary>
    public string? File { get; init; }
    /// <summary>A webhook's signing secret: only in the answer that starts the replay.</summary>
    public string? Secret { get; init; }
}
