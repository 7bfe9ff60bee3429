using Territory.Feed.Log;

namespace Territory.Feed.Replays;

/// <summary>
/// Where a moment lies in the feed's log. Recorded times never fall as positions rise, so halving finds it: some twenty
/// looks at the key's index, and no column of times to keep.
/// </summary>
public sealed class RecordedPositions(FeedStore store, ChangeLog log)
{
    /// <summary>The last position recorded at or before an instant; 0 when there is none.</summary>
    public async Task<long> AtAsync(string theatre, DateTimeOffset instant, CancellationToken cancellation)
    {
        // The answer is at least low and below high.
        var (low, high) = (0L, await log.HeadAsync(theatre, cancellation) + 1);
        while (low + 1 < high)
        {
            var middle = low + ((high - low) / 2);
            var next = await log.ReadAsync(theatre, middle - 1, 1, cancellation);
            if (next.Count == 0 || next[0].Position >= high || next[0].Event.Time > instant) high = middle;
            else low = next[0].Position;
        }
        return low;
    }

    /// <summary>How many events lie after one position, up to another.</summary>
    public async Task<long> CountAsync(string theatre, long after, long until, CancellationToken cancellation)
    {
        await using var count = store.Database.Pool.CreateCommand($"select count(*) from {FeedStore.Schema}.changes where theatre = $1 and position > $2 and position <= $3");
        foreach (var value in new object[] { theatre, after, until }) count.Parameters.Add(new() { Value = value });
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }
}
