using System.Text.Json;
using Territory.Contracts;

namespace Territory.Feed.Log;

/// <summary>Of a public event what it is called and where it goes.</summary>
/// <param name="Subject">Code of the area, or of the actor for a succession.</param>
/// <param name="Time">When the ledger recorded it, UTC.</param>
/// <param name="Path">Codes of the areas above it and its own, from the governorate down; null for a succession, which happens in no area.</param>
public sealed record Addressed(string Id, string Type, string Subject, DateTimeOffset Time, IReadOnlyList<string>? Path)
{
    public static Addressed Of(CloudEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return new(told.Id, told.Type, told.Subject, told.Time, told.Change?.Path);
    }

    /// <summary>
    /// Reads a CloudEvent as the ledger writes it, its data last, as far as it has to be read: the path ends it, what follows is
    /// for others.
    /// </summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Addressed Read(ReadOnlySpan<byte> told)
    {
        var reader = new Utf8JsonReader(told);
        var (id, type, subject, time, path) = ((string?)null, (string?)null, (string?)null, (DateTimeOffset?)null, (List<string>?)null);
        reader.Read();
        while (path is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IsNext(ref reader, "id"u8)) id = reader.GetString();
            else if (IsNext(ref reader, "type"u8)) type = reader.GetString();
            else if (IsNext(ref reader, "subject"u8)) subject = reader.GetString();
            else if (IsNext(ref reader, "time"u8)) time = reader.GetDateTimeOffset();
            else if (IsNext(ref reader, "data"u8)) path = PathIn(ref reader);
            else reader.Skip();
        }
        return id is null || type is null || subject is null || time is null ? throw new JsonException("No CloudEvent: id, type, subject and time have to stand before its data.") : new(id, type, subject, time.Value, path);
    }

    /// <summary>Whether the reader is at the property of that name; then it goes on to the value.</summary>
    private static bool IsNext(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>The path in an event's data, read up to its end; null when the data has none, and then all of it is read.</summary>
    private static List<string>? PathIn(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!IsNext(ref reader, "path"u8)) reader.Skip();
            else if (reader.TokenType == JsonTokenType.StartArray) return Strings(ref reader);
        }
        return null;
    }

    private static List<string> Strings(ref Utf8JsonReader reader)
    {
        var all = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String) all.Add(reader.GetString()!);
        return all;
    }
}
