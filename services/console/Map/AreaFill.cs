using Territory.Contracts;
using Territory.Theatres;

namespace Territory.OperationsConsole.Map;

/// <summary>What fills an area: one colour, or a pattern of several.</summary>
public sealed record AreaFill(ControlStatus Status, string Colours)
{
    private const string Neutral = "#BBBBBB";

    /// <summary>Of a state: the holder's colour; the last holder's and the challengers'; the sharers'; or the legend's for nobody.</summary>
    public static AreaFill Of(ControlStatus status, IReadOnlyList<string> controllers, IReadOnlyList<string> challengers, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        string Key(ControlStatus s) => theatre.Legend.FirstOrDefault(l => l.Key == Word(s))?.Colour ?? Neutral;
        string[] Colours(IEnumerable<string> actors) => [.. actors.Select(a => theatre.FindActor(a)?.Colour ?? Neutral).Distinct(StringComparer.OrdinalIgnoreCase)];
        string[] colours = status switch
        {
            ControlStatus.Controlled => Colours(controllers.Take(1)),
            ControlStatus.Contested when Colours(controllers.Concat(challengers)) is { Length: > 1 } several => several,
            ControlStatus.Contested => [.. Colours(controllers), Key(status)],
            ControlStatus.Shared => Colours(controllers),
            _ => [],
        };
        return new(status, string.Join(' ', colours is [] ? [Key(status)] : colours));
    }

    /// <summary>The colour of the ring around a besieged area: the besieger's, the first one's where there are several.</summary>
    public static string Ring(IReadOnlyList<string> besiegers, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(besiegers);
        ArgumentNullException.ThrowIfNull(theatre);
        return theatre.FindActor(besiegers[0])?.Colour ?? Neutral;
    }

    public IReadOnlyList<string> Each => Colours.Split(' ');

    public bool IsPlain => Status is ControlStatus.Controlled or ControlStatus.Unknown || (Each.Count == 1 && Status != ControlStatus.Withdrawn);

    /// <summary>Id of the pattern; the same for the same fill, so that each stands once in a document.</summary>
    public string PatternId => $"fill-{Word(Status)}-{Colours.Replace("#", "", StringComparison.Ordinal).Replace(' ', '-')}";

    /// <summary>The value of an SVG <c>fill</c>.</summary>
    public string Paint => IsPlain ? Each[0] : $"url(#{PatternId})";

    internal static string Word(ControlStatus status) => Hosting.Http.EnumWords.Word(status);
}
