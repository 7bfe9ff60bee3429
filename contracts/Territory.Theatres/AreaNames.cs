using System.Globalization;
using System.Text;

namespace Territory.Theatres;

/// <summary>The areas of a theatre by their folded names.</summary>
internal sealed class AreaNames
{
    private const int MostNear = 5;

    private readonly Dictionary<string, List<Area>> byName = [];

    public AreaNames(IReadOnlyList<Area> areas)
    {
        foreach (var area in areas)
            foreach (var name in NamesOf(area).Select(Fold).Where(n => n.Length > 0).Distinct())
            {
                if (!byName.TryGetValue(name, out var bearers)) byName[name] = bearers = [];
                bearers.Add(area);
            }
    }

    /// <summary>Every area that bears the name, the highest level first.</summary>
    public IReadOnlyList<Area> Bearers(string name) =>
        byName.TryGetValue(Fold(name), out var areas) ? [.. areas.OrderBy(a => a.Level).ThenBy(a => a.Code, StringComparer.Ordinal)] : [];

    /// <summary>Areas whose names are nearly so, nearest first; none when nothing comes close.</summary>
    public IReadOnlyList<Area> Near(string name)
    {
        var wanted = Fold(name);
        if (wanted.Length == 0) return [];
        var reach = Math.Max(1, wanted.Length / 3);
        return [.. byName
            .Select(n => (n.Value, Distance: Distance(wanted, n.Key)))
            .Where(n => n.Distance <= reach)
            .SelectMany(n => n.Value, (n, area) => (Area: area, n.Distance))
            .GroupBy(n => n.Area.Code, (_, hits) => hits.MinBy(h => h.Distance))
            .OrderBy(n => n.Distance).ThenBy(n => n.Area.Level).ThenBy(n => n.Area.Code, StringComparer.Ordinal)
            .Take(MostNear).Select(n => n.Area)];
    }

    /// <summary>
    /// Equal for spellings that differ in case, accents, apostrophes, hyphens, hamza, ta marbuta, alif maqsura, Persian letters, tatweel or
    /// the forms of letters that old documents and PDFs keep only.
    /// </summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.ModifierLetter or UnicodeCategory.Format || c is '\'' or '’' or '‘' or '`' or '\u0621') continue;
            folded.Append(c switch
            {
                'ٱ' => 'ا',
                'ة' => 'ه',
                'ى' or 'ی' => 'ي',
                'ک' => 'ك',
                >= '٠' and <= '٩' => (char)(c - '٠' + '0'),
                'ı' => 'i',
                _ => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ',
            });
        }
        return string.Join(' ', folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    // A code is looked for by itself; a slip in one is as near as a slip in a name.
    private static IEnumerable<string> NamesOf(Area area) =>
        [area.Code, area.Name, area.NameAr, area.Label, area.LabelAr, .. area.Variants];

    // Optimal string alignment: a swapped pair of letters is one slip, not two.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > Math.Max(1, a.Length / 3)) return int.MaxValue;
        var (before, previous, current) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) current[j] = Math.Min(current[j], before[j - 2] + 1);
            }
            (before, previous, current) = (previous, current, before);
        }
        return previous[b.Length];
    }
}
