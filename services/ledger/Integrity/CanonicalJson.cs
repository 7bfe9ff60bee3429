using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Territory.Ledger.Integrity;

/// <summary>JSON in the one form that RFC 8785 gives it: members sorted by UTF-16 code units, no white space, numbers and escapes as ECMAScript writes them.</summary>
public static class CanonicalJson
{
    /// <summary>The canonical bytes of a JSON text.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static byte[] Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder(json.Length);
        Write(text, document.RootElement);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Write(text, '{', value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal), member => { Write(text, member.Name); text.Append(':'); Write(text, member.Value); }, '}');
                break;
            case JsonValueKind.Array:
                Write(text, '[', value.EnumerateArray(), item => Write(text, item), ']');
                break;
            case JsonValueKind.String:
                Write(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetDouble()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Write<T>(StringBuilder text, char open, IEnumerable<T> parts, Action<T> write, char close)
    {
        text.Append(open);
        var first = true;
        foreach (var part in parts)
        {
            if (!first) text.Append(',');
            first = false;
            write(part);
        }
        text.Append(close);
    }

    private static void Write(StringBuilder text, string words)
    {
        text.Append('"');
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
        text.Append('"');
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
