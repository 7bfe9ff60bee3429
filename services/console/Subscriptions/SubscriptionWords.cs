using Territory.OperationsConsole.Api;
using Territory.OperationsConsole.Layout;
using Territory.Theatres;

namespace Territory.OperationsConsole.Subscriptions;

/// <summary>How subscriptions and replays are told.</summary>
internal static class SubscriptionWords
{
    public static string Of(ChangesWanted filter, Theatre theatre) => filter.IsEmpty ? "everything" : string.Join("; ", new[]
    {
        filter.Areas.Count > 0 ? string.Join(", ", filter.Areas.Select(code => theatre.FindArea(code)?.Label ?? code)) : null,
        filter.Actors.Count > 0 ? Words.Actors(theatre, filter.Actors) : null,
        filter.From is { } from ? "from " + Words.Actor(theatre, from) : null,
        filter.To is { } to ? "to " + Words.Actor(theatre, to) : null,
        filter.MinGrade is { } grade ? $"{grade} or better" : null,
        filter.Kinds.Count > 0 ? "only " + string.Join(", ", filter.Kinds) : null,
    }.OfType<string>());

    /// <summary>How far behind, or that it is not.</summary>
    public static string Of(Lag lag) => lag.Events == 0 ? "none" : $"{(lag.AtLeast ? "at least " : "")}{Words.Count(lag.Events)} {(lag.Events == 1 ? "event" : "events")}, {Words.Span(lag.Seconds)}";

    /// <summary>The words of a field that takes several, separated by commas.</summary>
    public static IReadOnlyList<string>? Several(string? text) => text?.Split([',', '،', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? words : null;
}
