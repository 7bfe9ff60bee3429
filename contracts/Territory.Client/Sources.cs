using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>What the register says of a source.</summary>
public sealed record SourceEntry
{
    /// <summary>Its name, as reports give it.</summary>
    public required string Name { get; init; }
    /// <summary>Who speaks through it: sources of one owner are one voice.</summary>
    public string? Owner { get; init; }
    /// <summary>ISO 639; of a report whose letters do not tell it.</summary>
    public string? Language { get; init; }
    /// <summary>How good it is.</summary>
    public Grade? Grade { get; init; }
    /// <summary>Code of the actor it belongs to.</summary>
    public string? Party { get; init; }
    /// <summary>Named to analysts only.</summary>
    public bool Restricted { get; init; }
    /// <summary>Invented for the demonstration.</summary>
    public bool Demonstration { get; init; }
    /// <summary>Who said so last.</summary>
    public string? RegisteredBy { get; init; }
    /// <summary>When, UTC.</summary>
    public DateTimeOffset RegisteredAt { get; init; }
    /// <summary>A reading less sure than this, 0 to 1, waits for a person; the theatre's own measure when null.</summary>
    public double? LeastConfidence { get; init; }
    /// <summary>Every reading waits for a person.</summary>
    public bool EverythingWaits { get; init; }
}

/// <summary>All of a source, said anew: what is null or false counts from now on.</summary>
/// <param name="Grade">How good it is.</param>
public sealed record SourceToRegister(Grade Grade)
{
    /// <summary>Who speaks through it; itself when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Owner { get; init; }
    /// <summary>ISO 639.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Language { get; init; }
    /// <summary>Code of the actor it belongs to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Party { get; init; }
    /// <summary>Named to analysts only.</summary>
    public bool Restricted { get; init; }
    /// <summary>A reading less sure than this, 0 to 1, waits for a person; the theatre's own measure when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? LeastConfidence { get; init; }
    /// <summary>Every reading waits for a person.</summary>
    public bool EverythingWaits { get; init; }
}

/// <summary>A feed of RSS or Atom that is read regularly. Times are UTC.</summary>
public sealed record FeedEntry
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>The name of the register under which its items are taken.</summary>
    public string? Source { get; init; }
    /// <summary>Where it is.</summary>
    public string? Url { get; init; }
    /// <summary>For which theatre its items are read.</summary>
    public string? Theatre { get; init; }
    /// <summary>How often it is asked.</summary>
    public int EveryMinutes { get; init; }
    /// <summary>The pages its items link to are fetched.</summary>
    public bool Pages { get; init; }
    /// <summary>Who added it.</summary>
    public string? AddedBy { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset AddedAt { get; init; }
    /// <summary>How it stands.</summary>
    public FeedStanding? Status { get; init; }
}

/// <summary>How a feed stands.</summary>
/// <param name="State"><c>new</c>: nobody has asked it yet; <c>ok</c>; <c>failing</c>.</param>
/// <param name="Problem">What went wrong last, and what to do; null when nothing did.</param>
/// <param name="Failures">How often in a row it failed.</param>
/// <param name="NextAt">When it is asked again.</param>
/// <param name="AskedAt">When it was asked last.</param>
/// <param name="OkAt">When it answered last.</param>
/// <param name="Items">How many items were taken from it.</param>
/// <param name="ItemProblem">What went wrong with an item last, with its link.</param>
public sealed record FeedStanding(string State, string? Problem, int Failures, DateTimeOffset NextAt, DateTimeOffset? AskedAt, DateTimeOffset? OkAt, long Items, string? ItemProblem);
