using Territory.Ledger.Actors;
using Territory.Ledger.Checks;
using Territory.Ledger.Relay;

namespace Territory.Ledger.Integrity;

/// <summary>That those who follow the log have come to where it ended; who is on his way is waited for a while.</summary>
internal sealed class CheckFollowers(LedgerStore store, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>A follower with a cursor, the word for what it has not seen, and what it does.</summary>
    internal sealed record Follower(string Name, string Unseen, string Does, string Otherwise);

    /// <summary>All that <see cref="LedgerService"/> adds.</summary>
    internal static readonly Follower[] Followers =
    [
        new(RelayLog.Name, "unseenByRelay", "has published", "the broker may be away"),
        new(ReassessAreas.Name, "unseenByFollower", "has assessed areas anew for what it read", "areas may be judged by who an actor was before it went on as another"),
    ];

    public async Task<IReadOnlyList<Found>> RunAsync(long head, CancellationToken cancellation)
    {
        var since = clock.GetTimestamp();
        var (cursors, sealedTo) = await LookAsync(cancellation);
        while ((cursors.Any(cursor => cursor < head) || sealedTo < head) && clock.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(BetweenLooks, cancellation);
            (cursors, sealedTo) = await LookAsync(cancellation);
        }
        var now = await HeadAsync(cancellation);
        return [.. Followers.Zip(cursors).SelectMany(follower => Judge(follower.First, head, follower.Second, now)), .. JudgeSeals(head, sealedTo)];
    }

    internal static IEnumerable<Found> Judge(Follower follower, long head, long cursor, long now)
    {
        if (cursor < head) yield return new(follower.Unseen, follower.Name, $"The follower {follower.Name} {follower.Does} up to position {cursor}, the log had come to {head}. If it does not move on, the log of the process says why: {follower.Otherwise}.") { Position = cursor + 1 };
        if (cursor > now) yield return new("missingEvent", follower.Name, $"The follower {follower.Name} {follower.Does} up to position {cursor}, and the log ends at {now}: its end was cut off. {CheckSeals.Restore}") { Position = now + 1 };
    }

    internal static IEnumerable<Found> JudgeSeals(long head, long sealedTo)
    {
        if (sealedTo < head) yield return new("unsealed", "seals", $"The log is sealed up to position {sealedTo}, and had come to {head}. What follows cannot be proven yet; if it does not move on, the log of the process says why.") { Position = sealedTo + 1 };
    }

    /// <summary>Where each of <see cref="Followers"/> stands, in their order, and how far is sealed.</summary>
    private async Task<(long[] Cursors, long SealedTo)> LookAsync(CancellationToken cancellation)
    {
        await using var look = store.Database.Pool.CreateCommand($"""
            select array(select coalesce(c.position, 0) from unnest($1) with ordinality f (name, place) left join {LedgerStore.Schema}.cursors c using (name) order by f.place), coalesce((select max(last) from {Seals.Table}), 0)
            """);
        look.Parameters.Add(new() { Value = Followers.Select(follower => follower.Name).ToArray() });
        await using var row = await look.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetFieldValue<long[]>(0), row.GetInt64(1));
    }

    private async Task<long> HeadAsync(CancellationToken cancellation)
    {
        await using var head = store.Database.Pool.CreateCommand($"select coalesce(max(seq_id), 0) from {LedgerStore.Schema}.mt_events");
        return (long)(await head.ExecuteScalarAsync(cancellation))!;
    }
}
