namespace Territory.Intake.Reading;

/// <summary>The forms of an English verb, written <c>seize/seized/seized/seizing</c>: base, past, participle, gerund; the present is made from the base.</summary>
internal static class EnglishInflection
{
    public static IEnumerable<Wording> Of(string entry)
    {
        var parts = entry.Split('/').Select(ArabicInflection.Fold).ToArray();
        if (parts.Length < 4)
        {
            yield return new Wording(parts[0], Form.Plain);
            yield break;
        }
        yield return new Wording(parts[1], Form.Past);
        yield return new Wording(parts[2], Form.Participle);
        yield return new Wording(parts[0], Form.Base);
        yield return new Wording(Present(parts[0]), Form.Present);
        yield return new Wording(parts[3], Form.Gerund);
        if (parts.Length > 4) yield return new Wording(parts[4], Form.Noun);
    }

    // Only the first word is inflected: «pull out» gives «pulls out».
    private static string Present(string words)
    {
        var (verb, rest) = words.Split(' ', 2) is [var v, var r] ? (v, " " + r) : (words, "");
        var s = verb[^1] is 's' or 'x' or 'z' || verb.EndsWith("sh", StringComparison.Ordinal) || verb.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s";
        if (verb.Length > 2 && verb[^1] == 'y' && !"aeiou".Contains(verb[^2])) return verb[..^1] + "ies" + rest;
        return verb + s + rest;
    }
}
