using Territory.Ledger.Checks;
using Territory.Ledger.Relay;

namespace Territory.Ledger.Integrity;

/// <summary>That those who follow the log have come to where it ended; who is on his way is waited for a while.</summary>
internal sealed class CheckFollowers(LedgerStore store, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public async Task<IReadOnlyList<Found>> RunAsync(long head, CancellationToken cancellation)
    {
        var since = clock.GetTimestamp();
        var (relayed, sealedTo) = await LookAsync(cancellation);
        while ((relayed < head || sealedTo < head) && clock.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(BetweenLooks, cancellation);
            (relayed, sealedTo) = await LookAsync(cancellation);
        }
        return [.. Judge(head, relayed, sealedTo, await HeadAsync(cancellation))];
    }

    internal static IEnumerable<Found> Judge(long head, long relayed, long sealedTo, long now)
    {
        if (relayed < head) yield return new("unseenByRelay", "relay", $"The relay has published up to position {relayed}, the log had come to {head}. If it does not move on, the log of the process says why: the broker may be away.") { Position = relayed + 1 };
        if (relayed > now) yield return new("missingEvent", "relay", $"The relay has published up to position {relayed}, and the log ends at {now}: its end was cut off. {CheckSeals.Restore}") { Position = now + 1 };
        if (sealedTo < head) yield return new("unsealed", "seals", $"The log is sealed up to position {sealedTo}, and had come to {head}. What follows cannot be proven yet; if it does not move on, the log of the process says why.") { Position = sealedTo + 1 };
    }

    private async Task<(long Relayed, long SealedTo)> LookAsync(CancellationToken cancellation)
    {
        await using var look = store.Database.Pool.CreateCommand($"select coalesce((select position from {LedgerStore.Schema}.cursors where name = '{RelayLog.Name}'), 0), coalesce((select max(last) from {Seals.Table}), 0)");
        await using var row = await look.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private async Task<long> HeadAsync(CancellationToken cancellation)
    {
        await using var head = store.Database.Pool.CreateCommand($"select coalesce(max(seq_id), 0) from {LedgerStore.Schema}.mt_events");
        return (long)(await head.ExecuteScalarAsync(cancellation))!;
    }
}
