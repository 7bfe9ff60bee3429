using System.Text.RegularExpressions;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Bench.Reading;

/// <summary>The baseline: wherever a sentence has a word of capture, every place in it was taken by the first party named.</summary>
public sealed class NaiveReader
{
    private const string Capture = "سيطر|السيطرة|سيطرة|استول|انتزع|استعاد|حرر|تحرير|سقط|بيد|دخل|انسحب|خسر|طرد|seiz|captur|control|retak|took|taken|fell|fall|withdr|enter|overr|lost|recaptur|liberat";

    private readonly Theatre theatre;
    private readonly Dictionary<string, Area> areas = [];
    private readonly Dictionary<string, string> actors = [];

    public NaiveReader(Theatre theatre)
    {
        this.theatre = theatre;
        // Of areas of one name the settlement is meant more often than what is named after it.
        foreach (var area in theatre.Areas.OrderBy(a => a.Level == AreaLevel.Place ? 0 : 1))
            foreach (var name in new[] { area.Name, area.NameAr }.Concat(area.Variants).Where(n => n.Length > 2)) areas.TryAdd(name.ToLowerInvariant(), area);
        foreach (var actor in theatre.Actors)
            foreach (var form in actor.Forms) actors.TryAdd(form.Text.ToLowerInvariant(), actor.Code);
        Words = new Regex($@"(?<capture>{Capture})|\b[وفبل]{{0,2}}(?<area>{Any(areas.Keys)})\b|\b[وفبل]{{0,2}}(?<actor>{Any(actors.Keys)})\b", RegexOptions.Compiled | RegexOptions.CultureInvariant);
    }

    /// <summary>Every word it knows, as one alternation.</summary>
    public Regex Words { get; }

    public IReadOnlyList<Told> Read(string text, EffectiveTime published)
    {
        var told = new Dictionary<string, Told>();
        foreach (var sentence in text.ToLowerInvariant().Split(['.', '\n', '!', '؟', '?'], StringSplitOptions.RemoveEmptyEntries))
        {
            var found = Words.Matches(sentence);
            var taker = found.Where(m => m.Groups["actor"].Success).Select(m => actors[m.Groups["actor"].Value]).FirstOrDefault();
            if (taker is null || !found.Any(m => m.Groups["capture"].Success)) continue;
            foreach (var area in found.Where(m => m.Groups["area"].Success).Select(m => areas[m.Groups["area"].Value]))
                told.TryAdd(area.Code, new Told(area.Code, area.Path is [var top, ..] && theatre.FindArea(top)?.Level == AreaLevel.Governorate ? top : null, null, taker, ClaimKind.Change, published.At, 0.5, "naive"));
        }
        return [.. told.Values];
    }

    private static string Any(IEnumerable<string> words) => string.Join('|', words.OrderByDescending(w => w.Length).Select(Regex.Escape));
}
