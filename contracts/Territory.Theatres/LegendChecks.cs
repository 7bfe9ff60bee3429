using System.Text.RegularExpressions;
using Territory.Contracts;

namespace Territory.Theatres;

internal static partial class LegendChecks
{
    public static IEnumerable<string> Of(Theatre theatre)
    {
        var keys = theatre.Legend.Select(l => l.Key).ToList();
        foreach (var status in Enum.GetNames<ControlStatus>().Select(n => n.ToLowerInvariant()).Where(s => !keys.Contains(s)))
            yield return $"theatre.json: the legend has no entry for the status {status}; every status is explained.";
        if (!keys.Contains(LegendEntry.Besieged)) yield return $"theatre.json: the legend has no entry for {LegendEntry.Besieged}, which may stand beside any status.";
        foreach (var twice in keys.GroupBy(k => k).Where(g => g.Count() > 1))
            yield return $"theatre.json: the legend explains {twice.Key} {twice.Count()} times; once is enough.";
        foreach (var actor in theatre.Actors.Where(a => !theatre.Legend.Any(l => l.Key == a.Code && SameColour(l.Colour, a.Colour))))
            yield return $"theatre.json: the legend has no entry for {actor.Code} in its colour {actor.Colour}; every colour of the map is explained.";
        foreach (var entry in theatre.Legend)
        {
            if (!Colour().IsMatch(entry.Colour)) yield return $"theatre.json: the legend's {entry.Key} has the colour '{entry.Colour}'; expected #rrggbb.";
            if (entry.Name.Length == 0 || entry.NameAr.Length == 0) yield return $"theatre.json: the legend's {entry.Key} needs words in both languages.";
        }
        foreach (var actor in theatre.Actors.Where(a => !Colour().IsMatch(a.Colour)))
            yield return $"actors.json, {actor.Code}: the colour is '{actor.Colour}'; expected #rrggbb.";
    }

    private static bool SameColour(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Colour();
}
