using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Territory.Contracts;

/// <summary>JSON in the one form that RFC 8785 gives it: members sorted by UTF-16 code units, no white space, numbers and escapes as ECMAScript writes them.</summary>
public static class CanonicalJson
{
    /// <summary>Every double keeps them: an integer of no more stands as it is written.</summary>
    private const int DigitsKept = 15;

    /// <summary>The canonical bytes of a JSON text.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static byte[] Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var bytes = new ArrayBufferWriter<byte>(json.Length);
        Write(bytes, document.RootElement);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> bytes, JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(bytes, value);
                break;
            case JsonValueKind.Array:
                WriteItems(bytes, value);
                break;
            // What the writer did not escape needs none: the rest is allowed in no JSON.
            case JsonValueKind.String when raw.Contains((byte)'\\'):
                bytes.Write(Text(value.GetString()!));
                break;
            case JsonValueKind.Number when raw.Length > DigitsKept || raw.ContainsAnyExceptInRange((byte)'0', (byte)'9'):
                bytes.Write(Encoding.ASCII.GetBytes(Number(value.GetDouble())));
                break;
            default:
                bytes.Write(raw);
                break;
        }
    }

    private static void WriteMembers(ArrayBufferWriter<byte> bytes, JsonElement value)
    {
        JsonProperty[] members = [.. value.EnumerateObject()];
        members.AsSpan().Sort(Array.TrueForAll(members, HasPlainName) ? ByBytes : ByCodeUnits);
        bytes.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0) bytes.Write(","u8);
            WriteName(bytes, members[i]);
            Write(bytes, members[i].Value);
        }
        bytes.Write("}"u8);
    }

    private static void WriteItems(ArrayBufferWriter<byte> bytes, JsonElement value)
    {
        bytes.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first) bytes.Write(","u8);
            first = false;
            Write(bytes, item);
        }
        bytes.Write("]"u8);
    }

    private static int ByCodeUnits(JsonProperty one, JsonProperty other) => string.CompareOrdinal(one.Name, other.Name);

    /// <summary>UTF-16 code units, too, where names are plain.</summary>
    private static int ByBytes(JsonProperty one, JsonProperty other) => JsonMarshal.GetRawUtf8PropertyName(one).SequenceCompareTo(JsonMarshal.GetRawUtf8PropertyName(other));

    /// <summary>ASCII without escapes.</summary>
    private static bool HasPlainName(JsonProperty member) => JsonMarshal.GetRawUtf8PropertyName(member) is var name && Ascii.IsValid(name) && !name.Contains((byte)'\\');

    private static void WriteName(ArrayBufferWriter<byte> bytes, JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        if (raw.Contains((byte)'\\'))
        {
            bytes.Write(Text(member.Name));
        }
        else
        {
            bytes.Write("\""u8);
            bytes.Write(raw);
            bytes.Write("\""u8);
        }
        bytes.Write(":"u8);
    }

    private static byte[] Text(string words)
    {
        var text = new StringBuilder(words.Length + 2).Append('"');
        foreach (var c in words)
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        return Encoding.UTF8.GetBytes(text.Append('"').ToString());
    }

    /// <summary>As ECMAScript's Number::toString: the shortest digits that read back equal, plain between 1e-6 and 1e21.</summary>
    internal static string Number(double value)
    {
        if (value == 0) return "0";
        var shortest = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        for (var digits = 0; digits < 17; digits++)
        {
            var tried = Math.Abs(value).ToString("E" + digits, CultureInfo.InvariantCulture);
            if (double.Parse(tried, CultureInfo.InvariantCulture) != Math.Abs(value)) continue;
            shortest = tried;
            break;
        }
        var (mantissa, exponent) = (shortest[..shortest.IndexOf('E', StringComparison.Ordinal)].Replace(".", "", StringComparison.Ordinal), int.Parse(shortest[(shortest.IndexOf('E', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture));
        return (value < 0 ? "-" : "") + Lay(mantissa.TrimEnd('0'), exponent + 1);
    }

    /// <param name="digits">Without zeros at the end.</param>
    /// <param name="point">How many of them stand before the point.</param>
    private static string Lay(string digits, int point) => point switch
    {
        > 21 or <= -6 => $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}",
        <= 0 => "0." + new string('0', -point) + digits,
        _ when point >= digits.Length => digits + new string('0', point - digits.Length),
        _ => digits[..point] + "." + digits[point..],
    };
}
