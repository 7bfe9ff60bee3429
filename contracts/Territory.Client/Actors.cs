using System.Text.Json.Serialization;

namespace Territory.Client;

/// <summary>Who can hold an area.</summary>
public sealed record ActorFound
{
    /// <summary>Its code.</summary>
    public required string Code { get; init; }
    /// <summary>Code of the actor it is part of.</summary>
    public string? Parent { get; init; }
    /// <summary>Its name in the field, English: <c>regime</c>.</summary>
    public string? Field { get; init; }
    /// <summary>The same in Arabic.</summary>
    public string? FieldAr { get; init; }
    /// <summary>Its neutral name, English: <c>Assad government</c>.</summary>
    public string? Neutral { get; init; }
    /// <summary>The same in Arabic.</summary>
    public string? NeutralAr { get; init; }
    /// <summary>First local day it existed; null when it was there before the theatre's time.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>First local day it no longer existed; null while it exists.</summary>
    public DateOnly? ValidTo { get; init; }
    /// <summary>Codes of its parts.</summary>
    public IReadOnlyList<string> Children { get; init => field = value ?? []; } = [];
    /// <summary>As whom it goes on; null while nothing of the kind is recorded.</summary>
    public Successor? Successor { get; init; }
    /// <summary>Codes of those that go on as this one.</summary>
    public IReadOnlyList<string> Predecessors { get; init => field = value ?? []; } = [];
}

/// <summary>As whom an actor goes on.</summary>
/// <param name="Code">Code of the other.</param>
/// <param name="On">First local day under it.</param>
public sealed record Successor(string Code, DateOnly On);

/// <summary>An actor goes on as another.</summary>
/// <param name="From">Code of the actor that ends.</param>
/// <param name="To">Code of the actor that goes on.</param>
/// <param name="On">First local day under the new code, <c>2024-12-10</c>.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record SuccessionToRecord(string From, string To, string On, string Source)
{
    /// <summary>Needed where there are several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Theatre { get; init; }
}

/// <summary>A recorded succession.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Code of the actor that ends.</param>
/// <param name="To">Code of the actor that goes on.</param>
/// <param name="On">First local day under the new code.</param>
/// <param name="Position">Its place in the public log, a decimal string.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="RecordedBy">Who recorded it.</param>
/// <param name="RecordedAt">When, UTC.</param>
/// <param name="Warnings">What to look over, in sentences.</param>
public sealed record SuccessionRecorded(
    string Id, string From, string To, DateOnly On, string Position, string? Source = null, string? RecordedBy = null, DateTimeOffset? RecordedAt = null, IReadOnlyList<string>? Warnings = null);

/// <summary>A succession taken back.</summary>
/// <param name="Id">The retraction's own id.</param>
/// <param name="Succession">Id of the succession that does not stand any more.</param>
/// <param name="From">Code of the actor that goes on under its own name after all.</param>
/// <param name="To">Code of the actor it does not go on as.</param>
/// <param name="On">The day it was said to begin.</param>
/// <param name="Reason">Why it was wrong.</param>
/// <param name="Position">The retraction's place in the public log, a decimal string.</param>
/// <param name="RetractedBy">Who took it back.</param>
/// <param name="RecordedAt">When, UTC.</param>
public sealed record SuccessionTakenBack(string Id, string Succession, string From, string To, DateOnly On, string Reason, string Position, string? RetractedBy = null, DateTimeOffset? RecordedAt = null);
