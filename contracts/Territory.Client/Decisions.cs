using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>What a person says of an area. In a correction null members keep what is corrected.</summary>
public record ChangeToSay
{
    /// <summary>Code of the holder; while contested, who challenges the last one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? To { get; init; }
    /// <summary>Whom it passed from, in the words of whoever says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? From { get; init; }
    /// <summary>How it is held; a decision needs it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ControlStatus? Status { get; init; }
    /// <summary>How much of it; unstated when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Extent? Extent { get; init; }
    /// <summary>How it passed; unknown when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Manner? Manner { get; init; }
    /// <summary>Since when, at its precision: <c>2024-12-07</c> (the theatre's local day), <c>2024-12</c>, or an instant; a decision needs it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? EffectiveAt { get; init; }
    /// <summary>Those who hold it beside <see cref="To"/> when it is shared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? With { get; init; }
    /// <summary>Who contests it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Challengers { get; init; }
    /// <summary>Who besieges it; null lets a siege go on, an empty list ends it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? BesiegedBy { get; init; }
    /// <summary>Ids of claims of the area that are for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? ClaimsFor { get; init; }
    /// <summary>Ids of claims of the area that are against it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? ClaimsAgainst { get; init; }
    /// <summary>Its grade; that of the best claim cited when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Grade? Grade { get; init; }
}

/// <summary>A person's decision.</summary>
/// <param name="Area">Code, ISO code or unambiguous name.</param>
public sealed record ChangeToDecide(string Area) : ChangeToSay
{
    /// <summary>Why, for analysts; at most 2,000 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Note { get; init; }
    /// <summary>Which theatre; the client's own, or the server's only one, when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Theatre { get; init; }
}

/// <summary>What was wrong with a change.</summary>
/// <param name="Reason">Why, told to everybody who was told of the change.</param>
public sealed record ChangeToCorrect(string Reason) : ChangeToSay;

/// <summary>A look at an area that found nothing new.</summary>
/// <param name="Area">Code, ISO code or unambiguous name.</param>
/// <param name="Until">Until when it was watched, at its precision.</param>
/// <param name="Source">Who looked.</param>
public sealed record ObservationToRecord(string Area, string Until, string Source)
{
    /// <summary>Who still holds it; null when it only says that nothing was seen to change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? HeldBy { get; init; }
    /// <summary>Its grade; F6 when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Grade? Grade { get; init; }
    /// <summary>For analysts; at most 2,000 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Note { get; init; }
    /// <summary>Which theatre; the client's own, or the server's only one, when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Theatre { get; init; }
}

/// <summary>What was recorded.</summary>
/// <param name="Id">Id of the change, correction, retraction or observation.</param>
/// <param name="Position">Its place in the ledger's log, a decimal string.</param>
/// <param name="Version">The area's version after it.</param>
public sealed record DecisionRecorded(string Id, string Position, int Version);
