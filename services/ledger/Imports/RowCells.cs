using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary>Reads the cells of one row strictly and collects whatever is wrong with them.</summary>
internal sealed class RowCells(ImportHeader header, IReadOnlyList<string> cells, ImportTerms terms)
{
    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>The moment the row is read at.</summary>
    public DateTimeOffset Now => terms.Now;

    public string? Text(string name, int most = 200, bool required = false)
    {
        var text = header.Places.TryGetValue(name, out var place) ? cells[place].Trim() : "";
        if (text.Length == 0) return required ? Wrong(name, null, Meaning(name)) : null;
        if (text.Contains('\0')) return Wrong(name, text.Replace("\0", "\\0", StringComparison.Ordinal), "text without NUL characters");
        return text.Length <= most ? text : Wrong(name, $"{text.Length} characters", $"at most {most} characters");
    }

    public Area? Area()
    {
        if (Text("area", required: true) is not { } text) return null;
        var found = terms.FindArea(text);
        if (found is AreaFound.Found one) return one.Area;
        Wrong("area", text, found switch
        {
            AreaFound.Ambiguous several => "one of the areas of that name, by code: " + AreaSearch.List(several.Candidates),
            AreaFound.NotFound { Near.Count: > 0 } near => $"an area of {terms.Theatre.Name}; near matches: {AreaSearch.List(near.Near)}",
            _ => $"an area of {terms.Theatre.Name} by code, ISO code or name",
        });
        return null;
    }

    /// <summary>The actor's code as the pack writes it.</summary>
    public string? Actor(string name) => Text(name) is { } text ? Actor(name, text) : null;

    /// <summary>Codes separated by |, each once.</summary>
    public ImmutableArray<string> Actors(string name)
    {
        if (Text(name, 500) is not { } text) return [];
        var codes = text.Split('|').Select(part => Actor(name, part.Trim())).OfType<string>().ToImmutableArray();
        if (codes.Distinct().Count() < codes.Length) Wrong(name, text, "each actor once");
        return codes;
    }

    public T? OneOf<T>(string name, bool required = false) where T : struct, Enum
    {
        if (Text(name, required: required) is not { } text) return null;
        if (EnumWords.TryParse<T>(text, out var value)) return value;
        Wrong(name, text, "one of " + EnumWords.All<T>());
        return null;
    }

    public bool Flag(string name)
    {
        var text = Text(name);
        if (text is not (null or "true" or "false" or "1" or "0")) Wrong(name, text, "true or false");
        return text is "true" or "1";
    }

    public Grade Grade()
    {
        if (Text("grade") is not { } text) return Contracts.Grade.Unjudged;
        if (Contracts.Grade.TryParse(text, out var grade)) return grade;
        Wrong("grade", text, "a letter A–F and a digit 1–6, for example B2");
        return Contracts.Grade.Unjudged;
    }

    /// <summary>A date at its precision in the theatre's zone, and not in the future.</summary>
    public EffectiveTime? Date(string name, bool required = false)
    {
        if (Text(name, required: required) is not { } text) return null;
        if (terms.FindDate(text) is not { } time)
        {
            Wrong(name, text, LocalTime.Expected);
            return null;
        }
        if (time.From.Year < ImportTerms.EarliestYear)
        {
            Wrong(name, text, $"a date of {ImportTerms.EarliestYear} or later");
            return null;
        }
        if (time.From <= terms.Latest) return time;
        Wrong(name, text, LocalTime.ExpectedBy(terms.Now));
        return null;
    }

    /// <summary>When it was published: of a wide date the first moment that is not before the event.</summary>
    public DateTimeOffset ReportedAt(EffectiveTime effective, bool required)
    {
        if (Date("reported_at", required) is not { } reported) return effective.From;
        if (reported.To <= effective.From) Wrong("reported_at", reported.At, $"a time not before effective_at, {effective.At}");
        return reported.From > effective.From ? reported.From : effective.From;
    }

    /// <summary>Adds an error; null for convenience.</summary>
    public string? Wrong(string name, string? found, string expected)
    {
        errors.Add(new FieldError(name, FieldError.Shorten(found), expected));
        return null;
    }

    private string? Actor(string name, string text)
    {
        if (terms.Theatre.FindActor(text) is { } actor) return actor.Code;
        return Wrong(name, text, ActorSearch.Expected(terms.Theatre, text));
    }

    private string Meaning(string name) => ImportColumns.Of(header.Kind).First(c => c.Name == name).Meaning;
}
