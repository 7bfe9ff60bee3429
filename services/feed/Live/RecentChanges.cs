using System.Collections.Concurrent;
using System.Collections.Immutable;
using Territory.Feed.Log;
using Territory.Hosting.Store;
using Territory.Theatres;

namespace Territory.Feed.Live;

/// <summary>
/// The end of each theatre's log in memory, so that a thousand readers at the head cost one query. It is followed from the table,
/// and what the bus brings to this instance is known at once. Whoever is further back reads the table.
/// </summary>
public sealed class RecentChanges(ChangeLog log, FeedStore store, TheatreRegister theatres) : BackgroundService
{
    private const int Keep = 4096;
    private const int Page = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, ImmutableList<KeptChange>> recent = new(theatres.All.Select(t => KeyValuePair.Create(t.Id, ImmutableList<KeptChange>.Empty)));
    private readonly Lock appending = new();
    private TaskCompletionSource grown = New();

    /// <summary>Take it before reading; await it when the reading found nothing.</summary>
    public Task Grown => Volatile.Read(ref grown).Task;

    /// <summary>What follows a position, at most a page of it.</summary>
    public async Task<IReadOnlyList<KeptChange>> AfterAsync(string theatre, long position, CancellationToken cancellation)
    {
        var tail = recent[theatre];
        if (tail.Count == 0 || position < tail[0].Previous) return await log.ReadAsync(theatre, position, Page, cancellation);
        if (position >= tail[^1].Position) return [];
        var at = tail.BinarySearch(new KeptChange(theatre, position, 0, default), ByPosition);
        return tail.GetRange(at < 0 ? ~at : at + 1, Math.Min(Page, tail.Count - (at < 0 ? ~at : at + 1)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var signalled = store.Signal.Grown;
                var any = false;
                foreach (var theatre in theatres.All) any |= await FollowAsync(theatre.Id, stoppingToken);
                if (any) Wake();
                else await LogSignal.WaitAsync(signalled, Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Npgsql.NpgsqlException)
            {
                // The database is away: readiness says so, and the next poll tries again.
                await Task.WhenAny(Task.Delay(Poll, stoppingToken));
            }
        }
    }

    private async Task<bool> FollowAsync(string theatre, CancellationToken cancellation)
    {
        var tail = recent[theatre];
        var after = tail.Count > 0 ? tail[^1].Position : Math.Max(0, await StartAsync(theatre, cancellation));
        return await log.ReadAsync(theatre, after, Page, cancellation) is { Count: > 0 } page && Append(theatre, page, first: tail.Count == 0);
    }

    /// <summary>Some that are in the table now, in order: of them it takes those that follow the end it knows.</summary>
    public void Take(string theatre, IEnumerable<KeptChange> kept)
    {
        if (Append(theatre, kept, first: false)) Wake();
    }

    private bool Append(string theatre, IEnumerable<KeptChange> kept, bool first)
    {
        lock (appending)
        {
            // What is kept of a theatre that this process has no pack of, nobody reads here.
            if (!recent.TryGetValue(theatre, out var before)) return false;
            var tail = before.ToBuilder();
            foreach (var change in kept)
                if (tail.Count == 0 ? first : change.Previous == tail[^1].Position) tail.Add(change);
            if (tail.Count == before.Count) return false;
            if (tail.Count > Keep) tail.RemoveRange(0, tail.Count - Keep);
            recent[theatre] = tail.ToImmutable();
            return true;
        }
    }

    private void Wake() => Interlocked.Exchange(ref grown, New()).TrySetResult();

    /// <summary>At first the last few hundred are enough: what was before is read from the table.</summary>
    private async Task<long> StartAsync(string theatre, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select coalesce(min(previous), 0) from (select previous from {FeedStore.Schema}.changes where theatre = $1 order by position desc limit 200) as last");
        read.Parameters.Add(new() { Value = theatre });
        return (long)(await read.ExecuteScalarAsync(cancellation))!;
    }

    private static readonly Comparer<KeptChange> ByPosition = Comparer<KeptChange>.Create((a, b) => a.Position.CompareTo(b.Position));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
