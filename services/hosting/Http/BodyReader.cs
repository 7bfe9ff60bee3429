using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Territory.Hosting.Http;

/// <summary>
/// Reads a JSON body strictly: size bounded before parsing, UTF-8 only, unknown members refused, every error collected
/// with its field, found and expected.
/// </summary>
public sealed class BodyReader
{
    private readonly JsonElement root;
    private readonly string prefix;
    private readonly List<FieldError> errors;
    private readonly List<BodyReader> inners = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private BodyReader(JsonElement root, string prefix, List<FieldError> errors) => (this.root, this.prefix, this.errors) = (root, prefix, errors);

    /// <summary>Reads at most <paramref name="limit"/> bytes. Either the reader or the refusal (400, 413, 415) is set.</summary>
    public static async Task<(BodyReader? Body, IResult? Refused)> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType()) return (null, Refusal.MediaType(request.ContentType, "application/json"));
        if (request.ContentType is { } type && type.Contains("charset", StringComparison.OrdinalIgnoreCase) && !type.Contains("utf-8", StringComparison.OrdinalIgnoreCase))
            return (null, Refusal.MediaType(type, "application/json in UTF-8"));
        var bytes = await ReadBytesAsync(request, limit, cancellation);
        if (bytes is null) return (null, Refusal.TooLarge("body", $"more than {limit} bytes", $"at most {limit} bytes; send a shorter one"));
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            var root = JsonDocument.Parse(bytes, new() { MaxDepth = 32 }).RootElement;
            if (root.ValueKind != JsonValueKind.Object) return (null, Refusal.BadRequest(new FieldError("body", root.ValueKind.ToString(), "a JSON object")));
            return root.EnumerateObject().All(IsUnicode)
                ? (new BodyReader(root, "", []), null)
                : (null, Refusal.BadRequest(new FieldError("body", "a member whose name has half a surrogate pair", "names that are valid Unicode")));
        }
        catch (DecoderFallbackException wrong)
        {
            return (null, Refusal.BadRequest(new FieldError("body", $"a byte that is no UTF-8 at offset {wrong.Index}", "JSON in UTF-8; convert the text first, for example with iconv -t utf-8")));
        }
        catch (JsonException wrong)
        {
            return (null, Refusal.BadRequest(new FieldError("body", $"broken JSON at line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine}", "well-formed JSON in UTF-8")));
        }
    }

    /// <summary>As <see cref="ReadAsync"/>, of a call that may come without a body: then nothing is said.</summary>
    public static async Task<(BodyReader? Body, IResult? Refused)> ReadIfAnyAsync(HttpRequest request, int limit, CancellationToken cancellation) => request is { ContentType: null, ContentLength: null or 0 }
        ? (new BodyReader(JsonDocument.Parse("{}").RootElement, "", []), null)
        : await ReadAsync(request, limit, cancellation);

    /// <summary>A name or a text may be written with half a surrogate pair, which is no Unicode.</summary>
    private static bool IsUnicode(JsonProperty member)
    {
        try { return member.Name is not null; }
        catch (InvalidOperationException) { return false; }
    }

    private static async Task<byte[]?> ReadBytesAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit) return null;
        var whole = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await request.Body.ReadAsync(whole.GetMemory(16 * 1024), cancellation);
            if (read == 0) return whole.WrittenSpan.ToArray();
            whole.Advance(read);
            if (whole.WrittenCount > limit) return null;
        }
    }

    /// <param name="expected">What is missing when it is not there, for who has to send it.</param>
    public string? Text(string name, bool required = false, int most = 500, string? expected = null)
    {
        if (Member(name, required, expected ?? $"a text of at most {most} characters") is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) return Wrong(name, value.ValueKind.ToString().ToLowerInvariant(), "a text");
        if (!TryGetString(value, out var text)) return Wrong(name, "half a surrogate pair", "text that is valid Unicode");
        if (text.IndexOf('\0') is var at and >= 0) return Wrong(name, $"a NUL character at offset {at}", "text without NUL characters");
        return text.Length <= most ? text : Wrong(name, $"{text.Length} characters", $"at most {most} characters");
    }

    /// <summary>A text that may be a place in the log (<see cref="PositionOrTime"/>): written as a number it is one, whatever it looks like.</summary>
    public string? TextOrNumber(string name) => Member(name, false, "a text or a number") is { ValueKind: JsonValueKind.Number } number
        ? number.GetRawText() is { Length: 4 } year ? "0" + year : number.GetRawText()
        : Text(name);

    /// <summary>False when it is not there.</summary>
    public bool Flag(string name)
    {
        if (Member(name, false, "true or false") is not { } value) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Wrong(name, value.ValueKind.ToString().ToLowerInvariant(), "true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    public IReadOnlyList<string>? Texts(string name, int most = 100)
    {
        if (Member(name, false, "a list of texts") is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String && TryGetString(e, out var text) && !text.Contains('\0')))
            return [.. value.EnumerateArray().Select(e => e.GetString()!)];
        Wrong(name, value.ValueKind.ToString().ToLowerInvariant(), $"a list of at most {most} texts");
        return null;
    }

    public T? OneOf<T>(string name, bool required = false) where T : struct, Enum
    {
        if (required) Member(name, true, "one of " + EnumWords.All<T>());
        if (Text(name) is not { } text) return null;
        if (EnumWords.TryParse<T>(text, out var value)) return value;
        Wrong(name, text, "one of " + EnumWords.All<T>());
        return null;
    }

    /// <summary>Adds an error found by the caller's own rules; returns null for convenience.</summary>
    public string? Wrong(string name, string? found, string expected)
    {
        errors.Add(new FieldError(prefix + name, FieldError.Shorten(found), expected));
        return null;
    }

    /// <summary>A reader of an object inside; its errors name the way to it (<c>target.url</c>) and are told with the others.</summary>
    public BodyReader? Inner(string name, bool required = false)
    {
        if (Member(name, required, "an object") is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().All(IsUnicode))
        {
            Wrong(name, value.ValueKind.ToString().ToLowerInvariant(), "an object");
            return null;
        }
        inners.Add(new BodyReader(value, prefix + name + ".", errors));
        return inners[^1];
    }

    /// <summary>A member that may be of several kinds; the caller tells them apart.</summary>
    public JsonElement? Value(string name, bool required, string expected) => Member(name, required, expected);

    /// <summary>A whole number; null when it is not there or out of bounds.</summary>
    public int? Number(string name, int least, int most)
    {
        var expected = $"a whole number from {least} to {most}";
        if (Member(name, false, expected) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most) return number;
        Wrong(name, value.GetRawText(), expected);
        return null;
    }

    /// <summary>The 400 to answer, or null when everything read so far was right and nothing was unknown.</summary>
    public IResult? Problem()
    {
        TellUnknown();
        return errors.Count == 0 ? null : Refusal.BadRequest(errors);
    }

    private void TellUnknown()
    {
        foreach (var member in root.EnumerateObject().Where(m => !known.Contains(m.Name)))
            errors.Add(new FieldError(prefix + FieldError.Shorten(member.Name), "an unknown member", "one of " + string.Join(", ", known.Order(StringComparer.Ordinal))));
        foreach (var inner in inners) inner.TellUnknown();
    }

    private JsonElement? Member(string name, bool required, string expected)
    {
        known.Add(name);
        if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        if (required) errors.Add(new FieldError(prefix + name, null, expected));
        return null;
    }

    private static bool TryGetString(JsonElement value, out string text)
    {
        try { text = value.GetString()!; return true; }
        catch (InvalidOperationException) { text = ""; return false; }
    }
}
