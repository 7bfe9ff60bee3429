using System.Security.Cryptography;
using System.Text;
using Territory.Theatres;

namespace Territory.Ledger.Actors;

/// <summary>Somebody says that an actor goes on as another.</summary>
/// <param name="Key">The sender's name for this wish: the same key is the same wish. Null when it has none.</param>
public sealed record NewSuccession(string From, string To, DateOnly On, string Source, string RecordedBy, string? Key = null);

/// <summary>What a decision on a succession comes to.</summary>
public abstract record SuccessionOutcome
{
    /// <summary>To be appended.</summary>
    public sealed record Recorded(ActorSucceeded Event) : SuccessionOutcome;

    /// <summary>It is recorded already: nothing to do.</summary>
    public sealed record Known(KnownSuccession Earlier) : SuccessionOutcome;

    /// <summary>It cannot be right, whatever was recorded.</summary>
    public sealed record Wrong(string Field, string Found, string Expected) : SuccessionOutcome;

    /// <summary>It contradicts what is recorded.</summary>
    public sealed record Contradicts(string Field, string Found, string Expected) : SuccessionOutcome;
}

/// <summary>Decision: record a succession. An actor goes on as one other, and never as itself by a round.</summary>
public static class RecordSuccession
{
    private const int EarliestYear = 1900;

    public static SuccessionOutcome Decide(ActorsState state, Theatre theatre, NewSuccession asked)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(asked);
        if (theatre.FindActor(asked.From) is not { } from) return Unknown("from", asked.From, theatre);
        if (theatre.FindActor(asked.To) is not { } to) return Unknown("to", asked.To, theatre);
        if (from.Code == to.Code) return new SuccessionOutcome.Wrong("to", to.Code, $"another actor than {from.Code}: nobody succeeds himself");
        if (asked.On.Year < EarliestYear) return new SuccessionOutcome.Wrong("on", $"{asked.On:yyyy-MM-dd}", $"a local day of {EarliestYear} or later");
        var id = Id(state, theatre, from.Code, to.Code, asked);
        bool IsTheSame(KnownSuccession s) => s.From == from.Code && s.To == to.Code && s.On == asked.On;
        if (state.All.FirstOrDefault(s => s.Id == id) is { } keyed)
            return IsTheSame(keyed) ? new SuccessionOutcome.Known(keyed) : new SuccessionOutcome.Wrong("Idempotency-Key", asked.Key!, $"a new key: this one recorded that {keyed.From} goes on as {keyed.To} from {keyed.On:yyyy-MM-dd}");
        if (state.OfActor(from.Code) is { } earlier)
            return IsTheSame(earlier)
                ? new SuccessionOutcome.Known(earlier)
                : new SuccessionOutcome.Contradicts("from", from.Code, $"an actor without a successor; {earlier.From} goes on as {earlier.To} from {earlier.On:yyyy-MM-dd} by {earlier.Id}, and what it holds can pass to one only");
        if (Round(state, from.Code, to.Code) is { } round)
            return new SuccessionOutcome.Wrong("to", to.Code, $"an actor that does not itself go on as {from.Code}; recorded is {string.Join(" to ", round)}, and this would close the circle");
        return new SuccessionOutcome.Recorded(new ActorSucceeded(theatre.Id, id, from.Code, to.Code, asked.On, asked.Source, asked.RecordedBy));
    }

    /// <summary>The way along recorded successions from one actor to another; null when there is none.</summary>
    private static List<string>? Round(ActorsState state, string target, string start)
    {
        var way = new List<string> { start };
        while (way[^1] != target)
        {
            if (state.OfActor(way[^1]) is not { } next || way.Contains(next.To)) return null;
            way.Add(next.To);
        }
        return way;
    }

    private static SuccessionOutcome.Wrong Unknown(string field, string found, Theatre theatre) =>
        new(field, found, ActorSearch.Expected(theatre, found));

    /// <summary>An id that the same wish always has: no randomness in a decision.</summary>
    private static string Id(ActorsState state, Theatre theatre, string from, string to, NewSuccession asked)
    {
        // One that was taken back may turn out to have been right: then it is another one.
        var before = state.All.Count(s => s.From == from && s.To == to && s.On == asked.On && s.Retracted is not null);
        var wish = asked.Key is { } key ? $"{theatre.Id}\n{asked.RecordedBy}\n{key}" : $"{theatre.Id}/{from}/{to}/{asked.On:yyyy-MM-dd}{(before == 0 ? "" : $"/{before}")}";
        return "suc_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wish)).AsSpan(0, 10));
    }
}
