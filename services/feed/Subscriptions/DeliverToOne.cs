using Territory.Feed.Live;
using Territory.Feed.Log;
using Territory.Hosting.Store;
using Territory.Theatres;

namespace Territory.Feed.Subscriptions;

/// <summary>
/// Delivers to one subscription, in order of position: the cursor stands until the delivery at it has arrived or is parked.
/// It works on its own, so that whoever hangs makes nobody else wait.
/// </summary>
internal sealed class DeliverToOne(SubscriptionProgress progress, SubscriptionRegister register, Targets targets, RecentChanges recent, ChangeLog log, TheatreRegister theatres, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ClockCheck = TimeSpan.FromSeconds(1);

    /// <summary>Runs until cancelled, or until somebody else changed the subscription.</summary>
    public async Task RunAsync(Subscription subscription, Progress at, CancellationToken cancellation)
    {
        WantedChanges wanted;
        try
        {
            wanted = await FilterAsync(subscription, at.Cursor, cancellation);
        }
        catch (KeyNotFoundException gone)
        {
            await progress.PauseAsync(subscription.Id, at, gone.Message, clock.GetUtcNow(), cancellation);
            return;
        }
        var suspect = at.Attempts > 0;
        while (!cancellation.IsCancellationRequested)
        {
            var grown = recent.Grown;
            var page = await recent.AfterAsync(subscription.Theatre, at.Cursor, cancellation);
            if (page.Count == 0)
            {
                await LogSignal.WaitAsync(grown, Poll, cancellation);
                continue;
            }
            (var batch, wanted) = await Batches.CutAsync(page, at.Delivered, wanted, Targets.Most(subscription.Target.Type), changeId => progress.WasToldAsync(subscription.Id, changeId, cancellation));
            var moved = batch.Deliveries.Count == 0
                ? await progress.AcknowledgeAsync(subscription.Id, at, batch, clock.GetUtcNow(), cancellation)
                : await DeliverAsync(subscription, at, batch, suspect, slow => suspect = slow, cancellation);
            if (!moved) return;
            at = Moved(at, batch);
        }
    }

    private async Task<WantedChanges> FilterAsync(Subscription subscription, long cursor, CancellationToken cancellation)
    {
        var theatre = theatres.Choose(subscription.Theatre) ?? throw new KeyNotFoundException($"the theatre {subscription.Theatre} is not there any more");
        var told = subscription.Filter.Actors.Count == 0 ? [] : await log.SuccessionsAsync(theatre.Id, cancellation);
        return WantedChanges.Of(subscription.Filter, theatre, told.Where(s => s.Position <= cursor).Select(s => s.Event.Succession!));
    }

    /// <summary>Attempts it until it has arrived or is parked; false when somebody else moved the cursor meanwhile.</summary>
    private async Task<bool> DeliverAsync(Subscription subscription, Progress at, Batch batch, bool suspect, Action<bool> isSlow, CancellationToken cancellation)
    {
        while (true)
        {
            if (at.NextAttemptAt is { } due) await UntilAsync(due, cancellation);
            var secrets = subscription.Target.Type is TargetType.Webhook ? await SecretsAsync(subscription.Id, cancellation) : [];
            var (outcome, slow) = await targets.HandOverAsync(subscription.Target, batch.Deliveries, secrets, suspect, cancellation);
            isSlow(suspect = slow);
            var now = clock.GetUtcNow();
            switch (outcome)
            {
                // It has arrived: a stop now is no reason to send it again.
                case Outcome.Delivered: return await progress.AcknowledgeAsync(subscription.Id, at, batch, now, CancellationToken.None);
                case Outcome.Gone gone: await progress.PauseAsync(subscription.Id, at, gone.Reason, now, cancellation); return false;
                case Outcome.Failed failed:
                    var next = NextAttempt(subscription.Target.Type, at, failed, now);
                    if (next is null) return await progress.ParkAsync(subscription.Id, at, batch.Deliveries[0], failed.Reason, now, cancellation);
                    if (!await progress.FailAsync(subscription.Id, at, failed.Reason, now, next.Value, cancellation)) return false;
                    at = at with { Attempts = at.Attempts + 1, FailingSince = at.FailingSince ?? now, NextAttemptAt = next, Reason = failed.Reason };
                    break;
            }
        }
    }

    /// <summary>Null: it is to be parked.</summary>
    private static DateTimeOffset? NextAttempt(TargetType type, Progress at, Outcome.Failed failed, DateTimeOffset now) => Targets.Parks(type)
        ? RetrySchedule.Next(at.Attempts + 1, at.FailingSince ?? now, now, Random.Shared.NextDouble(), failed.Wait)
        // The broker is asked at least every half minute: it comes back for all at once.
        : now + TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, Math.Min(at.Attempts, 5))));

    private (DateTimeOffset Read, IReadOnlyList<byte[]> Secrets) known;

    /// <summary>An old secret runs out by itself; a rotation begins a new term, and so a new reading.</summary>
    private async Task<IReadOnlyList<byte[]>> SecretsAsync(string id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known.Secrets is null || known.Secrets.Count > 1 || now - known.Read > TimeSpan.FromMinutes(1)) known = (now, await register.SecretsAsync(id, now, cancellation));
        return known.Secrets;
    }

    private async Task UntilAsync(DateTimeOffset due, CancellationToken cancellation)
    {
        for (var left = due - clock.GetUtcNow(); left > TimeSpan.Zero; left = due - clock.GetUtcNow()) await Task.Delay(left < ClockCheck ? left : ClockCheck, cancellation);
    }

    private static Progress Moved(Progress at, Batch batch) => at with
    {
        Cursor = batch.End,
        Delivered = batch.Deliveries.Count > 0 ? batch.Deliveries[^1].Change.Position : at.Delivered,
        Attempts = batch.Deliveries.Count > 0 ? 0 : at.Attempts,
        FailingSince = batch.Deliveries.Count > 0 ? null : at.FailingSince,
        NextAttemptAt = batch.Deliveries.Count > 0 ? null : at.NextAttemptAt,
    };
}
