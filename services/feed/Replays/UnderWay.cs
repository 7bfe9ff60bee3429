using Territory.Feed.Subscriptions;

namespace Territory.Feed.Replays;

/// <summary>
/// What of a replay is on its way: some events of which the target has not told yet that it has them, while the next are made.
/// The replay's cursor follows the target's answers, in order.
/// </summary>
internal sealed class UnderWay(ReplayProgress progress, ReplayDelivery delivery, ReplayRuns runs, long fence, TimeProvider clock)
{
    /// <summary>Somebody who cancels is obeyed within about as long.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private (IReadOnlyList<LookedAt> Events, Task<(int Handed, Outcome Outcome)> Answer)? last;
    private long looked = clock.GetTimestamp();

    /// <summary>Sends some, and waits for the answer to those before them; for their own where the target has told it already.</summary>
    /// <inheritdoc cref="SettleAsync"/>
    public async Task<Outcome?> SendAsync(IReadOnlyList<LookedAt> events, CancellationToken cancellation)
    {
        var answer = await delivery.HandAsync([.. events.Where(e => e.Wanted).Select(e => new ReplayedChange(e.Change, e.PreviousDelivered))], cancellation);
        var before = await SettleAsync(cancellation);
        last = (events, answer);
        return before is Outcome.Delivered && answer.IsCompleted ? await SettleAsync(cancellation) : before;
    }

    /// <summary>Waits until nothing is on its way, and moves the cursor.</summary>
    /// <returns>What came of it; null when the replay is not ours any more.</returns>
    public async Task<Outcome?> SettleAsync(CancellationToken cancellation)
    {
        if (last is not { } sent) return await StandsAsync(cancellation) ? new Outcome.Delivered() : null;
        (last, looked) = (null, clock.GetTimestamp());
        var ((handed, outcome), before) = (await sent.Answer, progress.Replay.Position);
        progress.Handed(sent.Events, handed);
        // A target that took nothing keeps counting its attempts.
        var ours = progress.Replay.Position == before ? await runs.StandsAsync(progress.Replay.Id, fence, cancellation) : await runs.AdvanceAsync(progress.Replay, fence, cancellation);
        return ours ? outcome : null;
    }

    private async Task<bool> StandsAsync(CancellationToken cancellation)
    {
        if (clock.GetElapsedTime(looked) < BetweenLooks) return true;
        looked = clock.GetTimestamp();
        return await runs.StandsAsync(progress.Replay.Id, fence, cancellation);
    }
}
