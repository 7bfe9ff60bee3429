using System.Text.Json;
using System.Text.Json.Serialization;

namespace Territory.Contracts;

/// <summary>
/// An Admiralty grade: reliability of the source A–F and credibility of the information 1–6, set apart (NATO AJP-2.1).
/// F and 6 mean <em>cannot be judged</em>; the default is <c>F6</c>.
/// </summary>
[JsonConverter(typeof(GradeJson))]
public readonly record struct Grade(char Reliability, int Credibility)
{
    /// <summary>Neither the source nor the information can be judged.</summary>
    public static readonly Grade Unjudged = new('F', 6);

    /// <summary>Reads <c>B2</c>; lower case is accepted.</summary>
    public static bool TryParse(string? text, out Grade grade)
    {
        grade = Unjudged;
        if (text is not { Length: 2 }) return false;
        var (reliability, credibility) = (char.ToUpperInvariant(text[0]), text[1] - '0');
        if (reliability is < 'A' or > 'F' || credibility is < 1 or > 6) return false;
        grade = new Grade(reliability, credibility);
        return true;
    }

    /// <summary>Reads <c>B2</c>.</summary>
    /// <exception cref="FormatException">The text is not a letter A–F and a digit 1–6.</exception>
    public static Grade Parse(string text) =>
        TryParse(text, out var grade) ? grade : throw new FormatException($"'{text}' is no grade; a grade is a letter A–F and a digit 1–6, for example B2.");

    /// <summary>Both halves are at least as good as <paramref name="least"/>. F and 6 never pass, for they are not judged.</summary>
    public bool IsAtLeast(Grade least) =>
        Reliability is >= 'A' and < 'F' && Credibility is >= 1 and < 6 && Reliability <= least.Reliability && Credibility <= least.Credibility;

    /// <summary>The worse of each half: a report may lower its source's grade, never raise it.</summary>
    public Grade LoweredTo(Grade other) =>
        new((char)Math.Max(Reliability, other.Reliability), Math.Max(Credibility, other.Credibility));

    /// <inheritdoc/>
    public override string ToString() => Reliability is >= 'A' and <= 'F' ? $"{Reliability}{Credibility}" : "F6";
}

internal sealed class GradeJson : JsonConverter<Grade>
{
    public override Grade Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Grade.TryParse(reader.GetString(), out var grade) ? grade : throw new JsonException("A grade is a letter A–F and a digit 1–6, for example \"B2\".");

    public override void Write(Utf8JsonWriter writer, Grade value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
