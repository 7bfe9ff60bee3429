using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Territory.Ledger.Control;

/// <summary>
/// SHA-256 over codes, statuses and times as canonical JSON (RFC 8785): members sorted, no white space. Names are left
/// out, so that a mended spelling changes nothing. All texts here are ASCII, for which plain escaping is canonical.
/// </summary>
internal static class Checksum
{
    public static string Of(string theatre, DateTimeOffset at, IEnumerable<AreaControl> areas)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("areas");
            foreach (var area in areas.OrderBy(a => a.Area, StringComparer.Ordinal)) Write(json, area);
            json.WriteEndArray();
            json.WriteString("at", Text(at));
            json.WriteString("theatre", theatre);
            json.WriteEndObject();
        }
        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, AreaControl area)
    {
        json.WriteStartObject();
        json.WriteString("area", area.Area);
        WriteCodes(json, "besiegedBy", area.BesiegedBy);
        WriteCodes(json, "challengers", area.Challengers);
        WriteCodes(json, "controllers", area.Controllers);
        json.WriteString("since", area.Since is { } since ? Text(since) : null);
        json.WriteString("status", area.Status.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }

    private static void WriteCodes(Utf8JsonWriter json, string name, IReadOnlyList<string> codes)
    {
        json.WriteStartArray(name);
        foreach (var code in codes) json.WriteStringValue(code);
        json.WriteEndArray();
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
