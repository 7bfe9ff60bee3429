using System.Runtime.CompilerServices;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>Log, then feed, then over again after each interruption. The feed makes it fast; the log makes it complete.</summary>
internal sealed class ChangeStream(Calls calls, TerritoryClientOptions options, ChangeFilter filter)
{
    private const int MostRemembered = 4096;
    private readonly BackOff backOff = new(options);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public async IAsyncEnumerable<CloudEvent> ReadAsync(long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seam = new Seam(await StartAsync(after, cancellation), !filter.IsEmpty);
        while (true)
        {
            var opened = options.Clock.GetTimestamp();
            Exception? reason = null;
            await using (var attempt = ConnectAsync(seam, cancellation).GetAsyncEnumerator(cancellation))
                while (true)
                {
                    try
                    {
                        if (!await attempt.MoveNextAsync()) break;
                    }
                    catch (Exception interruption) when (IsTransient(interruption))
                    {
                        reason = interruption;
                        break;
                    }
                    backOff.Succeeded();
                    Remember(attempt.Current);
                    yield return attempt.Current;
                }
            if (options.Clock.GetElapsedTime(opened) > options.LongestDelay) backOff.Succeeded();
            await WaitAsync(reason, seam.Position, cancellation);
        }
    }

    internal static async Task<long> HeadAsync(Calls calls, TerritoryClientOptions options, CancellationToken cancellation)
    {
        var last = await calls.GetAsync<ChangesPage>(new Query("api/changes").With("order", "desc").With("limit", 1).With("theatre", options.Theatre), cancellation);
        return last.Items.Count == 0 ? 0 : Seam.PositionOf(last.Items[0]);
    }

    /// <summary>Where answers about control stand: behind claims that changed nothing, they are ahead of the last change.</summary>
    private async Task<long> StandsAtAsync(CancellationToken cancellation) =>
        (await calls.GetAsync<ControlAnswer>(new Query("api/control").With("theatre", options.Theatre), cancellation)).Position;

    /// <summary>"From now" is made a position at once: otherwise an interruption before the first change would move it.</summary>
    private async Task<long> StartAsync(long? after, CancellationToken cancellation)
    {
        if (after is < 0) throw new ArgumentOutOfRangeException(nameof(after), after, "A position is 0 (before the first change) or more.");
        while (true)
        {
            Exception reason;
            try
            {
                var head = await HeadAsync(calls, options, cancellation);
                return after > head && after > await StandsAtAsync(cancellation) ? throw new CursorAheadException(after.Value, head) : after ?? head;
            }
            catch (Exception interruption) when (IsTransient(interruption))
            {
                reason = interruption;
            }
            await WaitAsync(reason, after ?? 0, cancellation);
        }
    }

    /// <summary>One attempt: the log to its end, then the feed until it ends.</summary>
    private async IAsyncEnumerable<CloudEvent> ConnectAsync(Seam seam, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var change in ReadLogAsync(seam, cancellation)) yield return change;
        using var feed = await OpenFeedAsync(seam.Position, cancellation);
        await foreach (var change in feed.ReadAsync(backOff, cancellation))
        {
            if (seam.Judge(change) == Verdict.Gap)
            {
                await foreach (var missed in ReadLogAsync(seam, cancellation)) yield return missed;
                // A log that ends before the hole does is behind the feed; the rest comes with the next attempt.
                if (seam.Position < seam.Before(change)) throw Hole(seam, change);
            }
            if (Seam.PositionOf(change) <= seam.Position) continue;
            seam.MoveTo(Seam.PositionOf(change));
            yield return change;
        }
    }

    private async Task<Feed> OpenFeedAsync(long position, CancellationToken cancellation)
    {
        try
        {
            return await Feed.OpenAsync(calls, options, filter, position, cancellation);
        }
        catch (TerritoryException refused) when (refused.Problem.Status == 422 && refused.Problem.Errors is [{ Field: "after" }])
        {
            // The log has shown this position: a feed that does not know it yet is a moment behind.
            throw new IOException($"The feed does not know position {position} of the log yet.", refused);
        }
    }

    private async IAsyncEnumerable<CloudEvent> ReadLogAsync(Seam seam, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var from = seam.Position;
            var page = await calls.GetAsync<ChangesPage>(
                new Query("api/changes").With("after", from).With("area", filter.Area).With("actor", filter.Actor).With("limit", options.PageSize).With("theatre", options.Theatre), cancellation);
            foreach (var change in page.Items)
            {
                var verdict = seam.Judge(change);
                if (verdict == Verdict.Duplicate) continue;
                if (verdict == Verdict.Gap) throw Hole(seam, change);
                seam.MoveTo(Seam.PositionOf(change));
                if (filter.PassesTheRest(change) || Revises(change)) yield return change;
            }
            if (page.Next is not { } next) yield break;
            seam.MoveTo(next);
            if (seam.Position == from) yield break;
        }
    }

    /// <summary>Whoever was told a change is told that it was corrected or retracted, whatever the filter says of that.</summary>
    private bool Revises(CloudEvent change) => change.Change?.Replaces is { } replaced && told.Contains(replaced);

    private void Remember(CloudEvent change)
    {
        if (filter.IsEmpty || change.Change is not { } control || !told.Add(control.ChangeId)) return;
        order.Enqueue(control.ChangeId);
        if (order.Count > MostRemembered) told.Remove(order.Dequeue());
    }

    private async Task WaitAsync(Exception? reason, long position, CancellationToken cancellation)
    {
        var delay = backOff.Next((reason as TerritoryException)?.RetryAfter);
        options.Interrupted?.Invoke(new Interruption(reason, backOff.Attempt, delay, position));
        await Task.Delay(delay, options.Clock, cancellation);
    }

    private static IOException Hole(Seam seam, CloudEvent change) =>
        new($"Change {change.Position} follows {seam.Before(change)}, but the log shows nothing between {seam.Position} and it yet.");

    private static bool IsTransient(Exception failure) => failure is HttpRequestException or IOException || failure is TerritoryException { IsTransient: true };
}
