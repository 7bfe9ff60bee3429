using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Feed.Log;

/// <summary>Of a public event what it is called and where it goes.</summary>
/// <param name="Subject">Code of the area, or of the actor for a succession.</param>
/// <param name="Time">When the ledger recorded it, UTC.</param>
public sealed record Addressed(string Id, string Type, string Subject, DateTimeOffset Time, [property: JsonPropertyName("data")] Whereabouts Where)
{
    public static Addressed Of(CloudEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return new(told.Id, told.Type, told.Subject, told.Time, new(told.Change?.Path));
    }
}

/// <summary>Where an event happened.</summary>
/// <param name="Path">Codes of the areas above it and its own, from the governorate down; null for a succession, which happens in no area.</param>
public sealed record Whereabouts(IReadOnlyList<string>? Path);
