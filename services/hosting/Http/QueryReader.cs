using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Territory.Hosting.Http;

/// <summary>
/// Reads query parameters strictly: what is wrong, given twice or unknown is collected, and <see cref="Problem"/> tells
/// all of it at once. A reader asks for every parameter it knows, then for the problem.
/// </summary>
public sealed class QueryReader(HttpRequest request)
{
    private readonly List<FieldError> errors = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public string? Text(string name, int most = 200)
    {
        known.Add(name);
        if (!request.Query.TryGetValue(name, out var values)) return null;
        if (values.Count > 1) return Wrong(name, values.ToString(), "the parameter once");
        var text = values[0];
        if (text is not null && text.Contains('\0')) return Wrong(name, text.Replace("\0", "\\0", StringComparison.Ordinal), "text without NUL characters");
        return text is { Length: > 0 } && text.Length <= most ? text : Wrong(name, text ?? "", $"a text of 1 to {most} characters");
    }

    public int Count(string name, int otherwise, int least, int most) => (int)Number(name, otherwise, least, most)!.Value;

    /// <summary>A place in the log.</summary>
    public long? Place(string name) => Number(name, null, 0, long.MaxValue);

    private long? Number(string name, long? otherwise, long least, long most)
    {
        if (Text(name) is not { } text) return otherwise;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Wrong(name, text, $"a whole number from {least} to {most}");
        return otherwise;
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text) return false;
        if (text is "true" or "1") return true;
        if (text is not ("false" or "0")) Wrong(name, text, "true or false");
        return false;
    }

    public T? OneOf<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        if (EnumWords.TryParse<T>(text, out var value)) return value;
        Wrong(name, text, "one of " + EnumWords.All<T>());
        return null;
    }

    public string OneOf(string name, string otherwise, params string[] words)
    {
        if (Text(name) is not { } text) return otherwise;
        if (!words.Contains(text)) Wrong(name, text, "one of " + string.Join(", ", words));
        return text;
    }

    /// <summary>Adds an error found by the caller's own rules; returns null for convenience.</summary>
    public string? Wrong(string name, string? found, string expected)
    {
        errors.Add(new FieldError(name, FieldError.Shorten(found), expected));
        return null;
    }

    /// <summary>The 400 to answer, or null when everything was right and nothing was unknown.</summary>
    public IResult? Problem()
    {
        foreach (var name in request.Query.Keys.Where(name => !known.Contains(name)))
            errors.Add(new FieldError(name, FieldError.Shorten(request.Query[name]), known.Count == 0 ? "no parameter at all" : "one of the parameters " + string.Join(", ", known.Order(StringComparer.Ordinal))));
        return errors.Count == 0 ? null : Refusal.BadRequest(errors);
    }
}

/// <summary>Enum values as the API spells them: camelCase words, never numbers.</summary>
public static class EnumWords
{
    public static bool TryParse<T>(string text, out T value) where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
            if (Word(candidate) == text) { value = candidate; return true; }
        value = default;
        return false;
    }

    public static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string All<T>() where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Word));
}
