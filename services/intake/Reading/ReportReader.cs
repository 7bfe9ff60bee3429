using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>
/// Reads reports in Arabic and English against one theatre. Compiles the theatre's words once; afterwards it is pure, without
/// clock or state but for the words it remembers to have met, and may be used from many threads. Linear in the length of the text; throws on no text.
/// </summary>
public sealed class ReportReader
{
    private readonly Theatre theatre;
    private readonly Lexicon arabic;
    private readonly Lexicon english;

    /// <exception cref="InvalidOperationException">A phrase list names an actor the theatre does not have.</exception>
    public ReportReader(Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        this.theatre = theatre;
        arabic = new Lexicon(theatre, "ar");
        english = new Lexicon(theatre, "en");
    }

    /// <summary>Reads one report.</summary>
    /// <param name="text">The text as it was published; all spans are offsets into it.</param>
    /// <param name="publishedAt">When it was published; dates in the words are told from its local day.</param>
    /// <param name="language">The language, when known; null = told by the letters.</param>
    public Reading Read(string text, EffectiveTime publishedAt, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(publishedAt);
        var tongue = language?.ToLowerInvariant() is "ar" or "en" ? language.ToLowerInvariant() : language ?? WrittenLanguage.Of(text);
        if (tongue is not ("ar" or "en")) return new Reading(tongue, [], []);
        var scene = new Scene(theatre, publishedAt) { Text = text };
        var folded = NormalizedText.Of(text);
        var sentences = Tagging.Of(folded, Tokens.Of(folded, text), tongue == "ar" ? arabic : english).ToList();
        foreach (var sentence in sentences)
            foreach (var item in sentence.Items) scene.Hear(item.Meaning);
        var (findings, notes) = (new List<Finding>(), new List<ReadNote>());
        foreach (var sentence in sentences)
        {
            if (tongue == "en") EnglishParties.Countries(sentence);
            var dates = DateReader.Of(sentence, scene);
            sentence.Divide(tongue == "ar" ? ArabicClauses.Begins : EnglishClauses.Begins);
            // What a question names, the answer may call «the town».
            if (sentence.Question && tongue == "ar") new ArabicGoverned(sentence, scene, [], []).Remember();
            if (!sentence.Question) findings.AddRange(tongue == "ar" ? new ArabicRules(sentence, scene, dates, text).Read() : new EnglishRules(sentence, scene, dates, text).Read());
            notes.AddRange(NoteReader.Of(sentence, scene));
        }
        var merged = Merging.Of(findings, scene);
        return new Reading(tongue, [.. merged.Select(f => Claims.Of(f, scene, text))], [.. notes.Concat(NoteReader.Sites(merged)).Distinct().OrderBy(n => n.Span.Start)]);
    }
}
