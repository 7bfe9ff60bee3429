using System.Text.Json;
using Territory.Contracts;
using Territory.Ledger.Control;

namespace Territory.Ledger.Snapshots;

/// <summary>A snapshot's two files beside each other and beside its record: they were made of one answer, and all say the same of it. Shapes are the pack's, and are not compared.</summary>
internal sealed class SnapshotFiles(Snapshot snapshot, byte[] json, byte[] geojson)
{
    private sealed record Pinned(IReadOnlyList<AreaControl> Areas);

    /// <summary>The areas as they were pinned; null when the file is not what was kept, or no answer at all.</summary>
    public IReadOnlyList<AreaControl>? Areas { get; } = Read(snapshot, json);

    private static IReadOnlyList<AreaControl>? Read(Snapshot snapshot, byte[] json)
    {
        if (TakeSnapshot.FileOf(json) != snapshot.Json) return null;
        try { return JsonSerializer.Deserialize<Pinned>(json, ContractJson.Options)!.Areas; }
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentException or InvalidOperationException or NullReferenceException) { return null; }
    }

    /// <summary>What is wrong with the files, in words.</summary>
    public IEnumerable<string> Faults()
    {
        if (Areas is null) yield return Altered("JSON");
        else if (!IsRecorded()) yield return $"The JSON of snapshot {snapshot.Id} and its record say different things of when, by what and of how many areas it is: one of them was altered.";
        if (TakeSnapshot.FileOf(geojson) != snapshot.Geojson) yield return Altered("GeoJSON");
        else if (Areas is not null && !AreAlike()) yield return $"The GeoJSON of snapshot {snapshot.Id} says otherwise than its JSON, of which it was made: it was altered in the database, and its hash with it.";
    }

    private string Altered(string file) => $"The {file} of snapshot {snapshot.Id} is not the file that was kept: it was altered in the database.";

    private bool IsRecorded()
    {
        using var answer = JsonDocument.Parse(json);
        var root = answer.RootElement;
        return root.TryGetProperty("at", out var at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var instant) && instant == snapshot.At
            && (Text(root, "theatre"), Text(root, "position"), Text(root, "checksum"), Text(root, "packVersion")) == (snapshot.Theatre, snapshot.Position, snapshot.Checksum, snapshot.PackVersion)
            && root.GetProperty("areas").GetArrayLength() == snapshot.Areas;
    }

    /// <summary>A feature's properties are the area's of the JSON, and whatever both files say of the whole is the same.</summary>
    private bool AreAlike()
    {
        try
        {
            using var answer = JsonDocument.Parse(json);
            using var map = JsonDocument.Parse(geojson);
            var (areas, features) = (answer.RootElement.GetProperty("areas"), map.RootElement.GetProperty("features"));
            return areas.GetArrayLength() == features.GetArrayLength()
                && areas.EnumerateArray().Zip(features.EnumerateArray()).All(pair => JsonElement.DeepEquals(pair.First, pair.Second.GetProperty("properties")) && Text(pair.First, "area") == Text(pair.Second, "id"))
                && map.RootElement.EnumerateObject().All(member => !answer.RootElement.TryGetProperty(member.Name, out var said) || JsonElement.DeepEquals(said, member.Value));
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement of, string member) => of.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
