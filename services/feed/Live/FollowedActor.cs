using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Feed.Live;

/// <summary>An actor that a reader follows: itself, its children and its successors, and whoever these become while the reader listens.</summary>
/// <param name="Theatre">With the successions told so far.</param>
/// <param name="Code">The actor asked for.</param>
public sealed record FollowedActor(Theatre Theatre, string Code)
{
    public IReadOnlySet<string> Codes { get; } = Theatre.Following(Code);

    public bool Is(EventContent told) => Named(told).Any(Codes.Contains);

    /// <summary>The same after a succession was told, or taken back.</summary>
    public FollowedActor After(ActorSuccession told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return new(Theatre with { Successions = [.. After(Theatre.Successions, told)] }, Code);
    }

    /// <summary>The theatre with the successions of the feed's own log, and no others.</summary>
    public static Theatre Told(Theatre theatre, IEnumerable<ActorSuccession> told)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        return theatre with { Successions = [.. told.Aggregate(Enumerable.Empty<Succession>(), (known, next) => [.. After(known, next)])] };
    }

    /// <summary>An actor goes on as one other; what is told twice, or taken back twice, is the same.</summary>
    private static IEnumerable<Succession> After(IEnumerable<Succession> known, ActorSuccession told) => told.Replaces is not null
        ? known.Where(s => s != ToSuccession(told) with { Source = s.Source })
        : known.Any(s => s.From == told.From) ? known : known.Append(ToSuccession(told));

    private static Succession ToSuccession(ActorSuccession told) => new(told.From, told.To, told.On, told.Reason);

    /// <summary>Everyone an event names, as the public log has it.</summary>
    private static IEnumerable<string> Named(EventContent told) => told switch
    {
        ControlChange change => new[] { change.From, change.To }.Concat(change.Challengers).Concat(change.Now.Controllers).OfType<string>(),
        ActorSuccession succession => [succession.From, succession.To],
        _ => [],
    };
}
